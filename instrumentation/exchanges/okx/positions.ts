import { moneyField } from '../../core/account/money-field.js';
import type { PositionEvent } from '../../core/account/position-book.js';
import { millisecondsOf } from '../../core/epoch-time.js';
import type { Fields } from '../../core/fields.js';
import { rowsOf } from '../../core/fields.js';
import { nativeSymbolLabel } from '../../core/orders/symbol-label.js';
import { settlesInDollars } from './fills.js';

/**
 * Positions of the channel `positions` or of the account's list.
 * @param asOf when they were true, where their rows do not say when they were sent
 */
export function positionsOfRows(rows: unknown, asOf: number): PositionEvent[] {
  return rowsOf(rows).map((row) => position(row, millisecondsOf(row['pTime']) ?? asOf));
}

function position({ instId, posSide, pos, upl }: Fields, asOf: number): PositionEvent {
  const contracts = Number(pos);
  const hedged = posSide === 'long' || posSide === 'short';
  const sideByAmount = contracts < 0 ? 'short' : 'long';
  return {
    symbol: nativeSymbolLabel(instId),
    side: hedged ? posSide : sideByAmount,
    hedged,
    size: Number.isFinite(contracts) ? Math.abs(contracts) : 0,
    unrealizedPnl: settlesInDollars(instId) ? moneyField(upl) : undefined,
    asOf,
  };
}
