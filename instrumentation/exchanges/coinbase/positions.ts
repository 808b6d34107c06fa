import { moneyField } from '../../core/account/money-field.js';
import type { PositionEvent } from '../../core/account/position-book.js';
import type { Fields } from '../../core/fields.js';
import { fieldsOf, rowsOf } from '../../core/fields.js';
import { nativeSymbolLabel } from '../../core/orders/symbol-label.js';

/** Perpetuals, in answers and on the user channel; all sums are in USDC. */
export function perpetualsIn(rows: unknown, asOf: number): PositionEvent[] {
  return rowsOf(rows).map((row) => perpetual(row, asOf));
}

/** A perpetual position; answers write its sums as `{ value, currency }`. */
export function perpetual(row: Fields, asOf: number): PositionEvent {
  const { symbol, product_id, net_size, position_side, unrealized_pnl } = row;
  const size = Number(net_size);
  return {
    // In answers `product_id` may be a name of the house's own, and `symbol` the market.
    symbol: nativeSymbolLabel(symbol ?? product_id),
    side: sideOf(position_side, size),
    hedged: false,
    size: Number.isFinite(size) ? Math.abs(size) : 0,
    unrealizedPnl: moneyField(fieldsOf(unrealized_pnl)['value'] ?? unrealized_pnl),
    asOf,
  };
}

/** Futures that expire, in answers and on the user channel. */
export function expiringIn(rows: unknown, asOf: number): PositionEvent[] {
  return rowsOf(rows).map(({ product_id, number_of_contracts, side, unrealized_pnl }) => ({
    symbol: nativeSymbolLabel(product_id),
    side: sideOf(side, Number(number_of_contracts)),
    hedged: false,
    size: Math.abs(Number(number_of_contracts)) || 0,
    unrealizedPnl: moneyField(unrealized_pnl),
    asOf,
  }));
}

/** `Long`, `LONG`, `POSITION_SIDE_LONG`; where it says nothing the sign does. */
function sideOf(named: unknown, size: number): string {
  const name = String(named).toLowerCase();
  if (name.endsWith('short')) return 'short';
  return name.endsWith('long') || !(size < 0) ? 'long' : 'short';
}
