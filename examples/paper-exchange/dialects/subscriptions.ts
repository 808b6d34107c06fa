import type { Account } from '../accounts.js';
import type { Core } from '../core.js';
import type { Quote } from '../prices.js';
import type { OrderEvent } from '../venue.js';
import type { DialectSocket } from './dialect.js';

/** A price as it changed, with the one before it. */
export interface Tick {
  readonly quote: Quote;
  readonly previous: Quote;
}

/** One socket with whom it belongs to, what it subscribed to, and what its dialect adds. */
export type Session<Subscription, Own = object> = Own & {
  readonly core: Core;
  readonly socket: DialectSocket;
  readonly subscriptions: Map<string, Subscription>;
  account: Account | undefined;
};

interface Publisher<S> {
  /** Something happened to an order of the session's account. */
  onOrder(session: S, event: OrderEvent): void;
  onTick(session: S, tick: Tick): void;
}

/** The open sessions of a dialect; each hears what happens in its core for as long as it is open. */
export class SubscriptionBook<Subscription, Own extends object = object> {
  readonly #sessions = new WeakMap<Core, Set<Session<Subscription, Own>>>();
  readonly #publisher: Publisher<Session<Subscription, Own>>;

  constructor(publisher: Publisher<Session<Subscription, Own>>) {
    this.#publisher = publisher;
  }

  open(core: Core, socket: DialectSocket, own: Own): Session<Subscription, Own> {
    const sessions = this.#sessionsOf(core);
    const session = { ...own, core, socket, subscriptions: new Map(), account: undefined };
    sessions.add(session);
    socket.onClose(() => sessions.delete(session));
    return session;
  }

  #sessionsOf(core: Core): Set<Session<Subscription, Own>> {
    let sessions = this.#sessions.get(core);
    if (sessions === undefined) {
      sessions = new Set();
      this.#sessions.set(core, sessions);
      this.#listen(core, sessions);
    }
    return sessions;
  }

  /** One listener for all sessions and not one a socket. */
  #listen(core: Core, sessions: ReadonlySet<Session<Subscription, Own>>): void {
    core.onOrderEvent((event) => {
      for (const session of sessions) {
        if (session.account === event.account) this.#publisher.onOrder(session, event);
      }
    });
    const last = new Map<string, Quote>();
    core.prices.onQuote((quote) => {
      const previous = last.get(quote.market.symbol) ?? quote;
      last.set(quote.market.symbol, quote);
      for (const session of sessions) this.#publisher.onTick(session, { quote, previous });
    });
  }
}
