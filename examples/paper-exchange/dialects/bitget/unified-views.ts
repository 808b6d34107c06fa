import type { Venue } from '../../markets.js';
import { plain } from '../../money.js';
import { averagePrice } from '../../order-views.js';
import type { Order, Trade } from '../../orders.js';
import { feeOf, forceOf, ids, profitOf, scopeOf, sideOf, statusOf, typeOf } from './order-views.js';

const STATUS: Readonly<Record<string, string>> = { canceled: 'cancelled' };

const categoryOf = (venue: Venue): string => (venue === 'spot' ? 'SPOT' : 'USDT-FUTURES');

/** An order of the unified account, over REST and on its stream. */
export const unifiedOrder = (venue: Venue) => (order: Order) => ({
  category: categoryOf(venue),
  symbol: order.market.symbol,
  ...ids(order),
  price: plain(order.price),
  qty: plain(order.qty),
  amount: plain(order.quoteFilled),
  holdMode: 'one_way_mode',
  posSide: '',
  tradeSide: '',
  orderType: typeOf(order),
  timeInForce: forceOf(order),
  side: sideOf(order),
  marginMode: 'crossed',
  marginCoin: 'USDT',
  reduceOnly: order.reduceOnly ? 'yes' : 'no',
  cumExecQty: plain(order.filled),
  cumExecValue: plain(order.quoteFilled),
  avgPrice: plain(averagePrice(order)),
  totalProfit: profitOf(order),
  orderStatus: STATUS[statusOf(order)] ?? statusOf(order),
  cancelReason: '',
  leverage: '20',
  feeDetail: [{ feeCoin: order.trades[0]?.commissionAsset ?? 'USDT', fee: feeOf(order) }],
  stpMode: 'none',
  createdTime: String(order.time),
  updatedTime: String(order.updateTime),
});

/** A fill of the unified account, over REST and on its stream. */
export const unifiedFill = (venue: Venue, order: Order, trade: Trade) => ({
  category: categoryOf(venue),
  symbol: trade.symbol,
  ...ids(order),
  execId: String(trade.id),
  execLinkId: String(trade.id),
  orderType: typeOf(order),
  side: sideOf(trade),
  execPrice: plain(trade.price),
  execQty: plain(trade.qty),
  execValue: plain(trade.price.mul(trade.qty)),
  execPnl: plain(trade.realized ?? trade.qty.mul(0)),
  tradeScope: scopeOf(trade),
  tradeSide: '',
  feeDetail: [{ feeCoin: trade.commissionAsset, fee: plain(trade.commission) }],
  execTime: String(trade.time),
  createdTime: String(trade.time),
  updatedTime: String(trade.time),
});
