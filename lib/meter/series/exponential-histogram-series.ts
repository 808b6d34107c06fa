import type { Attributes, Context } from '@opentelemetry/api';
import type { SeriesCells } from '../aggregation/aggregation.js';
import type { ExponentialHistogramAggregation } from '../aggregation/exponential-histogram.js';
import { hasContexts } from '../exemplars/has-contexts.js';
import type { RecordingSeries, SeriesParts, StreamRules } from './recording.js';
import { isTaken } from './recording.js';

/** Counts values in buckets whose widths follow from the values. */
export class ExponentialHistogramSeries implements RecordingSeries {
  readonly attributes: Attributes;
  readonly #cells: SeriesCells;
  readonly #aggregation: ExponentialHistogramAggregation;
  readonly #rules: StreamRules;

  constructor(aggregation: ExponentialHistogramAggregation, parts: SeriesParts) {
    const { range, rules, attributes } = parts;
    this.#aggregation = aggregation;
    this.#cells = range;
    this.#rules = rules;
    this.attributes = attributes;
  }

  record(value: number, context?: Context): void {
    if (!isTaken(value, this.#rules)) {
      this.#rules.refuse(value);
      return;
    }
    this.#aggregation.record(this.#cells, value);
    if (context !== undefined || this.#rules.notesAll || hasContexts())
      this.#rules.note(this.attributes, value, context);
  }

  add(value: number, context?: Context): void {
    this.record(value, context);
  }

  /** A histogram has no end. */
  end(): void {}
}
