import type { SharedCounter } from '../meter/instruments.js';
import type { SharedMeter } from '../meter/shared-meter.js';
import type { SharedMeterProvider } from '../meter/shared-meter-provider.js';
import { METER_NAME } from '../metrics/catalogue.js';
import type { MetricDefinition } from '../metrics/metric-definition.js';
import type { OtlpDropCause, OtlpSignal, PushOutcome } from '../metrics/otlp-metrics.js';
import { OTLP_DROP_CAUSES, OTLP_METRICS, PUSH_OUTCOMES } from '../metrics/otlp-metrics.js';
import { VERSION } from '../version.js';

/** Counts how the pushes of one signal end, and what gets lost. */
export class OtlpRecorder {
  readonly #signal: OtlpSignal;
  readonly #pushes: SharedCounter;
  readonly #dropped: SharedCounter;

  /** @param shared where it counts; what several threads count adds up */
  constructor(shared: SharedMeterProvider, signal: OtlpSignal) {
    const meter = shared.getMeter(METER_NAME, VERSION);
    this.#signal = signal;
    this.#pushes = counter(meter, OTLP_METRICS.pushes);
    this.#dropped = counter(meter, OTLP_METRICS.dropped);
    // So that rate() and alerts see a zero before the first of each kind.
    for (const outcome of PUSH_OUTCOMES) this.#pushes.add(0, { signal, outcome });
    for (const cause of OTLP_DROP_CAUSES) this.dropped(cause, 0);
  }

  pushed(outcome: PushOutcome): void {
    this.#pushes.add(1, { signal: this.#signal, outcome });
  }

  /** @param count of data points or spans */
  dropped(cause: OtlpDropCause, count: number): void {
    this.#dropped.add(count, { signal: this.#signal, cause });
  }
}

function counter(meter: SharedMeter, { name, unit, description }: MetricDefinition): SharedCounter {
  return meter.createCounter(name, { unit, description });
}
