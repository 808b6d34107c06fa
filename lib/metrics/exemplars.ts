import type { Attributes, Context } from '@opentelemetry/api';
import type { Exemplar, ExemplarSource } from '../meter/exemplars/exemplar.js';
import { publishExemplars } from '../meter/exemplars/exemplar.js';
import { exemplarSpan } from '../meter/exemplars/exemplar-filter.js';
import { seriesKey } from './attributes.js';
import type { MetricDefinition } from './metric-definition.js';

export type { Exemplar } from '../meter/exemplars/exemplar.js';
export { exemplarsOf } from '../meter/exemplars/exemplar.js';

/**
 * The last measurement that each series of one instrument took within a sampled span, a histogram's
 * for each of its buckets. The instrument's limit of series bounds it too.
 */
export class ExemplarReservoir implements ExemplarSource {
  readonly #definition: MetricDefinition;
  /** By series, then by bucket; a counter has one bucket. */
  readonly #series = new Map<string, (Exemplar | undefined)[]>();

  constructor(definition: MetricDefinition) {
    this.#definition = definition;
  }

  /**
   * Keeps `value` where `context`, else the active one, carries a sampled span.
   * @param labels admitted ones, as they are recorded
   */
  note(value: number, labels: Attributes, context?: Context): void {
    const span = exemplarSpan('trace_based', context);
    if (span === undefined) return;
    const { traceId, spanId } = span;
    const key = seriesKey(this.#definition, labels);
    const kept = this.#series.get(key) ?? [];
    kept[this.#bucketOf(value)] = { value, milliseconds: Date.now(), traceId, spanId };
    this.#series.set(key, kept);
  }

  /** Those of the series of `attributes`, in no order. */
  of(attributes: Attributes): readonly Exemplar[] {
    const kept = this.#series.get(seriesKey(this.#definition, attributes));
    return kept?.filter((exemplar) => exemplar !== undefined) ?? [];
  }

  #bucketOf(value: number): number {
    const { boundaries } = this.#definition;
    const index = boundaries.findIndex((boundary) => value <= boundary);
    return index < 0 ? boundaries.length : index;
  }
}

/** Makes the exemplars of an instrument known under its advice. */
export function keepExemplars(advice: object, definition: MetricDefinition): ExemplarReservoir {
  const reservoir = new ExemplarReservoir(definition);
  publishExemplars(advice, reservoir);
  return reservoir;
}
