import type { Histogram } from '@opentelemetry/sdk-metrics';
import type { Aggregation, AggregationDescription, SeriesCells } from './aggregation.js';

/**
 * The counts of the buckets, then the sum, then smallest and largest value where they are kept. The
 * count of all is not stored but added up, so that it always fits the buckets, also when they are
 * read in the middle of a recording.
 */
export class ExplicitHistogramAggregation implements Aggregation {
  readonly description: AggregationDescription & { readonly kind: 'explicit_histogram' };
  readonly size: number;
  /** Where the sum is: behind as many buckets. */
  readonly buckets: number;
  /** An array of its own for each point would be most of a collection's cost. */
  readonly #boundaries: number[];

  /** @param boundaries upper bounds of the buckets, rising and finite */
  constructor(boundaries: readonly number[], recordMinMax: boolean) {
    this.description = { kind: 'explicit_histogram', boundaries, recordMinMax };
    this.#boundaries = [...boundaries];
    this.buckets = boundaries.length + 1;
    this.size = this.buckets + (recordMinMax ? 3 : 1);
  }

  clear(cells: Float64Array, offset: number): void {
    cells.fill(0, offset, offset + this.size);
    if (!this.description.recordMinMax) return;
    cells[offset + this.buckets + 1] = Number.POSITIVE_INFINITY;
    cells[offset + this.buckets + 2] = Number.NEGATIVE_INFINITY;
  }

  isRecorded(cells: Float64Array, offset: number): boolean {
    for (let index = offset; index < offset + this.buckets; index += 1) {
      if (cells[index] !== 0) return true;
    }
    return false;
  }

  merge(into: SeriesCells, from: SeriesCells): void {
    // The sum follows the buckets.
    for (let index = 0; index <= this.buckets; index += 1) {
      into.cells[into.offset + index] = cellAt(into, index) + cellAt(from, index);
    }
    if (!this.description.recordMinMax) return;
    const [min, max] = [this.buckets + 1, this.buckets + 2];
    into.cells[into.offset + min] = Math.min(cellAt(into, min), cellAt(from, min));
    into.cells[into.offset + max] = Math.max(cellAt(into, max), cellAt(from, max));
  }

  subtract(from: SeriesCells, before: SeriesCells): boolean {
    let isChanged = false;
    for (let index = 0; index <= this.buckets; index += 1) {
      const difference = cellAt(from, index) - cellAt(before, index);
      // Of a sum beyond all numbers there is no difference.
      from.cells[from.offset + index] = Number.isNaN(difference) ? 0 : difference;
      if (index < this.buckets && difference !== 0) isChanged = true;
    }
    if (this.description.recordMinMax) this.#forgetMinMax(from);
    return isChanged;
  }

  value(cells: Float64Array, offset: number, hasSum: boolean): Histogram {
    const counts: number[] = [];
    let count = 0;
    for (let index = 0; index < this.buckets; index += 1) {
      const inBucket = cells[offset + index] ?? 0;
      counts.push(inBucket);
      count += inBucket;
    }
    const sum = cells[offset + this.buckets] ?? 0;
    const hasMinMax = this.description.recordMinMax && this.#hasMinMax(cells, offset);
    // The SDK leaves out what it has not, though its type of the sum does not say so.
    return {
      min: hasMinMax ? cells[offset + this.buckets + 1] : undefined,
      max: hasMinMax ? cells[offset + this.buckets + 2] : undefined,
      sum: hasSum ? sum : undefined,
      buckets: { boundaries: this.#boundaries, counts },
      count,
    } as Histogram;
  }

  #hasMinMax(cells: Float64Array, offset: number): boolean {
    return cells[offset + this.buckets + 1] !== Number.POSITIVE_INFINITY;
  }

  /** Of the difference between two moments nobody knows them. */
  #forgetMinMax({ cells, offset }: SeriesCells): void {
    cells[offset + this.buckets + 1] = Number.POSITIVE_INFINITY;
    cells[offset + this.buckets + 2] = Number.NEGATIVE_INFINITY;
  }
}

function cellAt({ cells, offset }: SeriesCells, index: number): number {
  return cells[offset + index] ?? 0;
}
