import type { Core } from '../core.js';
import type { Quote } from '../prices.js';
import type { OrderEvent } from '../venue.js';

/** What the members of a room are told. */
export interface News<M> {
  quote(core: Core, members: ReadonlySet<M>, quote: Quote): void;
  order(core: Core, members: ReadonlySet<M>, event: OrderEvent): void;
}

/** The open sockets of a dialect, apart for each exchange, which tells each room its news once. */
export class Rooms<M> {
  readonly #rooms = new WeakMap<Core, Set<M>>();
  readonly #news: News<M>;

  constructor(news: News<M>) {
    this.#news = news;
  }

  of(core: Core): Set<M> {
    let room = this.#rooms.get(core);
    if (room === undefined) {
      const members = new Set<M>();
      core.prices.onQuote((quote) => this.#news.quote(core, members, quote));
      core.onOrderEvent((event) => this.#news.order(core, members, event));
      this.#rooms.set(core, members);
      room = members;
    }
    return room;
  }
}
