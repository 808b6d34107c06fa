import type { Attributes } from '@opentelemetry/api';
import { reportCallback } from '../diagnostics/report-callback.js';
import type { SharedMeterProvider } from '../meter/shared-meter-provider.js';
import { CollectedMetrics } from '../prometheus/exposition/collected-metrics.js';
import type { Exposition, ExpositionSource } from '../prometheus/exposition/exposition.js';
import type { ScrapeRecorder } from '../prometheus/scrape-recorder.js';
import { gatherNow } from './gather-now.js';
import { SHORT_TURNS } from './give-way.js';
import type { MainThread } from './main-thread.js';
import type { ThreadGauges } from './thread-gauges.js';

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

  constructor(parts: ThreadSourceParts) {
    this.#parts = parts;
  }

  async gather(callbackLimitMs: number): Promise<Exposition> {
    const { shared, mainThread, recorder, gauges, targetAttributes, created } = this.#parts;
    const parts = { shared, mainThread, gauges };
    const { scopes, faults } = await gatherNow(parts, 'endpoint', callbackLimitMs);
    for (const fault of faults) {
      recorder.failed('callback');
      reportCallback(fault);
    }
    const resource = { attributes: targetAttributes };
    const streams = shared.directory.streams();
    const exposed = { resource, streams: [...streams], scopeMetrics: scopes };
    return new CollectedMetrics(exposed, { created }, SHORT_TURNS);
  }
}
