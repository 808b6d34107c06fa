import type { Account } from '../../accounts.js';
import type { Core } from '../../core.js';
import { bookSide } from '../../market-data.js';
import { plain, ZERO } from '../../money.js';
import type { Order } from '../../orders.js';
import type { Quote } from '../../prices.js';
import type { OrderEvent } from '../../venue.js';
import type { DialectSocket } from '../dialect.js';
import type { Session } from '../sessions.js';
import { type Frame, frameOf, logOn, Topics } from './feed.js';
import { nameOf } from './names.js';
import { spotState, spotType } from './order-views.js';

const STATES: Readonly<Record<string, string>> = {
  new: '4',
  partially_filled: '5',
  filled: '6',
  canceled: '8',
  partially_canceled: '12',
};

const ENTRUST: Readonly<Record<string, string>> = { limit_maker: 'LIMIT_MAKER', ioc: 'IOC' };

/** A socket of spot, public or private. */
export class SpotStream implements Session {
  account: Account | undefined;
  readonly #core: Core;
  readonly #socket: DialectSocket;
  readonly #topics = new Topics();

  constructor(core: Core, socket: DialectSocket) {
    this.#core = core;
    this.#socket = socket;
  }

  receive(text: string): void {
    if (text === 'ping') {
      this.#socket.send('pong');
      return;
    }
    this.#handle(frameOf(text));
  }

  onQuote(quote: Quote, previous: Quote): void {
    const name = nameOf('spot', quote.market);
    const has = (channel: string) => this.#topics.of(channel, name);
    for (const _ of has('spot/ticker')) this.#send('spot/ticker', this.#ticker(quote));
    for (const _ of has('spot/trade')) this.#send('spot/trade', this.#trade(quote, previous));
    for (const topic of has('spot/depth')) {
      this.#send(topic.split(':')[0] ?? '', this.#depth(quote, topic));
    }
  }

  onOrder({ venue, account, order, trade }: OrderEvent): void {
    if (venue !== 'spot') return;
    const name = nameOf('spot', order.market);
    const told = { ...orderRow(order), ...fillRow(trade) };
    if (this.#topics.has(`spot/user/order:${name}`)) this.#send('spot/user/order', told);
    if (this.#topics.has('spot/user/orders:ALL_SYMBOLS')) this.#send('spot/user/orders', told);
    if (this.#topics.has('spot/user/balance:BALANCE_UPDATE')) {
      this.#send('spot/user/balance', this.#balances(account, order));
    }
  }

  #handle({ verb, args }: Frame): void {
    if (verb === 'login') {
      this.account = logOn(this.#core, args);
      const failure = { event: 'error', message: 'Invalid sign', errorCode: 90001 };
      this.#socket.send(this.account === undefined ? failure : { event: 'login' });
      return;
    }
    for (const topic of args.map(String)) {
      if (verb === 'subscribe') this.#topics.add(topic);
      if (verb === 'unsubscribe') this.#topics.delete(topic);
      this.#socket.send({ event: verb, topic });
    }
  }

  #ticker({ market, price, bid, ask }: Quote) {
    const { open, high, low, volume } = this.#core.tape.of(market.symbol);
    return {
      symbol: nameOf('spot', market),
      last_price: plain(price),
      open_24h: plain(open),
      high_24h: plain(high),
      low_24h: plain(low),
      base_volume_24h: plain(volume),
      bid_px: plain(bid),
      bid_sz: plain(market.levelSize),
      ask_px: plain(ask),
      ask_sz: plain(market.levelSize),
      fluctuation: '0',
      ...this.#time(),
    };
  }

  #trade({ market, price, tradeQty }: Quote, previous: Quote) {
    return {
      symbol: nameOf('spot', market),
      price: plain(price),
      size: plain(tradeQty),
      side: price.lt(previous.price) ? 'sell' : 'buy',
      ...this.#time(),
    };
  }

  #depth(quote: Quote, topic: string) {
    const levels = Number(/\d+/.exec(topic)?.[0] ?? 20);
    return {
      symbol: nameOf('spot', quote.market),
      asks: bookSide(quote, 'asks', levels),
      bids: bookSide(quote, 'bids', levels),
      ms_t: this.#core.time(),
      ...(topic.includes('increase') ? { type: 'snapshot', version: quote.updateId } : {}),
    };
  }

  #time() {
    const now = this.#core.time();
    return { s_t: Math.floor(now / 1000), ms_t: now };
  }

  #balances(account: Account, { market }: Order) {
    const balance_details = [market.base, market.quote].map((ccy) => {
      const { free, locked } = account.spot.balance(ccy);
      return { ccy, av_bal: plain(free), fz_bal: plain(locked) };
    });
    const event_time = String(this.#core.time());
    return { event_type: 'TRANSACTION_COMPLETED', event_time, balance_details };
  }

  #send(table: string, row: object): void {
    this.#socket.send({ table, data: [row] });
  }
}

const orderRow = (order: Order) => ({
  symbol: nameOf('spot', order.market),
  side: order.side.toLowerCase(),
  type: order.type === 'MARKET' ? 'market' : 'limit',
  notional: '',
  size: plain(order.qty),
  ms_t: String(order.time),
  price: plain(order.price),
  filled_notional: plain(order.quoteFilled),
  filled_size: plain(order.filled),
  margin_trading: '0',
  state: STATES[spotState(order)],
  order_id: String(order.id),
  order_type: '0',
  client_order_id: order.clientOrderId,
  create_time: String(order.time),
  update_time: String(order.updateTime),
  order_mode: 'spot',
  entrust_type: ENTRUST[spotType(order)] ?? 'NORMAL',
  order_state: spotState(order),
});

/** The fill that a message tells of, or zeros. */
const fillRow = (trade: OrderEvent['trade']) => ({
  last_fill_price: plain(trade?.price ?? ZERO),
  last_fill_count: plain(trade?.qty ?? ZERO),
  last_fill_time: String(trade?.time ?? 0),
  exec_type: trade?.maker === true ? 'M' : 'T',
  detail_id: trade === undefined ? '' : String(trade.id),
  dealFee: plain(trade?.commission ?? ZERO),
  deal_fee_coin_name: trade?.commissionAsset ?? '',
});
