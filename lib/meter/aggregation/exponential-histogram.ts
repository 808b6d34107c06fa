import type { ExponentialHistogram } from '@opentelemetry/sdk-metrics';
import type { Aggregation, AggregationDescription, SeriesCells } from './aggregation.js';
import { ExponentialBuckets, shifted } from './exponential-buckets.js';
import { bucketIndex, FINEST_SCALE } from './exponential-scale.js';

const COUNT = 0;
const SUM = 1;
const ZEROS = 2;
const MIN = 3;
const MAX = 4;
const SCALE = 5;
const HEAD = 6;

/**
 * Count, sum, zeros, smallest and largest value and scale, then the positive and the negative
 * buckets. The count has a cell of its own: while buckets are joined, who reads them finds too few.
 */
export class ExponentialHistogramAggregation implements Aggregation {
  readonly description: AggregationDescription & { readonly kind: 'exponential_histogram' };
  readonly size: number;
  readonly #buckets: ExponentialBuckets;

  /** @param maxSize buckets of each sign, at least 2 */
  constructor(maxSize: number, recordMinMax: boolean) {
    this.description = { kind: 'exponential_histogram', maxSize, recordMinMax };
    this.#buckets = new ExponentialBuckets(maxSize);
    this.size = HEAD + 2 * this.#buckets.size;
  }

  clear(cells: Float64Array, offset: number): void {
    cells.fill(0, offset, offset + HEAD);
    cells[offset + MIN] = Number.POSITIVE_INFINITY;
    cells[offset + MAX] = Number.NEGATIVE_INFINITY;
    cells[offset + SCALE] = FINEST_SCALE;
    for (const buckets of this.#both({ cells, offset })) this.#buckets.clear(buckets);
  }

  isRecorded(cells: Float64Array, offset: number): boolean {
    return cells[offset + COUNT] !== 0;
  }

  /** @param value a finite number */
  record(at: SeriesCells, value: number): void {
    const { cells, offset } = at;
    if (value < cellAt(at, MIN)) cells[offset + MIN] = value;
    if (value > cellAt(at, MAX)) cells[offset + MAX] = value;
    if (value === 0) cells[offset + ZEROS] = cellAt(at, ZEROS) + 1;
    else this.#recordIn(at, value);
    cells[offset + SUM] = cellAt(at, SUM) + value;
    cells[offset + COUNT] = cellAt(at, COUNT) + 1;
  }

  merge(into: SeriesCells, from: SeriesCells): void {
    this.#coarsenTo(into, Math.min(cellAt(into, SCALE), cellAt(from, SCALE)));
    const ranges = this.#both(from).map((buckets) => {
      const scales = cellAt(from, SCALE) - cellAt(into, SCALE);
      return [
        shifted(this.#buckets.lowest(buckets), scales),
        this.#buckets.isEmpty(buckets)
          ? Number.NEGATIVE_INFINITY
          : shifted(this.#buckets.highest(buckets), scales),
      ] as const;
    });
    const excess = this.#both(into).map((buckets, sign) => {
      const [lowest, highest] = ranges[sign] ?? [0, -1];
      return this.#buckets.excess(buckets, lowest, highest);
    });
    this.#coarsenTo(into, cellAt(into, SCALE) - Math.max(...excess));
    this.#addBuckets(into, from, 1);
    this.#addHead(into, from, 1);
    into.cells[into.offset + MIN] = Math.min(cellAt(into, MIN), cellAt(from, MIN));
    into.cells[into.offset + MAX] = Math.max(cellAt(into, MAX), cellAt(from, MAX));
  }

  /** The scale never rises, so that what was before is at most finer. */
  subtract(from: SeriesCells, before: SeriesCells): boolean {
    this.#addBuckets(from, before, -1);
    this.#addHead(from, before, -1);
    for (const buckets of this.#both(from)) this.#buckets.trim(buckets);
    // Of the difference between two moments nobody knows them.
    from.cells[from.offset + MIN] = Number.POSITIVE_INFINITY;
    from.cells[from.offset + MAX] = Number.NEGATIVE_INFINITY;
    return cellAt(from, COUNT) !== 0;
  }

  value(cells: Float64Array, offset: number, hasSum: boolean): ExponentialHistogram {
    const at = { cells, offset };
    const [positive, negative] = this.#both(at).map((buckets) => ({
      offset: this.#buckets.lowest(buckets),
      bucketCounts: this.#buckets.counts(buckets),
    }));
    const count = cellAt(at, COUNT);
    const zeroCount = cellAt(at, ZEROS);
    const min = cellAt(at, MIN);
    const hasMinMax = this.description.recordMinMax && min !== Number.POSITIVE_INFINITY;
    return {
      min: hasMinMax ? min : undefined,
      max: hasMinMax ? cellAt(at, MAX) : undefined,
      sum: hasSum ? cellAt(at, SUM) : undefined,
      positive,
      negative,
      count,
      // Where there are only zeros, there is no scale to speak of.
      scale: count === zeroCount ? 0 : cellAt(at, SCALE),
      zeroCount,
    } as ExponentialHistogram;
  }

  #recordIn(at: SeriesCells, value: number): void {
    const buckets = this.#both(at)[value > 0 ? 0 : 1] as SeriesCells;
    const size = Math.abs(value);
    const index = bucketIndex(size, cellAt(at, SCALE));
    const excess = this.#buckets.excess(buckets, index, index);
    this.#coarsenTo(at, cellAt(at, SCALE) - excess);
    this.#buckets.add(buckets, excess === 0 ? index : bucketIndex(size, cellAt(at, SCALE)), 1);
  }

  #coarsenTo(at: SeriesCells, scale: number): void {
    const scales = cellAt(at, SCALE) - scale;
    for (const buckets of this.#both(at)) this.#buckets.coarsen(buckets, scales);
    at.cells[at.offset + SCALE] = scale;
  }

  #addBuckets(into: SeriesCells, from: SeriesCells, factor: 1 | -1): void {
    const scales = cellAt(from, SCALE) - cellAt(into, SCALE);
    const theirs = this.#both(from);
    for (const [sign, ours] of this.#both(into).entries()) {
      this.#buckets.addAll(ours, theirs[sign] as SeriesCells, scales, factor);
    }
  }

  #addHead(into: SeriesCells, from: SeriesCells, factor: 1 | -1): void {
    for (const index of [COUNT, SUM, ZEROS]) {
      const sum = cellAt(into, index) + factor * cellAt(from, index);
      // Of a sum beyond all numbers there is no difference.
      into.cells[into.offset + index] = Number.isNaN(sum) ? 0 : sum;
    }
  }

  /** The positive buckets, then the negative ones. */
  #both({ cells, offset }: SeriesCells): SeriesCells[] {
    const positive = { cells, offset: offset + HEAD };
    return [positive, { cells, offset: positive.offset + this.#buckets.size }];
  }
}

function cellAt({ cells, offset }: SeriesCells, index: number): number {
  return cells[offset + index] ?? 0;
}
