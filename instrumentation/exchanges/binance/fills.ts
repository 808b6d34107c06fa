import type { FillEvent } from '../../core/account/fill-book.js';
import { moneyField } from '../../core/account/money-field.js';
import type { Fields } from '../../core/fields.js';
import { fieldsOf } from '../../core/fields.js';
import type { OrderIds } from '../../core/orders/order-ids.js';
import { idOf, orderIdsIn } from '../../core/orders/order-ids.js';
import { sideLabel } from '../../core/orders/order-labels.js';
import { nativeSymbolLabel } from '../../core/orders/symbol-label.js';

/** Assets that are worth a dollar, as far as Binance settles futures in them. */
const DOLLARS = /(?:USDT|USDC|BUSD|FDUSD|USD1|BFUSD)(?:_\d+)?$/;

/** Whether a contract's P&L is told in dollars; coin-margined ones (`BTCUSD_PERP`) tell coins. */
export function settlesInDollars(symbol: unknown): boolean {
  return typeof symbol === 'string' && DOLLARS.test(symbol);
}

/** The fill that an `executionReport` of spot or margin tells; undefined where it tells none. */
export function fillOfExecutionReport(event: Fields): FillEvent | undefined {
  if (event['x'] !== 'TRADE') return undefined;
  return {
    ...fill(event['t'], event['s'], event['S'], event['T']),
    order: () => orderOfEvent(event),
  };
}

/** The fill that an `ORDER_TRADE_UPDATE` of futures tells; undefined where it tells none. */
export function fillOfTradeUpdate(event: Fields): FillEvent | undefined {
  const order = fieldsOf(event['o']);
  if (order['x'] !== 'TRADE') return undefined;
  const realizedPnl = settlesInDollars(order['s']) ? moneyField(order['rp']) : undefined;
  return {
    ...fill(order['t'], order['s'], order['S'], order['T']),
    order: () => orderOfEvent(order),
    isDerivative: true,
    realizedPnl,
  };
}

/** The fills in the answer to an order, where it was asked for in full. */
export function fillsOfOrder(answer: unknown): FillEvent[] {
  const order = fieldsOf(answer);
  const { fills, symbol, side, transactTime } = order;
  if (!Array.isArray(fills)) return [];
  const ids = (): OrderIds => orderIdsIn(order);
  return fills.map((item) => ({
    ...fill(fieldsOf(item)['tradeId'], symbol, side, transactTime),
    order: ids,
  }));
}

/** The fills in the answer to a question for the account's trades. */
export function fillsOfTrades(answer: unknown): FillEvent[] {
  if (!Array.isArray(answer)) return [];
  return answer.map((item) => {
    const trade = fieldsOf(item);
    const { id, symbol, side, isBuyer, buyer, time, realizedPnl } = trade;
    // Spot tells the side as a flag, futures in words and, for coins, as a flag too.
    const told = side ?? ((isBuyer ?? buyer) === true ? 'BUY' : 'SELL');
    const row = { ...fill(id, symbol, told, time), order: () => orderIdsIn(trade) };
    if (realizedPnl === undefined) return row;
    const pnl = settlesInDollars(symbol) ? moneyField(realizedPnl) : undefined;
    return { ...row, isDerivative: true, realizedPnl: pnl };
  });
}

function fill(id: unknown, symbol: unknown, side: unknown, time: unknown): FillEvent {
  return {
    // Clients that parse long numbers give objects or bigints, which write themselves as digits.
    id: id === undefined || id === null ? undefined : String(id),
    symbol: nativeSymbolLabel(symbol),
    side: sideLabel(side),
    time: millisecondsOf(time) ?? Date.now(),
  };
}

/** In the one-letter names of streams. */
function orderOfEvent({ i, c }: Fields): OrderIds {
  return { id: idOf(i), clientId: idOf(c) };
}

/** Bots may ask for microseconds. */
function millisecondsOf(time: unknown): number | undefined {
  const value = Number(time ?? Number.NaN);
  if (!Number.isFinite(value)) return undefined;
  return value > 1e14 ? Math.floor(value / 1000) : value;
}
