import { plain } from '../../money.js';
import { averagePrice } from '../../order-views.js';
import type { Order, OrderStatus, Trade } from '../../orders.js';

const STATUS: Readonly<Record<OrderStatus, string>> = {
  PENDING_NEW: 'live',
  NEW: 'live',
  PARTIALLY_FILLED: 'partially_filled',
  FILLED: 'filled',
  CANCELED: 'canceled',
  EXPIRED: 'canceled',
};

export const sideOf = ({ side }: { side: string }): string => side.toLowerCase();

export const typeOf = ({ type }: Order): string => (type === 'MARKET' ? 'market' : 'limit');

export const statusOf = (order: Order): string => STATUS[order.status];

export const forceOf = ({ type, timeInForce }: Order): string =>
  type === 'LIMIT_MAKER' || timeInForce === 'GTX' ? 'post_only' : timeInForce.toLowerCase();

export const scopeOf = (trade: Trade): string => (trade.maker ? 'maker' : 'taker');

export const feeOf = (order: Order): string =>
  plain(order.trades.reduce((sum, { commission }) => sum.sub(commission), order.filled.mul(0)));

export const profitOf = (order: Order): string =>
  plain(order.trades.reduce((sum, { realized }) => sum.add(realized ?? 0), order.filled.mul(0)));

export const ids = ({ id, clientOrderId }: Order) => ({
  orderId: String(id),
  clientOid: clientOrderId,
});

/** A commission is told as what it did to the account: negative. */
export const feeDetail = (trade: Trade) => ({
  deduction: 'no',
  feeCoin: trade.commissionAsset,
  totalDeductionFee: '0',
  totalFee: plain(trade.commission.neg()),
});

/** What both kinds of classic account tell of an order. */
const orderBase = (order: Order) => ({
  symbol: order.market.symbol,
  ...ids(order),
  size: plain(order.qty),
  price: plain(order.price),
  priceAvg: plain(averagePrice(order)),
  baseVolume: plain(order.filled),
  quoteVolume: plain(order.quoteFilled),
  side: sideOf(order),
  orderType: typeOf(order),
  force: forceOf(order),
  status: statusOf(order),
  enterPointSource: 'API',
  cTime: String(order.time),
  uTime: String(order.updateTime),
});

export const spotOrder = (order: Order) => ({
  userId: '1',
  ...orderBase(order),
  feeDetail: '',
  orderSource: 'normal',
});

export const mixOrder = (order: Order) => ({
  ...orderBase(order),
  state: statusOf(order),
  fee: feeOf(order),
  totalProfits: profitOf(order),
  posSide: 'net',
  marginCoin: 'USDT',
  leverage: '20',
  marginMode: 'crossed',
  reduceOnly: order.reduceOnly ? 'YES' : 'NO',
  tradeSide: sideOf(order),
  posMode: 'one_way_mode',
  orderSource: 'normal',
});

export const spotFill = (order: Order, trade: Trade) => ({
  userId: '1',
  symbol: trade.symbol,
  orderId: String(trade.orderId),
  tradeId: String(trade.id),
  orderType: typeOf(order),
  side: sideOf(trade),
  priceAvg: plain(trade.price),
  size: plain(trade.qty),
  amount: plain(trade.price.mul(trade.qty)),
  tradeScope: scopeOf(trade),
  cTime: String(trade.time),
  uTime: String(trade.time),
});

export const mixFill = (order: Order, trade: Trade) => ({
  symbol: trade.symbol,
  orderId: String(trade.orderId),
  tradeId: String(trade.id),
  orderType: typeOf(order),
  side: sideOf(trade),
  price: plain(trade.price),
  baseVolume: plain(trade.qty),
  quoteVolume: plain(trade.price.mul(trade.qty)),
  profit: plain(trade.realized ?? trade.qty.mul(0)),
  tradeSide: sideOf(trade),
  posMode: 'one_way_mode',
  tradeScope: scopeOf(trade),
  feeDetail: [feeDetail(trade)],
  cTime: String(trade.time),
  uTime: String(trade.time),
});
