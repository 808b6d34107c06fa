import type { Attributes, Gauge, Meter } from '@opentelemetry/api';
import { neverThrow } from '../diagnostics/never-throw.js';
import type { BoundGauge } from '../meter/series/recording.js';
import { SharedMeter } from '../meter/shared-meter.js';
import { labelsOf } from './attributes.js';
import type { BoundMeasure, GaugeBacking } from './backing.js';
import type { DropCounter } from './drop-counter.js';
import { isFiniteNumber } from './drop-counter.js';
import type { MetricDefinition } from './metric-definition.js';
import { ObservedGaugeBacking } from './sdk-backing.js';
import { SeriesCache } from './series-cache.js';
import { sharedGauge } from './shared-backing.js';

/**
 * A gauge that is recorded like any OpenTelemetry gauge, that can end a series
 * ({@link GaugeSeries.remove}) and can bring its values up to date right before a collection
 * ({@link GaugeSeries.beforeCollection}).
 */
export class GaugeSeries implements Gauge {
  readonly #definition: MetricDefinition;
  readonly #drops: DropCounter;
  readonly #backing: GaugeBacking;
  readonly #series: SeriesCache<BoundMeasure>;

  constructor(meter: Meter | SharedMeter, definition: MetricDefinition, drops: DropCounter) {
    this.#definition = definition;
    this.#drops = drops;
    this.#backing =
      meter instanceof SharedMeter
        ? sharedGauge(meter, definition, drops)
        : new ObservedGaugeBacking(meter, definition, drops);
    this.#series = new SeriesCache(definition, (labels) => this.#backing.bind(labels));
  }

  /** Sets the series of `attributes`. A value that is no finite number is dropped and counted. */
  record(value: number, attributes?: Attributes): void {
    try {
      const known = this.#series.find(attributes);
      if (known !== undefined) known.record(value);
      else this.#begin(value, attributes);
    } catch {
      // Attributes may have getters that throw; what was thrown may hold a secret.
      this.#drops.drop(this.#definition.name, 'fault');
    }
  }

  /**
   * The series of `attributes`, to be set without a look at them again; the result is the same as of
   * {@link GaugeSeries.record}.
   */
  bind(attributes?: Attributes): BoundGauge {
    try {
      return this.#series.get(attributes);
    } catch {
      return { record: () => this.#drops.drop(this.#definition.name, 'fault') };
    }
  }

  /** What is refused makes no series. */
  #begin(value: number, attributes: Attributes | undefined): void {
    if (!isFiniteNumber(value)) this.#drops.drop(this.#definition.name, 'not_finite');
    else this.#series.add(attributes).record(value);
  }

  /** Ends the series of `attributes`: it is not exported any more until it is recorded again. */
  remove(attributes?: Attributes): void {
    this.#drops.guard(this.#definition.name, () =>
      this.#backing.remove(labelsOf(this.#definition, attributes)),
    );
  }

  /**
   * Runs `refresh` before each collection, to record values that depend on the moment.
   * @returns a function that stops it
   */
  beforeCollection(refresh: () => void): () => void {
    const { name } = this.#definition;
    return this.#backing.beforeCollection(() => neverThrow(`refreshing ${name}`, refresh));
  }
}
