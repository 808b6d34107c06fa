import { plain, ZERO } from '../../money.js';
import { averagePrice } from '../../order-views.js';
import { isOpen, type Order, remaining, type Trade } from '../../orders.js';
import { pairOf, pairOfSymbol, signedContracts } from './symbols.js';

const seconds = (ms: number): number => ms / 1000;

const wholeSeconds = (ms: number): string => String(Math.floor(ms / 1000));

/** Why an order is over; what a time in force cuts off is `ioc`. */
function finishAs(order: Order): string {
  if (isOpen(order)) return 'open';
  if (order.status === 'FILLED') return 'filled';
  return order.status === 'CANCELED' ? 'cancelled' : 'ioc';
}

const tifOf = ({ type, timeInForce }: Order): string => {
  if (type === 'MARKET') return 'ioc';
  return type === 'LIMIT_MAKER' || timeInForce === 'GTX' ? 'poc' : timeInForce.toLowerCase();
};

const statusOf = (order: Order): string => {
  if (isOpen(order)) return 'open';
  return order.status === 'FILLED' ? 'closed' : 'cancelled';
};

const feesOf = (order: Order): string =>
  plain(order.trades.reduce((sum, { commission }) => sum.add(commission), ZERO));

/** A market buy is counted in what it spends, not in what it gets. */
const sizesOf = (order: Order) => {
  const spends = order.type === 'MARKET' && order.side === 'BUY';
  return spends
    ? { amount: plain(order.quoteFilled), left: '0' }
    : { amount: plain(order.qty), left: plain(remaining(order)) };
};

export const spotOrder = (order: Order) => ({
  id: String(order.id),
  text: order.clientOrderId,
  amend_text: '-',
  create_time: wholeSeconds(order.time),
  update_time: wholeSeconds(order.updateTime),
  create_time_ms: order.time,
  update_time_ms: order.updateTime,
  status: statusOf(order),
  currency_pair: pairOf(order.market),
  type: order.type === 'MARKET' ? 'market' : 'limit',
  account: 'spot',
  side: order.side.toLowerCase(),
  ...sizesOf(order),
  price: plain(order.price),
  time_in_force: tifOf(order),
  iceberg: '0',
  filled_amount: plain(order.filled),
  fill_price: plain(order.quoteFilled),
  filled_total: plain(order.quoteFilled),
  avg_deal_price: plain(averagePrice(order)),
  fee: feesOf(order),
  fee_currency: order.side === 'BUY' ? order.market.base : order.market.quote,
  point_fee: '0',
  gt_fee: '0',
  gt_discount: false,
  rebated_fee: '0',
  rebated_fee_currency: order.market.quote,
  finish_as: finishAs(order),
});

export const futuresOrder = (order: Order) => ({
  id: order.id,
  user: 1,
  create_time: seconds(order.time),
  ...(isOpen(order) ? {} : { finish_time: seconds(order.updateTime), finish_as: finishAs(order) }),
  update_time: seconds(order.updateTime),
  status: isOpen(order) ? 'open' : 'finished',
  contract: pairOf(order.market),
  size: signedContracts(order.market, order.side, order.qty),
  left: signedContracts(order.market, order.side, remaining(order)),
  iceberg: 0,
  price: plain(order.price),
  fill_price: plain(averagePrice(order)),
  tif: tifOf(order),
  text: order.clientOrderId,
  reduce_only: order.reduceOnly,
  is_reduce_only: order.reduceOnly,
  is_close: false,
  is_liq: false,
  tkfr: '0.0005',
  mkfr: '0.0002',
  amend_text: '-',
});

const roleOf = (trade: Trade): string => (trade.maker ? 'maker' : 'taker');

export const spotTrade = (order: Order, trade: Trade) => ({
  id: String(trade.id),
  create_time: wholeSeconds(trade.time),
  create_time_ms: `${trade.time}.000000`,
  currency_pair: pairOfSymbol(trade.symbol),
  side: trade.side.toLowerCase(),
  role: roleOf(trade),
  amount: plain(trade.qty),
  price: plain(trade.price),
  order_id: String(trade.orderId),
  fee: plain(trade.commission),
  fee_currency: trade.commissionAsset,
  point_fee: '0',
  gt_fee: '0',
  amend_text: '-',
  text: order.clientOrderId,
});

/** Futures trades tell no realized profit: positions do. */
export const futuresTrade = (order: Order, trade: Trade) => ({
  id: trade.id,
  create_time: seconds(trade.time),
  contract: pairOfSymbol(trade.symbol),
  order_id: String(trade.orderId),
  size: signedContracts(order.market, trade.side, trade.qty),
  close_size: 0,
  price: plain(trade.price),
  role: roleOf(trade),
  text: order.clientOrderId,
  fee: plain(trade.commission),
  point_fee: '0',
});
