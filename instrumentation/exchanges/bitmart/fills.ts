import type { FillEvent } from '../../core/account/fill-book.js';
import { moneyField } from '../../core/account/money-field.js';
import type { Fields } from '../../core/fields.js';
import { fieldsOf, rowsOf } from '../../core/fields.js';
import { orderIdsIn } from '../../core/orders/order-ids.js';
import { sideLabel } from '../../core/orders/order-labels.js';
import { nativeSymbolLabel } from '../../core/orders/symbol-label.js';

/** Ways of a futures order: 1 and 2 buy, 3 and 4 sell; 2 and 3 do so to close alone. */
const WAYS: Readonly<Record<string, string>> = { 1: 'buy', 2: 'buy', 3: 'sell', 4: 'sell' };

/** The side of a futures order, which is a number. */
export function futuresSide(way: unknown): string | undefined {
  return WAYS[String(way)];
}

/** Whether a contract's P&L is told in dollars: those that settle in coins are `BTCUSD`. */
function settlesInDollars(symbol: unknown): boolean {
  return typeof symbol === 'string' && /USD[TC]$/.test(symbol);
}

/** The fills in messages of `spot/user/order` and `spot/user/orders`. */
export function fillsOfSpotOrders(rows: unknown): FillEvent[] {
  return rowsOf(rows)
    .filter(({ last_fill_count }) => Number(last_fill_count) > 0)
    .map((row) => {
      const { detail_id, symbol, side, last_fill_time } = row;
      return { ...fill(detail_id, symbol, side, last_fill_time), order: () => orderIdsIn(row) };
    });
}

/** The fills in messages of `futures/order`. */
export function fillsOfFuturesOrders(rows: unknown): FillEvent[] {
  return rowsOf(rows).flatMap((row) => {
    const order = fieldsOf(row['order']);
    const { symbol, side, update_time, last_trade } = order;
    const { lastTradeID, fillQty } = fieldsOf(last_trade);
    if (!(Number(fillQty) > 0)) return [];
    const filled = futuresFill(lastTradeID, symbol, side, update_time);
    return [{ ...filled, order: () => orderIdsIn(order) }];
  });
}

/** The fills in an answer to a question for the account's spot trades. */
export function fillsOfSpotTrades(rows: unknown): FillEvent[] {
  return rowsOf(rows).map((row) => {
    const { tradeId, symbol, side, createTime } = row;
    return { ...fill(tradeId, symbol, side, createTime), order: () => orderIdsIn(row) };
  });
}

/** The fills in an answer to a question for the account's futures trades, with what they realized. */
export function fillsOfFuturesTrades(rows: unknown): FillEvent[] {
  return rowsOf(rows).map((row: Fields) => {
    const { trade_id, symbol, side, create_time, realised_profit } = row;
    const realizedPnl = settlesInDollars(symbol) ? moneyField(realised_profit) : undefined;
    const filled = futuresFill(trade_id, symbol, side, create_time);
    return { ...filled, realizedPnl, order: () => orderIdsIn(row) };
  });
}

/** The two houses number their fills apart. */
function futuresFill(id: unknown, symbol: unknown, side: unknown, time: unknown): FillEvent {
  return { ...fill(id, symbol, futuresSide(side), time), isDerivative: true };
}

function fill(id: unknown, symbol: unknown, side: unknown, time: unknown): FillEvent {
  const told = Number(time);
  return {
    id: typeof id === 'number' || (typeof id === 'string' && id !== '') ? String(id) : undefined,
    symbol: nativeSymbolLabel(symbol),
    side: sideLabel(side),
    time: told > 0 ? told : Date.now(),
  };
}
