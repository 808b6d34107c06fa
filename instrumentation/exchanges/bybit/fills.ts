import type { FillEvent } from '../../core/account/fill-book.js';
import { moneyField } from '../../core/account/money-field.js';
import { millisecondsOf } from '../../core/epoch-time.js';
import type { Fields } from '../../core/fields.js';
import { rowsOf } from '../../core/fields.js';
import { orderIdsIn } from '../../core/orders/order-ids.js';
import { sideLabel } from '../../core/orders/order-labels.js';
import { nativeSymbolLabel } from '../../core/orders/symbol-label.js';

/** Executions that are trades; funding and settlement are executions at Bybit as well. */
const TRADES: ReadonlySet<unknown> = new Set([
  'Trade',
  'AdlTrade',
  'BustTrade',
  'BlockTrade',
  'MovePosition',
]);

/** Whether a category's P&L is told in dollars: inverse contracts tell coins, and spot has none. */
export function settlesInDollars(category: unknown): boolean {
  return category === 'linear' || category === 'option';
}

/**
 * The fills among executions, of the topics `execution` and `execution.fast` or of the list of the
 * past. Only the first tells what a fill realized.
 */
export function fillsOfExecutions(rows: unknown): FillEvent[] {
  return rowsOf(rows).filter(isTrade).map(fill);
}

/** `execution.fast` has trades alone and does not say so. */
function isTrade({ execType }: Fields): boolean {
  return execType === undefined || TRADES.has(execType);
}

function fill(row: Fields): FillEvent {
  const { execId, symbol, side, execTime, category, execPnl } = row;
  return {
    id: typeof execId === 'string' ? execId : undefined,
    symbol: nativeSymbolLabel(symbol),
    side: sideLabel(side),
    time: millisecondsOf(execTime) ?? Date.now(),
    order: () => orderIdsIn(row),
    realizedPnl: settlesInDollars(category) ? moneyField(execPnl) : undefined,
  };
}
