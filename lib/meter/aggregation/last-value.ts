import type { Aggregation, AggregationDescription, SeriesCells } from './aggregation.js';

/** The cell with the number that orders the recordings of all threads; 0 before the first. */
export const ORDER = 1;

/**
 * The value, and when it was recorded as a number that grows with each recording of any thread. NaN
 * is no value: the series has ended.
 */
export class LastValueAggregation implements Aggregation {
  readonly description: AggregationDescription = { kind: 'last_value' };
  readonly size = 2;

  clear(cells: Float64Array, offset: number): void {
    cells[offset] = Number.NaN;
    cells[offset + ORDER] = 0;
  }

  isRecorded(cells: Float64Array, offset: number): boolean {
    return !Number.isNaN(cells[offset]);
  }

  merge(into: SeriesCells, from: SeriesCells): void {
    if (orderOf(from) < orderOf(into)) return;
    into.cells[into.offset] = from.cells[from.offset] ?? Number.NaN;
    into.cells[into.offset + ORDER] = orderOf(from);
  }

  subtract(from: SeriesCells, before: SeriesCells): boolean {
    return orderOf(from) !== orderOf(before);
  }

  value(cells: Float64Array, offset: number): number {
    return cells[offset] ?? Number.NaN;
  }
}

function orderOf({ cells, offset }: SeriesCells): number {
  return cells[offset + ORDER] ?? 0;
}
