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

/** One socket of a dialect with whom it belongs to and what it subscribed to. */
export interface Session<Subscription> {
  readonly core: Core;
  readonly socket: DialectSocket;
  readonly subscriptions: Map<string, Subscription>;
  account: Account | undefined;
}

interface Publisher<Subscription> {
  onOrder(session: Session<Subscription>, event: OrderEvent): void;
  onTick(session: Session<Subscription>, tick: Tick): void;
}

/** Tells the open sessions of one dialect what happens in a core, each for as long as it is open. */
export class Feed<Subscription> {
  readonly #sessions = new WeakMap<Core, Set<Session<Subscription>>>();
  readonly #publisher: Publisher<Subscription>;

  constructor(publisher: Publisher<Subscription>) {
    this.#publisher = publisher;
  }

  open(core: Core, socket: DialectSocket): Session<Subscription> {
    const sessions = this.#sessionsOf(core);
    const session: Session<Subscription> = {
      core,
      socket,
      subscriptions: new Map(),
      account: undefined,
    };
    sessions.add(session);
    socket.onClose(() => sessions.delete(session));
    return session;
  }

  #sessionsOf(core: Core): Set<Session<Subscription>> {
    let sessions = this.#sessions.get(core);
    if (sessions === undefined) {
      sessions = new Set();
      this.#sessions.set(core, sessions);
      this.#listen(core, sessions);
    }
    return sessions;
  }

  #listen(core: Core, sessions: ReadonlySet<Session<Subscription>>): void {
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
