import type { FillEvent } from '../../core/account/fill-book.js';
import { moneyField } from '../../core/account/money-field.js';
import { millisecondsOf } from '../../core/epoch-time.js';
import type { Fields } from '../../core/fields.js';
import { rowsOf } from '../../core/fields.js';
import { orderIdsIn } from '../../core/orders/order-ids.js';
import { sideLabel } from '../../core/orders/order-labels.js';
import { nativeSymbolLabel } from '../../core/orders/symbol-label.js';

/** Contracts whose P&L is in dollars: `BTC-USDT-SWAP`, and not `BTC-USD-SWAP`, which pays in coins. */
const DOLLARS = /^[^-]+-(?:USDT|USDC)-/;

/** Whether an instrument's P&L is told in dollars; spot has none. */
export function settlesInDollars(instId: unknown): boolean {
  return typeof instId === 'string' && DOLLARS.test(instId);
}

/** `BTC-USDT-SWAP`, `BTC-USDT-250328`, and not `BTC-USDT`, which is spot. */
function isContract(instId: unknown): boolean {
  return typeof instId === 'string' && /^[^-]+-[^-]+-/.test(instId);
}

/** The fills that orders of the channel `orders` were sent for; the others have no trade id. */
export function fillsOfOrders(rows: unknown): FillEvent[] {
  return rowsOf(rows).flatMap((row) =>
    isText(row['tradeId']) ? [fill(row, row['fillTime'])] : [],
  );
}

/** The fills of the channel `fills` and of the list of the past. */
export function fillsOfRows(rows: unknown): FillEvent[] {
  return rowsOf(rows).map((row) => fill(row, row['fillTime'] ?? row['ts']));
}

function fill(row: Fields, time: unknown): FillEvent {
  const { tradeId, instId, side, fillPnl } = row;
  return {
    id: isText(tradeId) ? tradeId : undefined,
    symbol: nativeSymbolLabel(instId),
    side: sideLabel(side),
    isDerivative: isContract(instId),
    time: millisecondsOf(time) ?? Date.now(),
    order: () => orderIdsIn(row),
    realizedPnl: settlesInDollars(instId) ? moneyField(fillPnl) : undefined,
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
