import { moneyField } from '../../core/account/money-field.js';
import type { PositionEvent } from '../../core/account/position-book.js';
import { nativeSymbolLabel } from '../../core/orders/symbol-label.js';

/** What is read of a position, in either spelling of its fields. */
interface Row {
  readonly symbol?: unknown;
  readonly side?: unknown;
  readonly qty?: unknown;
  readonly unrealized_pl?: unknown;
  readonly unrealizedPl?: unknown;
}

/** Positions as Alpaca lists them, in the neutral shape. It has one for each symbol. */
export function toPositions(rows: readonly unknown[], asOf: number): PositionEvent[] {
  return (rows as (Row | null | undefined)[]).flatMap((row) => {
    const size = Math.abs(Number(row?.qty));
    if (row === null || row === undefined || !Number.isFinite(size)) return [];
    return {
      symbol: nativeSymbolLabel(row.symbol),
      side: row.side === 'short' ? 'short' : 'long',
      hedged: false,
      size,
      asOf,
      unrealizedPnl: moneyField(row.unrealized_pl ?? row.unrealizedPl),
    };
  });
}
