import type { Account } from '../../accounts.js';
import type { Core } from '../../core.js';
import { bookSide } from '../../market-data.js';
import type { Market } from '../../markets.js';
import { plain } from '../../money.js';
import type { Quote } from '../../prices.js';
import type { ExecutionType, OrderEvent } from '../../venue.js';
import type { DialectSocket } from '../dialect.js';
import type { Session } from '../sessions.js';
import { type Frame, frameOf, logOn, Topics } from './feed.js';
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

/** A socket of futures, public or private. */
export class FuturesStream implements Session {
  account: Account | undefined;
  readonly #core: Core;
  readonly #socket: DialectSocket;
  readonly #topics = new Topics();

  constructor(core: Core, socket: DialectSocket) {
    this.#core = core;
    this.#socket = socket;
  }

  receive(text: string): void {
    const frame = frameOf(text);
    if (frame.verb === 'ping') {
      this.#send('System', 'pong');
      return;
    }
    this.#handle(frame);
  }

  onQuote(quote: Quote, previous: Quote): void {
    const has = (channel: string) => this.#topics.of(channel, quote.market.symbol);
    for (const topic of has('futures/ticker')) this.#send(topic, ticker(quote));
    for (const topic of has('futures/trade')) this.#send(topic, [this.#trade(quote, previous)]);
    for (const topic of has('futures/bookticker')) this.#send(topic, this.#bookTicker(quote));
    for (const topic of has('futures/depthAll')) this.#send(topic, this.#depth(quote));
  }

  onOrder({ venue, account, order, type, trade }: OrderEvent): void {
    if (venue !== 'usdm') return;
    const { market } = order;
    if (this.#topics.has('futures/order')) {
      const view = futuresOrder(order, account.usdm.leverage(market.symbol));
      const told = { ...view, plan_order_id: '', last_trade: lastTrade(market, trade) };
      this.#send('futures/order', [{ action: ACTIONS[type], order: told }]);
    }
    if (trade === undefined) return;
    if (this.#topics.has('futures/position')) {
      this.#send('futures/position', [streamPosition(this.#core, account, market)]);
    }
    if (this.#topics.has('futures/asset:USDT')) this.#send('futures/asset:USDT', asset(account));
  }

  #handle({ verb, args }: Frame): void {
    if (verb === 'access') {
      this.account = logOn(this.#core, args);
      this.#socket.send({ action: 'access', success: this.account !== undefined });
      return;
    }
    for (const topic of args.map(String)) {
      if (verb === 'subscribe') this.#topics.add(topic);
      if (verb === 'unsubscribe') this.#topics.delete(topic);
      const request = { action: verb, args: [topic] };
      this.#socket.send({ action: verb, group: topic, success: true, request });
    }
  }

  #trade({ market, price, tradeQty, updateId }: Quote, previous: Quote) {
    return {
      trade_id: updateId,
      symbol: market.symbol,
      deal_price: plain(price),
      deal_vol: contracts(market, tradeQty),
      way: 1,
      m: price.lt(previous.price),
      created_at: new Date(this.#core.time()).toISOString(),
    };
  }

  #bookTicker({ market, bid, ask }: Quote) {
    return {
      symbol: market.symbol,
      best_bid_price: plain(bid),
      best_bid_vol: contracts(market, market.levelSize),
      best_ask_price: plain(ask),
      best_ask_vol: contracts(market, market.levelSize),
      ms_t: this.#core.time(),
    };
  }

  #depth(quote: Quote) {
    const side = (name: 'asks' | 'bids') =>
      bookSide(quote, name).map(([price]) => ({
        price,
        vol: contracts(quote.market, quote.market.levelSize),
      }));
    const { symbol } = quote.market;
    return { symbol, asks: side('asks'), bids: side('bids'), ms_t: this.#core.time() };
  }

  #send(group: string, data: unknown): void {
    this.#socket.send({ group, data });
  }
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
