import type { SeriesCells } from './aggregation.js';

/** The indexes of the lowest and the highest bucket; no bucket where they are the wrong way round. */
const LOWEST = 0;
const HIGHEST = 1;
const HEAD = 2;

/**
 * The buckets of one sign in the cells of a series. The count of a bucket lies where its index, taken
 * round and round, leads it, so that the range can grow at both ends without being moved.
 */
export class ExponentialBuckets {
  readonly size: number;
  readonly #most: number;

  /** @param most buckets that there is room for */
  constructor(most: number) {
    this.#most = most;
    this.size = HEAD + most;
  }

  clear({ cells, offset }: SeriesCells): void {
    cells.fill(0, offset, offset + this.size);
    cells[offset + HIGHEST] = -1;
  }

  isEmpty(at: SeriesCells): boolean {
    return this.lowest(at) > this.highest(at);
  }

  lowest({ cells, offset }: SeriesCells): number {
    return cells[offset + LOWEST] ?? 0;
  }

  highest({ cells, offset }: SeriesCells): number {
    return cells[offset + HIGHEST] ?? -1;
  }

  count(at: SeriesCells, index: number): number {
    return at.cells[this.#cell(at, index)] ?? 0;
  }

  /** Adds to a bucket that there must be room for, see {@link ExponentialBuckets.excess}. */
  add(at: SeriesCells, index: number, count: number): void {
    if (count === 0) return;
    const { cells, offset } = at;
    if (this.isEmpty(at)) {
      cells[offset + LOWEST] = index;
      cells[offset + HIGHEST] = index;
    } else if (index < this.lowest(at)) cells[offset + LOWEST] = index;
    else if (index > this.highest(at)) cells[offset + HIGHEST] = index;
    cells[this.#cell(at, index)] = this.count(at, index) + count;
  }

  /** By how many scales the buckets must be coarser so that there is room for these as well. */
  excess(at: SeriesCells, lowest: number, highest: number): number {
    if (lowest > highest) return 0;
    let low = this.isEmpty(at) ? lowest : Math.min(lowest, this.lowest(at));
    let high = this.isEmpty(at) ? highest : Math.max(highest, this.highest(at));
    let scales = 0;
    for (; high - low >= this.#most; scales += 1) {
      low = Math.floor(low / 2);
      high = Math.floor(high / 2);
    }
    return scales;
  }

  /** Adds all buckets of `from`, which may be by so many scales finer. */
  addAll(at: SeriesCells, from: SeriesCells, scales: number, factor: 1 | -1): void {
    for (let index = this.lowest(from); index <= this.highest(from); index += 1) {
      this.add(at, shifted(index, scales), factor * this.count(from, index));
    }
  }

  /** Takes empty buckets off both ends. */
  trim(at: SeriesCells): void {
    const { cells, offset } = at;
    let [low, high] = [this.lowest(at), this.highest(at)];
    while (low <= high && this.count(at, low) === 0) low += 1;
    while (high >= low && this.count(at, high) === 0) high -= 1;
    cells[offset + LOWEST] = low > high ? 0 : low;
    cells[offset + HIGHEST] = low > high ? -1 : high;
  }

  /** From the lowest to the highest. */
  counts(at: SeriesCells): number[] {
    const counts: number[] = [];
    for (let index = this.lowest(at); index <= this.highest(at); index += 1) {
      counts.push(this.count(at, index));
    }
    return counts;
  }

  #cell({ offset }: SeriesCells, index: number): number {
    const around = index % this.#most;
    return offset + HEAD + (around < 0 ? around + this.#most : around);
  }
}

export function shifted(index: number, scales: number): number {
  return Math.floor(index / 2 ** scales);
}
