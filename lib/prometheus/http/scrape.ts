import { faultName } from '../../diagnostics/fault-name.js';
import { reportOnce } from '../../diagnostics/report.js';
import type { ScrapeErrorCause } from '../../metrics/endpoint-metrics.js';
import type { Exposition, ExpositionSource } from '../exposition/exposition.js';
import type { ScrapeRecorder } from '../scrape-recorder.js';
import type { Answer } from './answer.js';
import { UNAVAILABLE } from './answer.js';
import type { MetricsRequest, MetricsResponse } from './handler.js';
import { inTime, ScrapeTimeout } from './in-time.js';
import { nameFilter } from './name-filter.js';
import { negotiate } from './negotiation.js';
import { scrapeLimits } from './scrape-limits.js';
import { AnswerAborted, sendText } from './send-text.js';

/** Enough for a pair of servers and whoever looks in, and few enough to bound the memory. */
const MOST_IN_FLIGHT = 16;

const FAILED: Answer = { status: 500 };

/** Answers who may read the metrics with them, and measures how that went. */
export class Scrape {
  readonly #source: ExpositionSource;
  readonly #recorder: ScrapeRecorder;

  constructor(source: ExpositionSource, recorder: ScrapeRecorder) {
    this.#source = source;
    this.#recorder = recorder;
  }

  /**
   * Resolves when the answer has ended, however it did; with an answer to send where none could be
   * begun.
   */
  async serve(request: MetricsRequest, response: MetricsResponse): Promise<Answer | undefined> {
    if (this.#recorder.inFlight >= MOST_IN_FLIGHT) {
      this.#recorder.failed('busy');
      return UNAVAILABLE;
    }
    const ended = this.#recorder.begin();
    try {
      await this.#serve(request, response);
      return undefined;
    } catch (fault) {
      return this.#failed(response, fault);
    } finally {
      ended();
    }
  }

  async #serve(request: MetricsRequest, response: MetricsResponse): Promise<void> {
    const began = performance.now();
    const { scrapeMs, callbackMs } = scrapeLimits(request);
    const { format, escaping, contentType, coding } = negotiate(request);
    // Gathered before the status is chosen, or a failure would come as a short 200.
    const exposition = await inTime(this.#gather(callbackMs), scrapeMs);
    if (response.destroyed) throw new AnswerAborted();
    const bytes = await sendText(request, response, {
      pieces: exposition.text({ format, escaping, names: nameFilter(request.url) }),
      headers: {
        'content-type': contentType,
        ...(coding === 'identity' ? {} : { 'content-encoding': coding }),
      },
      coding,
      limitMs: scrapeMs - (performance.now() - began),
    });
    this.#recorder.answered(200);
    this.#recorder.served((performance.now() - began) / 1_000, bytes);
  }

  async #gather(callbackMs: number): Promise<Exposition> {
    try {
      return await this.#source.gather(callbackMs);
    } catch (fault) {
      throw new GatheringFailed('', { cause: fault });
    }
  }

  #failed(response: MetricsResponse, fault: unknown): Answer | undefined {
    const cause = causeOf(fault);
    this.#recorder.failed(cause);
    if (cause === 'gathering' || cause === 'encoding') reportFailure(fault);
    if (cause === 'aborted' || response.headersSent) {
      // Half of an answer was sent; only the end of the connection can say that it failed.
      response.destroy();
      return undefined;
    }
    return cause === 'timeout' ? UNAVAILABLE : FAILED;
  }
}

class GatheringFailed extends Error {}

function causeOf(fault: unknown): ScrapeErrorCause {
  if (fault instanceof ScrapeTimeout) return 'timeout';
  if (fault instanceof AnswerAborted) return 'aborted';
  return fault instanceof GatheringFailed ? 'gathering' : 'encoding';
}

function reportFailure(fault: unknown): void {
  const [work, reason] =
    fault instanceof GatheringFailed ? ['collecting', fault.cause] : ['writing', fault];
  reportOnce(
    `prometheus:${work}`,
    `${work} the metrics failed (${faultName(reason)}); the scrape got no metrics`,
  );
}
