import { plain, ZERO } from '../../money.js';
import { averagePrice } from '../../order-views.js';
import { isOpen, type Order, type Trade } from '../../orders.js';
import { contracts, nameOf, wayOf } from './names.js';

export function spotType({ type, timeInForce }: Order): string {
  if (type === 'MARKET') return 'market';
  if (timeInForce === 'GTX') return 'limit_maker';
  return timeInForce === 'IOC' ? 'ioc' : 'limit';
}

export function spotState({ status, filled }: Order): string {
  const ended = filled.isZero() ? 'canceled' : 'partially_canceled';
  const states = { NEW: 'new', PARTIALLY_FILLED: 'partially_filled', FILLED: 'filled' } as const;
  return status in states ? states[status as keyof typeof states] : ended;
}

/** A spot order as the v4 queries have it. */
export const spotOrder = (order: Order) => ({
  orderId: String(order.id),
  clientOrderId: order.clientOrderId,
  symbol: nameOf('spot', order.market),
  side: order.side.toLowerCase(),
  orderMode: 'spot',
  type: spotType(order),
  state: spotState(order),
  cancelSource: order.status === 'CANCELED' ? 'user' : '',
  price: plain(order.price),
  priceAvg: plain(averagePrice(order)),
  size: plain(order.qty),
  notional: plain(order.price.mul(order.qty)),
  filledSize: plain(order.filled),
  filledNotional: plain(order.quoteFilled),
  stpMode: 'none',
  createTime: order.time,
  updateTime: order.updateTime,
});

export const spotTrade = (order: Order, trade: Trade) => ({
  tradeId: String(trade.id),
  orderId: String(order.id),
  clientOrderId: order.clientOrderId,
  symbol: nameOf('spot', order.market),
  side: trade.side.toLowerCase(),
  orderMode: 'spot',
  type: spotType(order),
  price: plain(trade.price),
  size: plain(trade.qty),
  notional: plain(trade.price.mul(trade.qty)),
  fee: plain(trade.commission),
  feeCoinName: trade.commissionAsset,
  tradeRole: trade.maker ? 'maker' : 'taker',
  createTime: trade.time,
  updateTime: trade.time,
});

/** A futures order, in answers and on the private stream alike. */
export const futuresOrder = (order: Order, leverage: number) => ({
  order_id: String(order.id),
  client_order_id: order.clientOrderId,
  price: plain(order.price),
  size: contracts(order.market, order.qty),
  symbol: nameOf('usdm', order.market),
  state: isOpen(order) ? 2 : 4,
  side: wayOf(order),
  type: order.type === 'MARKET' ? 'market' : 'limit',
  leverage: String(leverage),
  open_type: 'cross',
  deal_avg_price: plain(averagePrice(order)),
  deal_size: contracts(order.market, order.filled),
  create_time: order.time,
  update_time: order.updateTime,
  position_mode: 'one_way_mode',
});

export const futuresTrade = (order: Order, trade: Trade) => ({
  order_id: String(order.id),
  trade_id: String(trade.id),
  symbol: nameOf('usdm', order.market),
  side: wayOf(order),
  price: plain(trade.price),
  vol: contracts(order.market, trade.qty),
  exec_type: trade.maker ? 'Maker' : 'Taker',
  profit: (trade.realized ?? ZERO).gt(0),
  realised_profit: plain(trade.realized ?? ZERO),
  paid_fees: plain(trade.commission),
  account: 'futures',
  create_time: trade.time,
});
