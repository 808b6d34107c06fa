import type { Account } from '../../accounts.js';
import type { Core } from '../../core.js';
import type { Market } from '../../markets.js';
import { plain, ZERO } from '../../money.js';
import { averagePrice } from '../../order-views.js';
import { isOpen, type Order, remaining, type Trade } from '../../orders.js';
import { contractsOf, pairOf, pairOfSymbol, signedContracts } from './symbols.js';

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

export const currencyPair = (market: Market) => ({
  id: pairOf(market),
  base: market.base,
  quote: market.quote,
  fee: '0.1',
  min_base_amount: plain(market.minQty),
  min_quote_amount: plain(market.minNotional),
  max_base_amount: plain(market.maxQty),
  amount_precision: market.step.decimalPlaces(),
  precision: market.tick.decimalPlaces(),
  trade_status: 'tradable',
  sell_start: 0,
  buy_start: 0,
});

export const contract = (core: Core) => (market: Market) => {
  const price = plain(core.prices.quote(market.symbol).price);
  return {
    name: pairOf(market),
    type: 'direct',
    quanto_multiplier: plain(market.step),
    leverage_min: '1',
    leverage_max: '125',
    maintenance_rate: '0.005',
    mark_type: 'index',
    mark_price: price,
    index_price: price,
    last_price: price,
    maker_fee_rate: '0.0002',
    taker_fee_rate: '0.0005',
    order_price_round: plain(market.tick),
    mark_price_round: plain(market.tick),
    funding_rate: '0',
    funding_interval: 28_800,
    order_size_min: 1,
    order_size_max: contractsOf(market, market.maxQty),
    orders_limit: 100,
    in_delisting: false,
    status: 'trading',
  };
};

export function spotTicker(core: Core, market: Market) {
  const { price, bid, ask } = core.prices.quote(market.symbol);
  const { open, high, low, volume } = core.tape.of(market.symbol);
  return {
    currency_pair: pairOf(market),
    last: plain(price),
    lowest_ask: plain(ask),
    lowest_size: plain(market.levelSize),
    highest_bid: plain(bid),
    highest_size: plain(market.levelSize),
    change_percentage: plain(price.div(open).sub(1).mul(100)),
    base_volume: plain(volume),
    quote_volume: plain(volume.mul(price)),
    high_24h: plain(high),
    low_24h: plain(low),
  };
}

export function futuresTicker(core: Core, market: Market) {
  const { currency_pair, base_volume, quote_volume, ...rest } = spotTicker(core, market);
  return {
    contract: currency_pair,
    ...rest,
    volume_24h_base: base_volume,
    volume_24h_quote: quote_volume,
    mark_price: rest.last,
    index_price: rest.last,
    funding_rate: '0',
    quanto_base_rate: '',
  };
}

export const spotBalances = ({ spot }: Account, currency: string | undefined) =>
  [...spot.balances()]
    .filter(([name]) => currency === undefined || name === currency)
    .map(([name, { free, locked }]) => ({
      currency: name,
      available: plain(free),
      locked: plain(locked),
      update_id: 1,
    }));

export const futuresAccount = ({ usdm }: Account) => ({
  user: 1,
  currency: usdm.asset,
  total: plain(usdm.wallet),
  unrealised_pnl: plain(usdm.totalUnrealized()),
  position_margin: plain(usdm.totalPositionMargin()),
  order_margin: plain(usdm.orderMargin()),
  available: plain(usdm.available()),
  point: '0',
  bonus: '0',
  in_dual_mode: false,
  enable_credit: true,
});
