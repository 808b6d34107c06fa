import type { Attributes } from '@opentelemetry/api';
import type { ResourceMetrics } from '@opentelemetry/sdk-metrics';
import { reportOnce } from '../diagnostics/report.js';
import { DirectoryReader } from '../meter/reading/directory-reader.js';
import { TEMPORALITY } from '../meter/sdk-constants.js';
import type { SharedMeterProvider } from '../meter/shared-meter-provider.js';
import { hrTime } from '../meter/time.js';
import { CollectedMetrics } from '../prometheus/exposition/collected-metrics.js';
import type { Exposition, ExpositionSource } from '../prometheus/exposition/exposition.js';
import type { ScrapeRecorder } from '../prometheus/scrape-recorder.js';
import type { MainThread } from './main-thread.js';
import { scopeMetricsOf } from './main-thread.js';
import type { ThreadGauges } from './thread-gauges.js';

const HANGS_AFTER_S = 1;

export interface ThreadSourceParts {
  readonly shared: SharedMeterProvider;
  readonly mainThread: MainThread;
  readonly recorder: ScrapeRecorder;
  readonly gauges: ThreadGauges;
  readonly targetAttributes: Attributes;
  readonly created: boolean;
}

/** What a scrape shows: all that lies in shared memory, and what the main thread had in time. */
export class ThreadSource implements ExpositionSource {
  readonly #parts: ThreadSourceParts;
  readonly #reader: DirectoryReader;

  constructor(parts: ThreadSourceParts) {
    this.#parts = parts;
    this.#reader = new DirectoryReader(parts.shared.directory, () => TEMPORALITY.CUMULATIVE);
  }

  async gather(callbackLimitMs: number): Promise<Exposition> {
    const { shared, mainThread, recorder, gauges, targetAttributes, created } = this.#parts;
    // Before the main thread is asked: it answers when it hangs no more.
    const lag = gauges.lag();
    const { scopes, faults } = await mainThread.ask(callbackLimitMs, lag > HANGS_AFTER_S);
    for (const fault of faults) {
      recorder.failed('callback');
      reportCallback(fault);
    }
    shared.refresh();
    gauges.recordLag(Math.max(lag, gauges.lag()));
    const scopeMetrics = [...this.#reader.read(hrTime(Date.now())), ...scopeMetricsOf(scopes)];
    const metrics = { resource: { attributes: targetAttributes }, scopeMetrics };
    return new CollectedMetrics(metrics as unknown as ResourceMetrics, { created });
  }
}

function reportCallback(name: string): void {
  reportOnce(
    `prometheus:callback:${name}`,
    `the callback of a metric failed (${name}); its series are left out of the scrape, the rest is served`,
  );
}
