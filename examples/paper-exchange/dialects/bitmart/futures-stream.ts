import type { Account } from '../../accounts.js';
import type { Core } from '../../core.js';
import { bookSide } from '../../market-data.js';
import type { Market } from '../../markets.js';
import { plain } from '../../money.js';
import type { Quote } from '../../prices.js';
import type { ExecutionType, OrderEvent } from '../../venue.js';
import type { DialectSocket } from '../dialect.js';
import { SubscriptionBook, type Tick } from '../subscriptions.js';
import { type BitmartSession, change, type Frame, frameOf, logOn, topicsOf } from './feed.js';
import { streamPosition } from './futures-positions.js';
import { contracts } from './names.js';
import { futuresOrder } from './order-views.js';

const ACTIONS: Readonly<Record<ExecutionType, number>> = {
  TRADE: 1,
  NEW: 2,
  AMENDMENT: 2,
  CANCELED: 3,
  EXPIRED: 3,
};

/** Takes a socket of futures, public or private. */
export function futuresSocket(core: Core, socket: DialectSocket): void {
  const session = streams.open(core, socket, {});
  socket.onText((text) => receive(session, frameOf(text)));
}

function receive(session: BitmartSession, frame: Frame): void {
  const { socket } = session;
  const { verb, args } = frame;
  if (verb === 'ping') {
    push(session, 'System', 'pong');
  } else if (verb === 'access') {
    socket.send({ action: 'access', success: logOn(session, args) });
  } else {
    change(session, frame, (topic) => {
      const request = { action: verb, args: [topic] };
      return { action: verb, group: topic, success: true, request };
    });
  }
}

const push = ({ socket }: BitmartSession, group: string, data: unknown): void =>
  socket.send({ group, data });

function onTick(session: BitmartSession, tick: Tick): void {
  const { core } = session;
  const { quote } = tick;
  const topics = (channel: string) => topicsOf(session, channel, quote.market.symbol);
  for (const topic of topics('futures/ticker')) push(session, topic, ticker(quote));
  for (const topic of topics('futures/trade')) push(session, topic, [trade(core, tick)]);
  for (const topic of topics('futures/bookticker')) push(session, topic, bookTicker(core, quote));
  for (const topic of topics('futures/depthAll')) push(session, topic, depth(core, quote));
}

function onOrder(session: BitmartSession, event: OrderEvent): void {
  const { core, subscriptions } = session;
  const { venue, account, order, type, trade: fill } = event;
  if (venue !== 'usdm') return;
  const { market } = order;
  if (subscriptions.has('futures/order')) {
    const view = futuresOrder(order, account.usdm.leverage(market.symbol));
    const told = { ...view, plan_order_id: '', last_trade: lastTrade(market, fill) };
    push(session, 'futures/order', [{ action: ACTIONS[type], order: told }]);
  }
  if (fill === undefined) return;
  if (subscriptions.has('futures/position')) {
    push(session, 'futures/position', [streamPosition(core, account, market)]);
  }
  if (subscriptions.has('futures/asset:USDT')) {
    push(session, 'futures/asset:USDT', asset(account));
  }
}

const streams = new SubscriptionBook<string>({ onOrder, onTick });

const trade = (core: Core, { quote, previous }: Tick) => ({
  trade_id: quote.updateId,
  symbol: quote.market.symbol,
  deal_price: plain(quote.price),
  deal_vol: contracts(quote.market, quote.tradeQty),
  way: 1,
  m: quote.price.lt(previous.price),
  created_at: new Date(core.time()).toISOString(),
});

const bookTicker = (core: Core, { market, bid, ask }: Quote) => ({
  symbol: market.symbol,
  best_bid_price: plain(bid),
  best_bid_vol: contracts(market, market.levelSize),
  best_ask_price: plain(ask),
  best_ask_vol: contracts(market, market.levelSize),
  ms_t: core.time(),
});

function depth(core: Core, quote: Quote) {
  const vol = contracts(quote.market, quote.market.levelSize);
  const side = (name: 'asks' | 'bids') => bookSide(quote, name).map(([price]) => ({ price, vol }));
  const { symbol } = quote.market;
  return { symbol, asks: side('asks'), bids: side('bids'), ms_t: core.time() };
}

/** The ticker has no time of its own. */
const ticker = ({ market, price, bid, ask }: Quote) => ({
  symbol: market.symbol,
  last_price: plain(price),
  volume_24: '0',
  range: '0',
  mark_price: plain(price),
  index_price: plain(price),
  bid_price: plain(bid),
  bid_vol: contracts(market, market.levelSize),
  ask_price: plain(ask),
  ask_vol: contracts(market, market.levelSize),
});

const lastTrade = (market: Market, trade: OrderEvent['trade']) =>
  trade === undefined
    ? null
    : {
        lastTradeID: trade.id,
        fillQty: contracts(market, trade.qty),
        fillPrice: plain(trade.price),
        fee: plain(trade.commission.neg()),
        feeCcy: trade.commissionAsset,
      };

const asset = ({ usdm }: Account) => ({
  currency: usdm.asset,
  available_balance: plain(usdm.available()),
  position_deposit: plain(usdm.totalPositionMargin()),
  frozen_balance: plain(usdm.orderMargin()),
});
