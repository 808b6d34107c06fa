import type { Attributes, Gauge, Meter } from '@opentelemetry/api';
import { neverThrow } from '../diagnostics/never-throw.js';
import { labelsOf, seriesKey } from './attributes.js';
import type { DropCounter } from './drop-counter.js';
import { isFiniteNumber } from './drop-counter.js';
import type { MetricDefinition } from './metric-definition.js';
import { SeriesLimiter } from './series-limiter.js';

/**
 * A gauge that is recorded like any OpenTelemetry gauge and published when it is collected. The
 * SDK's own synchronous gauge exports its last value for ever; this one can end a series
 * ({@link GaugeSeries.remove}) and can bring its values up to date right before a collection
 * ({@link GaugeSeries.beforeCollection}).
 */
export class GaugeSeries implements Gauge {
  readonly #definition: MetricDefinition;
  readonly #drops: DropCounter;
  readonly #limiter: SeriesLimiter;
  readonly #series = new Map<string, { labels: Attributes; value: number }>();
  readonly #refreshers = new Set<() => void>();

  constructor(meter: Meter, definition: MetricDefinition, drops: DropCounter) {
    this.#definition = definition;
    this.#drops = drops;
    this.#limiter = new SeriesLimiter(definition);
    const { name, unit, description } = definition;
    meter.createObservableGauge(name, { unit, description }).addCallback((result) => {
      for (const refresh of this.#refreshers) neverThrow(`refreshing ${name}`, refresh);
      for (const { labels, value } of this.#series.values()) result.observe(value, labels);
    });
  }

  /** Sets the series of `attributes`. A value that is no finite number is dropped and counted. */
  record(value: number, attributes?: Attributes): void {
    this.#drops.guard(this.#definition.name, () => {
      if (!isFiniteNumber(value)) return this.#drops.drop(this.#definition.name, 'not_finite');
      const labels = this.#limiter.admit(labelsOf(this.#definition, attributes));
      this.#series.set(seriesKey(this.#definition, labels), { labels, value });
    });
  }

  /** Ends the series of `attributes`: it is not exported any more until it is recorded again. */
  remove(attributes?: Attributes): void {
    this.#drops.guard(this.#definition.name, () => {
      const labels = labelsOf(this.#definition, attributes);
      this.#series.delete(seriesKey(this.#definition, labels));
    });
  }

  /**
   * Runs `refresh` before each collection, to record values that depend on the moment.
   * @returns a function that stops it
   */
  beforeCollection(refresh: () => void): () => void {
    this.#refreshers.add(refresh);
    return () => this.#refreshers.delete(refresh);
  }
}
