import { fieldsOf } from '../core/fields.js';

/**
 * An event of a user data stream as Binance sent it. The client gives its own words for the fields,
 * or, where it is told not to, `type` in the place of `e`.
 */
export function rawEvent(given: unknown): unknown {
  const event = fieldsOf(given);
  const { eventType, type } = event;
  if (eventType === undefined) return { ...event, e: type };
  const { symbol: s, side: S, executionType: x, tradeId: t, realizedProfit: rp } = event;
  // The client calls the id that the bot has given an order differently on spot and on futures.
  const { orderId: i, clientOrderId, newClientOrderId: c = clientOrderId } = event;
  const order = { s, S, x, t, rp, i, c, T: event['orderTime'] };
  switch (eventType) {
    case 'executionReport':
      return { e: eventType, ...order };
    case 'ORDER_TRADE_UPDATE':
      return { e: eventType, o: order };
    case 'ACCOUNT_UPDATE':
      return {
        e: eventType,
        T: event['transactionTime'],
        a: { P: positionsIn(event['positions']) },
      };
    default:
      return undefined;
  }
}

function positionsIn(rows: unknown): unknown[] {
  if (!Array.isArray(rows)) return [];
  return rows.map((row) => {
    const { symbol, positionAmount, positionSide, unrealizedPnL } = fieldsOf(row);
    return { s: symbol, pa: positionAmount, ps: positionSide, up: unrealizedPnL };
  });
}
