import { moneyField } from '../../core/account/money-field.js';
import type { PositionEvent } from '../../core/account/position-book.js';
import type { Fields } from '../../core/fields.js';
import { rowsOf } from '../../core/fields.js';
import { nativeSymbolLabel } from '../../core/orders/symbol-label.js';
import { settlesInDollars } from './fills.js';

const SIDES: Readonly<Record<string, string>> = { Buy: 'long', Sell: 'short' };
/** By `positionIdx`, for accounts that hold both sides of a symbol. */
const HEDGED_SIDES: readonly (string | undefined)[] = [undefined, 'long', 'short'];

/**
 * Positions of the topic `position` or of the list.
 * @param category of a list, whose rows leave it to the answer
 * @param asOf when they were true, in milliseconds since the epoch
 */
export function positionsOfRows(rows: unknown, asOf: number, category?: unknown): PositionEvent[] {
  return rowsOf(rows).map((row) => position(row, asOf, row['category'] ?? category));
}

function position(row: Fields, asOf: number, category: unknown): PositionEvent {
  const { symbol, side, positionIdx, size, unrealisedPnl } = row;
  const hedgedSide = HEDGED_SIDES[Number(positionIdx)];
  const contracts = Number(size);
  return {
    symbol: nativeSymbolLabel(symbol),
    side: hedgedSide ?? SIDES[String(side)],
    hedged: hedgedSide !== undefined,
    size: Number.isFinite(contracts) ? Math.abs(contracts) : 0,
    unrealizedPnl: settlesInDollars(category) ? moneyField(unrealisedPnl) : undefined,
    asOf,
  };
}
