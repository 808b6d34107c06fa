import type { Core } from '../../core.js';
import { bookSide } from '../../market-data.js';
import { marketOf, type Venue } from '../../markets.js';
import { plain } from '../../money.js';
import { isOpen } from '../../orders.js';
import type { OrderEvent } from '../../venue.js';
import type { Tick } from '../subscriptions.js';
import { futuresTicker, spotTicker } from './market-views.js';
import * as views from './order-views.js';
import { position } from './positions.js';
import { contractsOf, pairOf } from './symbols.js';

type Private = (core: Core, event: OrderEvent) => object[] | undefined;
type Public = (core: Core, tick: Tick, venue: Venue) => object | object[];

const orderEvent = ({ order, type }: OrderEvent): string => {
  if (!isOpen(order)) return 'finish';
  return type === 'NEW' ? 'put' : 'update';
};

/** The stream has all times of spot as text. */
function spotOrders(_core: Core, event: OrderEvent): object[] {
  const { create_time_ms, update_time_ms, ...row } = views.spotOrder(event.order);
  const times = { create_time_ms: `${create_time_ms}`, update_time_ms: `${update_time_ms}` };
  return [{ ...row, ...times, user: 1, event: orderEvent(event) }];
}

function spotTrades(_core: Core, { order, trade }: OrderEvent) {
  if (trade === undefined) return undefined;
  return [{ ...views.spotTrade(order, trade), id: trade.id, user_id: 1 }];
}

function futuresTrades(_core: Core, { order, trade }: OrderEvent) {
  if (trade === undefined) return undefined;
  const { id, ...row } = views.futuresTrade(order, trade);
  return [{ id: String(id), ...row, create_time_ms: trade.time }];
}

/** The stream of positions has numbers where REST has text. */
function futuresPositions(core: Core, { account, order, trade }: OrderEvent) {
  if (trade === undefined) return undefined;
  const row = Object.entries(position(core, account, order.market)).map(([name, value]) => [
    name,
    typeof value === 'string' && /^-?\d/.test(value) ? Number(value) : value,
  ]);
  const time = core.time();
  return [{ ...Object.fromEntries(row), time: Math.floor(time / 1000), time_ms: time }];
}

/** Balances of a spot order are those of the two coins that it moves. */
function spotBalances(core: Core, { account, order }: OrderEvent) {
  const time = core.time();
  return [order.market.base, order.market.quote].map((currency) => {
    const { free, locked } = account.spot.balance(currency);
    return {
      timestamp: String(Math.floor(time / 1000)),
      timestamp_ms: String(time),
      user: '1',
      currency,
      change: '0',
      total: plain(free.add(locked)),
      available: plain(free),
      freeze: plain(locked),
      change_type: 'order-update',
    };
  });
}

function futuresBalances(core: Core, { account, trade }: OrderEvent) {
  if (trade === undefined) return undefined;
  const time = core.time();
  const balance = account.usdm.wallet.toNumber();
  const change = trade.commission.neg().toNumber();
  const times = { time: Math.floor(time / 1000), time_ms: time };
  return [{ balance, change, text: String(trade.orderId), ...times, type: 'fee', user: '1' }];
}

/** The channels of an account. */
export const PRIVATE: Readonly<Record<string, Private>> = {
  'spot.orders': spotOrders,
  'spot.usertrades': spotTrades,
  'spot.balances': spotBalances,
  'futures.orders': (_core, { order }) => [
    { ...views.futuresOrder(order), create_time_ms: order.time, finish_time_ms: order.updateTime },
  ],
  'futures.usertrades': futuresTrades,
  'futures.positions': futuresPositions,
  'futures.balances': futuresBalances,
};

function trades(core: Core, { quote, previous }: Tick, venue: Venue) {
  const time = core.time();
  const { market, price, tradeQty, updateId } = quote;
  const sells = price.lt(previous.price);
  const head = { id: updateId, create_time: Math.floor(time / 1000), price: plain(price) };
  if (venue === 'usdm') {
    const size = contractsOf(market, tradeQty) * (sells ? -1 : 1);
    return [{ ...head, create_time_ms: time, contract: pairOf(market), size }];
  }
  const amount = { amount: plain(tradeQty), side: sells ? 'sell' : 'buy' };
  return { ...head, create_time_ms: `${time}.0`, currency_pair: pairOf(market), ...amount };
}

function bookTicker(core: Core, { quote }: Tick) {
  const { market, bid, ask, updateId } = quote;
  const size = plain(market.levelSize);
  const [b, a] = [plain(bid), plain(ask)];
  return { t: core.time(), u: updateId, s: pairOf(market), b, B: size, a, A: size };
}

function orderBook(core: Core, { quote }: Tick, venue: Venue) {
  const [asks, bids] = [bookSide(quote, 'asks', 5), bookSide(quote, 'bids', 5)];
  const pair = pairOf(quote.market);
  if (venue === 'spot') {
    return { t: core.time(), lastUpdateId: quote.updateId, s: pair, bids, asks };
  }
  const rows = (side: string[][]) => side.map(([p, s]) => ({ p, s: Number(s) }));
  const levels = { asks: rows(asks), bids: rows(bids) };
  return { t: core.time(), contract: pair, id: quote.updateId, ...levels };
}

function tickers(core: Core, { quote }: Tick, venue: Venue) {
  const market = marketOf(quote.market.symbol);
  return venue === 'spot' ? spotTicker(core, market) : [futuresTicker(core, market)];
}

/** The channels that anybody may have, without the `spot` or `futures` in front of them. */
export const PUBLIC: Readonly<Record<string, Public>> = {
  trades,
  tickers,
  book_ticker: bookTicker,
  order_book: orderBook,
};
