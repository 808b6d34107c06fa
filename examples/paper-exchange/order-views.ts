import { fixed8, type Money, plain, ZERO } from './money.js';
import { isOpen, type Order, type Trade, typeName } from './orders.js';

export const averagePrice = (order: Order): Money =>
  order.filled.isZero() ? ZERO : order.quoteFilled.div(order.filled);

const spotBase = (order: Order) => ({
  symbol: order.market.symbol,
  orderId: order.id,
  orderListId: order.listId,
  clientOrderId: order.clientOrderId,
  price: fixed8(order.price),
  origQty: fixed8(order.qty),
  executedQty: fixed8(order.filled),
  origQuoteOrderQty: '0.00000000',
  cummulativeQuoteQty: fixed8(order.quoteFilled),
  status: order.status,
  timeInForce: order.timeInForce,
  type: typeName(order),
  side: order.side,
  ...(order.trigger === undefined ? {} : { stopPrice: fixed8(order.trigger.price) }),
  selfTradePreventionMode: 'NONE',
});

const fill = (trade: Trade) => ({
  price: fixed8(trade.price),
  qty: fixed8(trade.qty),
  commission: fixed8(trade.commission),
  commissionAsset: trade.commissionAsset,
  tradeId: trade.id,
});

/** The answer to a new spot order, as much of it as `newOrderRespType` asks for. */
export function spotPlaced(order: Order, respType: string | undefined) {
  const { symbol, orderId, orderListId, clientOrderId, ...rest } = spotBase(order);
  const ack = { symbol, orderId, orderListId, clientOrderId, transactTime: order.updateTime };
  if (respType === 'ACK') {
    return ack;
  }
  const result = { ...ack, ...rest, workingTime: order.time };
  return respType === 'RESULT' ? result : { ...result, fills: order.trades.map(fill) };
}

export const spotCanceled = (order: Order) => ({
  ...spotBase(order),
  origClientOrderId: order.clientOrderId,
  transactTime: order.updateTime,
});

export const spotOrder = (order: Order) => ({
  stopPrice: '0.00000000',
  ...spotBase(order),
  icebergQty: '0.00000000',
  time: order.time,
  updateTime: order.updateTime,
  workingTime: order.time,
  isWorking: isOpen(order) && !order.isWaiting,
});

export const spotTrade = (trade: Trade) => ({
  symbol: trade.symbol,
  id: trade.id,
  orderId: trade.orderId,
  orderListId: -1,
  price: fixed8(trade.price),
  qty: fixed8(trade.qty),
  quoteQty: fixed8(trade.price.mul(trade.qty)),
  commission: fixed8(trade.commission),
  commissionAsset: trade.commissionAsset,
  time: trade.time,
  isBuyer: trade.side === 'BUY',
  isMaker: trade.maker,
  isBestMatch: true,
});

export const futuresOrder = (order: Order) => ({
  orderId: order.id,
  symbol: order.market.symbol,
  status: order.status,
  clientOrderId: order.clientOrderId,
  price: plain(order.price),
  avgPrice: plain(averagePrice(order)),
  origQty: plain(order.qty),
  executedQty: plain(order.filled),
  cumQty: plain(order.filled),
  cumQuote: plain(order.quoteFilled),
  timeInForce: order.timeInForce,
  type: order.type,
  origType: typeName(order),
  reduceOnly: order.reduceOnly,
  closePosition: false,
  side: order.side,
  positionSide: 'BOTH',
  stopPrice: '0',
  workingType: 'CONTRACT_PRICE',
  priceProtect: false,
  priceMatch: 'NONE',
  selfTradePreventionMode: 'NONE',
  goodTillDate: 0,
  time: order.time,
  updateTime: order.updateTime,
});

export const futuresTrade = (trade: Trade) => ({
  symbol: trade.symbol,
  id: trade.id,
  orderId: trade.orderId,
  side: trade.side,
  price: plain(trade.price),
  qty: plain(trade.qty),
  realizedPnl: plain(trade.realized ?? ZERO),
  quoteQty: plain(trade.price.mul(trade.qty)),
  commission: plain(trade.commission),
  commissionAsset: trade.commissionAsset,
  time: trade.time,
  positionSide: 'BOTH',
  buyer: trade.side === 'BUY',
  maker: trade.maker,
});
