import type { Attributes, Context } from '@opentelemetry/api';
import type { ExplicitHistogramAggregation } from '../aggregation/explicit-histogram.js';
import { hasContexts } from '../exemplars/has-contexts.js';
import type { RecordingSeries, SeriesParts, StreamRules } from './recording.js';

/** Counts values in buckets. */
export class ExplicitHistogramSeries implements RecordingSeries {
  readonly attributes: Attributes;
  readonly #cells: Float64Array;
  readonly #offset: number;
  readonly #sum: number;
  readonly #bounds: readonly number[];
  readonly #hasMinMax: boolean;
  readonly #rules: StreamRules;

  constructor(aggregation: ExplicitHistogramAggregation, parts: SeriesParts) {
    const { range, rules, attributes } = parts;
    this.#cells = range.cells;
    this.#offset = range.offset;
    this.attributes = attributes;
    this.#sum = range.offset + aggregation.buckets;
    this.#bounds = aggregation.description.boundaries;
    this.#hasMinMax = aggregation.description.recordMinMax;
    this.#rules = rules;
  }

  record(value: number, context?: Context): void {
    if (typeof value !== 'number' || !(value >= this.#rules.floor && value <= Number.MAX_VALUE)) {
      this.#rules.refuse(value);
      return;
    }
    const cells = this.#cells;
    const bucket = this.#offset + bucketOf(this.#bounds, value);
    cells[this.#sum] = (cells[this.#sum] as number) + value;
    if (this.#hasMinMax) this.#widen(value);
    // Last, for the count is read off the buckets.
    cells[bucket] = (cells[bucket] as number) + 1;
    if (context !== undefined || this.#rules.notesAll || hasContexts())
      this.#rules.note(this.attributes, value, context);
  }

  add(value: number, context?: Context): void {
    this.record(value, context);
  }

  /** A histogram has no end. */
  end(): void {}

  #widen(value: number): void {
    const [min, max] = [this.#sum + 1, this.#sum + 2];
    if (value < (this.#cells[min] as number)) this.#cells[min] = value;
    if (value > (this.#cells[max] as number)) this.#cells[max] = value;
  }
}

/** The first bucket whose upper bound is not below `value`, else the one behind all bounds. */
export function bucketOf(bounds: readonly number[], value: number): number {
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((bounds[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
