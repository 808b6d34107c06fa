import type { Aggregation, AggregationDescription, SeriesCells } from './aggregation.js';

/**
 * One cell. Negative zero says that nothing was recorded: it turns into zero as soon as any zero or
 * other number is added, so that recording need not note it.
 */
export class SumAggregation implements Aggregation {
  readonly description: AggregationDescription & { readonly kind: 'sum' };
  readonly size = 1;

  constructor(isMonotonic: boolean) {
    this.description = { kind: 'sum', isMonotonic };
  }

  clear(cells: Float64Array, offset: number): void {
    cells[offset] = -0;
  }

  isRecorded(cells: Float64Array, offset: number): boolean {
    return !Object.is(cells[offset], -0);
  }

  merge(into: SeriesCells, from: SeriesCells): void {
    into.cells[into.offset] = cellAt(into) + cellAt(from);
  }

  subtract(from: SeriesCells, before: SeriesCells): boolean {
    const difference = cellAt(from) - cellAt(before);
    from.cells[from.offset] = difference;
    // Beyond all numbers there are no differences; and what several threads counted is added up in
    // another order when one of them ends, which can take a last digit away.
    if (Number.isNaN(difference)) return false;
    return this.description.isMonotonic ? difference > 0 : difference !== 0;
  }

  value(cells: Float64Array, offset: number): number {
    return cells[offset] ?? 0;
  }
}

function cellAt({ cells, offset }: SeriesCells): number {
  return cells[offset] ?? 0;
}
