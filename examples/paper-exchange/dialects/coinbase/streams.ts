import type { Account } from '../../accounts.js';
import type { Core } from '../../core.js';
import { Refusal } from '../../errors.js';
import { bookChanges } from '../../market-data.js';
import { plain } from '../../money.js';
import { isOpen } from '../../orders.js';
import type { Quote } from '../../prices.js';
import type { OrderEvent } from '../../venue.js';
import type { DialectSocket } from '../dialect.js';
import { jsonOf } from '../handling.js';
import { type Session, Sessions } from '../sessions.js';
import { userPositions } from './account-views.js';
import { checkJwt } from './authentication.js';
import { book, trades } from './market-views.js';
import { iso, named, productId } from './names.js';
import { userOrder } from './orders.js';

const HEARTBEAT_MS = 1000;

const sessions = new Sessions();

/** Takes a socket of Advanced Trade; public and private channels need no different one here. */
export function accept(core: Core, socket: DialectSocket): void {
  const feed = new Feed(core, socket);
  const leave = sessions.add(core, feed);
  socket.onText((text) => feed.receive(text));
  socket.onClose(() => {
    leave();
    feed.end();
  });
}

/** What one socket subscribed to, and the messages that it gets for it. */
class Feed implements Session {
  account: Account | undefined;
  readonly #core: Core;
  readonly #socket: DialectSocket;
  readonly #channels = new Map<string, Set<string>>();
  #heartbeats: NodeJS.Timeout | undefined;
  #sequence = 0;

  constructor(core: Core, socket: DialectSocket) {
    this.#core = core;
    this.#socket = socket;
  }

  receive(text: string): void {
    const { type, channel, product_ids: ids, jwt } = jsonOf(text);
    const products = Array.isArray(ids) ? ids.map(String) : [];
    if (type === 'unsubscribe') this.#channels.delete(String(channel));
    if (type === 'subscribe') this.#subscribe(String(channel), products, jwt);
  }

  end(): void {
    clearInterval(this.#heartbeats);
  }

  onQuote(quote: Quote, previous: Quote): void {
    for (const venue of ['spot', 'usdm'] as const) {
      const id = productId(venue, quote.market);
      if (this.#wants('ticker', id)) this.#send('ticker', ticker(quote, id));
      if (this.#wants('market_trades', id)) {
        const { trades: latest } = trades(this.#core, venue, quote.market, 1);
        this.#send('market_trades', { type: 'update', trades: latest });
      }
      if (this.#wants('level2', id)) this.#send('l2_data', this.#changes(quote, previous, id));
    }
  }

  onOrder({ venue, account, order, trade }: OrderEvent): void {
    const id = productId(venue, order.market);
    if (!this.#wants('user', id)) return;
    const left = venue === 'usdm' && trade !== undefined ? order.market : undefined;
    this.#send('user', {
      type: 'update',
      orders: [userOrder(venue, order)],
      positions: userPositions(this.#core, account, left),
    });
  }

  #subscribe(channel: string, products: readonly string[], jwt: unknown): void {
    if (channel === 'user' && !this.#logOn(jwt)) return;
    const known = this.#channels.get(channel) ?? new Set();
    for (const product of products) known.add(product);
    this.#channels.set(channel, known);
    const subscriptions = Object.fromEntries([...this.#channels].map(([k, v]) => [k, [...v]]));
    this.#send('subscriptions', { subscriptions });
    this.#begin(channel, products);
  }

  #logOn(jwt: unknown): boolean {
    try {
      this.account = this.#core.account(checkJwt(this.#core, jwt));
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#socket.send({ type: 'error', message: 'authentication failure' });
      return false;
    }
  }

  /** What a channel sends before anything changes. */
  #begin(channel: string, products: readonly string[]): void {
    if (channel === 'heartbeats') this.#startHeartbeats();
    if (channel === 'user') this.#sendOpenOrders();
    for (const product of channel === 'level2' ? products : []) this.#sendBook(product);
  }

  #startHeartbeats(): void {
    let heartbeat_counter = 0;
    const beat = () => {
      heartbeat_counter += 1;
      this.#send('heartbeats', { current_time: iso(this.#core.time()), heartbeat_counter });
    };
    clearInterval(this.#heartbeats);
    this.#heartbeats = setInterval(beat, HEARTBEAT_MS).unref();
    beat();
  }

  #sendOpenOrders(): void {
    const { account } = this;
    if (account === undefined) return;
    const orders = (['spot', 'usdm'] as const).flatMap((venue) =>
      this.#core.venues[venue]
        .orders(account)
        .filter(isOpen)
        .map((order) => userOrder(venue, order)),
    );
    this.#send('user', { type: 'snapshot', orders, positions: userPositions(this.#core, account) });
  }

  #sendBook(product: string): void {
    const { venue, symbol } = named(product);
    const { market } = this.#core.prices.quote(symbol);
    const { bids, asks } = book(this.#core, venue, market);
    const side = (name: string, levels: typeof bids) =>
      levels.map(({ price, size }) => this.#level(name, price ?? '', size ?? ''));
    const updates = [...side('bid', bids), ...side('offer', asks)];
    this.#send('l2_data', { type: 'snapshot', product_id: product, updates });
  }

  #changes(quote: Quote, previous: Quote, product_id: string) {
    const side = (name: string, key: 'bids' | 'asks') =>
      bookChanges(previous, quote, key).map(([p, q]) => this.#level(name, p ?? '', q ?? ''));
    return {
      type: 'update',
      product_id,
      updates: [...side('bid', 'bids'), ...side('offer', 'asks')],
    };
  }

  #level(side: string, price_level: string, new_quantity: string) {
    return { side, event_time: iso(this.#core.time()), price_level, new_quantity };
  }

  /** A channel without products named is of all of them. */
  #wants(channel: string, product: string): boolean {
    const wanted = this.#channels.get(channel);
    return wanted !== undefined && (wanted.size === 0 || wanted.has(product));
  }

  #send(channel: string, event: object): void {
    const timestamp = iso(this.#core.time());
    const head = { channel, client_id: '', timestamp, sequence_num: this.#sequence++ };
    this.#socket.send({ ...head, events: [event] });
  }
}

const ticker = ({ price, bid, ask, market, tradeQty }: Quote, product_id: string) => ({
  type: 'update',
  tickers: [
    {
      type: 'ticker',
      product_id,
      price: plain(price),
      volume_24_h: plain(tradeQty),
      low_24_h: plain(price),
      high_24_h: plain(price),
      low_52_w: plain(price),
      high_52_w: plain(price),
      price_percent_chg_24_h: '0',
      best_bid: plain(bid),
      best_bid_quantity: plain(market.levelSize),
      best_ask: plain(ask),
      best_ask_quantity: plain(market.levelSize),
    },
  ],
});
