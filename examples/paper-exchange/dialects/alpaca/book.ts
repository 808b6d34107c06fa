import type { Account } from '../../accounts.js';
import type { Core } from '../../core.js';
import { Refusal } from '../../errors.js';
import type { Money } from '../../money.js';
import type { Order, Trade } from '../../orders.js';
import type { Quote } from '../../prices.js';
import type { OrderEvent, Venue } from '../../venue.js';
import type { Asset } from './assets.js';
import { checkAvailable } from './availability.js';
import {
  type AlpacaOrder,
  eventOf,
  isOpen,
  link,
  newOrder,
  type Stand,
  statusOf,
  type Terms,
  tradable,
} from './order.js';
import { alpacaRefusal, invalidOrder, orderNotFound } from './refusals.js';
import { isTriggered, trailed } from './triggers.js';

/** One line of the stream `trade_updates`. */
export interface Update {
  readonly event: string;
  readonly order: AlpacaOrder;
  readonly trade: Trade | undefined;
}

/** The orders of Alpaca's accounts: those in the core, and those that wait for a price or a fill. */
export class AlpacaBook {
  readonly #core: Core;
  readonly #venue: Venue;
  readonly #orders = new Map<string, AlpacaOrder>();
  readonly #ofCore = new Map<Order, AlpacaOrder>();
  readonly #fills: { readonly order: AlpacaOrder; readonly trade: Trade }[] = [];
  readonly #listeners = new Set<(update: Update) => void>();
  #waiting: AlpacaOrder[] = [];
  #placing: AlpacaOrder | undefined;
  #lastId = 0;

  constructor(core: Core) {
    this.#core = core;
    this.#venue = core.venues.usdm;
    core.onOrderEvent((event) => this.#onEvent(event));
    core.prices.onQuote((quote) => this.#onQuote(quote));
  }

  onUpdate(listener: (update: Update) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  orders(account: Account): AlpacaOrder[] {
    return [...this.#orders.values()].filter((order) => order.account === account);
  }

  order(account: Account, id: string): AlpacaOrder {
    const order = this.#orders.get(id);
    if (order?.account !== account) {
      throw orderNotFound(id);
    }
    return order;
  }

  /** The fills of an account, the latest first, each with the order that it was at the time. */
  fills(account: Account): readonly { readonly order: AlpacaOrder; readonly trade: Trade }[] {
    return this.#fills.filter(({ order }) => order.account === account).reverse();
  }

  /** Takes a new order with the legs it brings along. */
  place(account: Account, terms: Terms, legs: readonly Terms[] = []): AlpacaOrder {
    if (this.orders(account).some((one) => one.terms.clientOrderId === terms.clientOrderId)) {
      throw alpacaRefusal(40010001, 'client_order_id must be unique');
    }
    checkAvailable(this.#venue, account, terms);
    const order = this.#newOrder(account, terms);
    order.legs.push(...legs.map((leg) => this.#newOrder(account, leg, { status: 'held' })));
    link(order);
    this.#open(order);
    for (const one of [order, ...order.legs]) {
      this.#orders.set(one.id, one);
    }
    return order;
  }

  cancel(order: AlpacaOrder): void {
    if (!isOpen(order)) {
      throw invalidOrder(`order is already in "${statusOf(order)}" state`);
    }
    this.#end(order);
    for (const leg of order.legs.filter(isOpen)) {
      this.#end(leg);
    }
  }

  /** Puts another order in the place of an open one, which keeps what it has filled. */
  replace(old: AlpacaOrder, terms: Terms): AlpacaOrder {
    if (!isOpen(old)) {
      throw invalidOrder(`cannot replace order in ${statusOf(old)} status`);
    }
    const order = this.#newOrder(old.account, terms, { status: old.status, replaces: old });
    const { core } = old;
    order.core = core;
    order.legs.push(...old.legs);
    if (core !== undefined) {
      this.#amend(old, order, core);
    }
    this.#waiting = this.#waiting.map((one) => (one === old ? order : one));
    this.#orders.set(order.id, order);
    if (core === undefined) {
      this.#handOver(old, order);
    }
    return order;
  }

  #newOrder(account: Account, terms: Terms, stand: Stand = {}): AlpacaOrder {
    this.#lastId += 1;
    return newOrder(this.#lastId, this.#core.time(), account, terms, stand);
  }

  /** Lets an order trade, or wait for its price. */
  #open(order: AlpacaOrder): void {
    const { asset, type, orderClass } = order.terms;
    order.status = 'new';
    if (type === 'market' || type === 'limit') {
      this.#enter(order);
    } else {
      order.hwm = type === 'trailing_stop' ? this.#price(asset) : undefined;
      this.#waiting.push(order);
      this.#tell({ event: 'new', order, trade: undefined });
    }
    if (orderClass === 'oco') {
      for (const leg of order.legs.filter(({ status }) => status === 'held')) this.#open(leg);
    }
  }

  #enter(order: AlpacaOrder): void {
    this.#placing = order;
    try {
      this.#venue.place(order.account, tradable(order));
    } finally {
      this.#placing = undefined;
    }
  }

  #amend(old: AlpacaOrder, order: AlpacaOrder, core: Order): void {
    const { qty, limitPrice } = order.terms;
    const ref = { orderId: String(core.id), clientOrderId: undefined };
    this.#ofCore.set(core, order);
    try {
      this.#venue.amend(old.account, core.market.symbol, ref, limitPrice ?? core.price, qty);
    } catch (error) {
      this.#ofCore.set(core, old);
      throw error;
    }
  }

  #handOver(old: AlpacaOrder, order: AlpacaOrder): void {
    old.status = 'replaced';
    old.replacedBy = order;
    old.updatedAt = this.#core.time();
    this.#tell({ event: 'replaced', order: old, trade: undefined });
    this.#tell({ event: 'new', order, trade: undefined });
  }

  #end(order: AlpacaOrder, status: 'canceled' | 'rejected' = 'canceled'): void {
    this.#waiting = this.#waiting.filter((one) => one !== order);
    if (order.core !== undefined) {
      const { id, market } = order.core;
      const ref = { orderId: String(id), clientOrderId: undefined };
      this.#venue.cancel(order.account, market.symbol, ref);
      return;
    }
    order.status = status;
    order.updatedAt = this.#core.time();
    this.#tell({ event: status, order, trade: undefined });
  }

  #onEvent({ order: core, type, trade }: OrderEvent): void {
    if (type === 'NEW' && this.#placing !== undefined) {
      this.#placing.core = core;
      this.#ofCore.set(core, this.#placing);
    }
    const order = this.#ofCore.get(core);
    if (order === undefined) {
      return;
    }
    if (type === 'AMENDMENT') {
      this.#handOver(order.replaces as AlpacaOrder, order);
      return;
    }
    if (trade !== undefined) {
      this.#fills.push({ order, trade });
    }
    this.#tell({ event: eventOf(order, type), order, trade });
    if (!isOpen(order)) {
      this.#afterEnd(order);
    }
  }

  /** A filled order brings its legs to life or ends its other half; one that ended ends its legs. */
  #afterEnd(order: AlpacaOrder): void {
    const isFilled = statusOf(order) === 'filled';
    for (const leg of order.legs.filter(({ status }) => status === 'held')) {
      if (isFilled) this.#open(leg);
      else this.#end(leg);
    }
    if (isFilled && order.linked !== undefined && isOpen(order.linked)) {
      this.#end(order.linked);
    }
  }

  #onQuote({ market, price }: Quote): void {
    for (const order of this.#waiting) {
      if (order.terms.asset.market !== market) {
        continue;
      }
      order.hwm = trailed(order, price);
      if (isTriggered(order, price)) {
        this.#trigger(order);
      }
    }
  }

  /** A stop that nobody can pay for when its price is met is rejected then. */
  #trigger(order: AlpacaOrder): void {
    this.#waiting = this.#waiting.filter((one) => one !== order);
    try {
      this.#enter(order);
    } catch (error) {
      if (!(error instanceof Refusal)) {
        throw error;
      }
      this.#end(order, 'rejected');
    }
  }

  #price({ market }: Asset): Money {
    return this.#core.prices.quote(market.symbol).price;
  }

  #tell(update: Update): void {
    for (const listener of this.#listeners) {
      listener(update);
    }
  }
}

const books = new WeakMap<Core, AlpacaBook>();

/** The one book of a core. */
export function bookOf(core: Core): AlpacaBook {
  let book = books.get(core);
  if (book === undefined) {
    book = new AlpacaBook(core);
    books.set(core, book);
  }
  return book;
}
