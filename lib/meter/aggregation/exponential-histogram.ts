import type { ExponentialHistogram } from '@opentelemetry/sdk-metrics';
import type { Aggregation, AggregationDescription, SeriesCells } from './aggregation.js';
import { ExponentialBuckets, shifted } from './exponential-buckets.js';
import { bucketIndex, FINEST_SCALE } from './exponential-scale.js';

const COUNT = 0;
const SUM = 1;
const ZEROS = 2;
const MIN = 3;
const MAX = 4;
/** How often buckets were joined. */
const JOINS = 5;
const HEAD = 6;
/** Of each of the two sets of buckets. */
const SCALE = 0;
const HEAD_OF_SET = 1;

/**
 * Count, sum, zeros, smallest and largest value, how often buckets were joined, then twice a scale
 * with the positive and the negative buckets. Joined buckets are written to the set that is not in
 * use, and counting that they were joined makes it the one that is: another thread finds all values
 * in one of them at any time.
 */
export class ExponentialHistogramAggregation implements Aggregation {
  readonly description: AggregationDescription & { readonly kind: 'exponential_histogram' };
  readonly size: number;
  readonly #buckets: ExponentialBuckets;
  readonly #sizeOfSet: number;
  /** What was last read of the cells of a series. */
  readonly #seen: SeriesCells;

  /** @param maxSize buckets of each sign, at least 2 */
  constructor(maxSize: number, recordMinMax: boolean) {
    this.description = { kind: 'exponential_histogram', maxSize, recordMinMax };
    this.#buckets = new ExponentialBuckets(maxSize);
    this.#sizeOfSet = HEAD_OF_SET + 2 * this.#buckets.size;
    this.size = HEAD + 2 * this.#sizeOfSet;
    this.#seen = { cells: new Float64Array(this.size), offset: 0 };
  }

  clear(cells: Float64Array, offset: number): void {
    cells.fill(0, offset, offset + HEAD);
    cells[offset + MIN] = Number.POSITIVE_INFINITY;
    cells[offset + MAX] = Number.NEGATIVE_INFINITY;
    this.#clearSet(this.#set({ cells, offset }), FINEST_SCALE);
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

  merge(into: SeriesCells, given: SeriesCells): void {
    const from = this.#look(given);
    this.#coarsenTo(into, Math.min(this.#scale(into), this.#scale(from)));
    const ranges = this.#both(from).map((buckets) => {
      const scales = this.#scale(from) - this.#scale(into);
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
    this.#coarsenTo(into, this.#scale(into) - Math.max(...excess));
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
    const at = this.#look({ cells, offset });
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
      scale: count === zeroCount ? 0 : this.#scale(at),
      zeroCount,
    } as ExponentialHistogram;
  }

  #recordIn(at: SeriesCells, value: number): void {
    const sign = value > 0 ? 0 : 1;
    const size = Math.abs(value);
    const index = bucketIndex(size, this.#scale(at));
    const excess = this.#buckets.excess(this.#both(at)[sign] as SeriesCells, index, index);
    this.#coarsenTo(at, this.#scale(at) - excess);
    // Other buckets may be in use now.
    const buckets = this.#both(at)[sign] as SeriesCells;
    this.#buckets.add(buckets, excess === 0 ? index : bucketIndex(size, this.#scale(at)), 1);
  }

  #coarsenTo(at: SeriesCells, scale: number): void {
    const scales = this.#scale(at) - scale;
    if (scales === 0) return;
    const joins = cellAt(at, JOINS);
    const before = this.#both(at);
    const next = this.#set(at, joins + 1);
    this.#clearSet(next, scale);
    for (const [sign, buckets] of this.#bothOf(next).entries()) {
      this.#buckets.addAll(buckets, before[sign] as SeriesCells, scales, 1);
    }
    at.cells[at.offset + JOINS] = joins + 1;
  }

  /** The cells of a series at one moment; it holds until the next look. */
  #look(at: SeriesCells): SeriesCells {
    const seen = this.#seen;
    // Once more where buckets were joined meanwhile, which scales do not allow often.
    do seen.cells.set(at.cells.subarray(at.offset, at.offset + this.size));
    while (cellAt(at, JOINS) !== cellAt(seen, JOINS));
    const counts = this.#both(seen).flatMap((buckets) => this.#buckets.counts(buckets));
    // What is just being recorded may be in its bucket already, and nowhere else.
    seen.cells[COUNT] = counts.reduce((sum, count) => sum + count, cellAt(seen, ZEROS));
    return seen;
  }

  #addBuckets(into: SeriesCells, from: SeriesCells, factor: 1 | -1): void {
    const scales = this.#scale(from) - this.#scale(into);
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

  #scale(at: SeriesCells): number {
    return cellAt(this.#set(at), SCALE);
  }

  /** The positive buckets, then the negative ones. */
  #both(at: SeriesCells): SeriesCells[] {
    return this.#bothOf(this.#set(at));
  }

  /** The set of buckets that is in use after so many joins. */
  #set({ cells, offset }: SeriesCells, joins = cells[offset + JOINS] ?? 0): SeriesCells {
    return { cells, offset: offset + HEAD + (joins % 2) * this.#sizeOfSet };
  }

  #bothOf({ cells, offset }: SeriesCells): SeriesCells[] {
    const positive = { cells, offset: offset + HEAD_OF_SET };
    return [positive, { cells, offset: positive.offset + this.#buckets.size }];
  }

  #clearSet(set: SeriesCells, scale: number): void {
    set.cells[set.offset + SCALE] = scale;
    for (const buckets of this.#bothOf(set)) this.#buckets.clear(buckets);
  }
}

function cellAt({ cells, offset }: SeriesCells, index: number): number {
  return cells[offset + index] ?? 0;
}
