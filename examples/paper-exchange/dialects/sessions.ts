import type { Account } from '../accounts.js';
import type { Core } from '../core.js';
import type { Quote } from '../prices.js';
import type { OrderEvent } from '../venue.js';

/** One socket of a client, as far as the exchange remembers what it asked for. */
export interface Session {
  /** Whose private channels it may have. */
  account: Account | undefined;
  onQuote(quote: Quote, previous: Quote): void;
  onOrder(event: OrderEvent): void;
}

/** All sessions of one dialect. The core has one listener for them and not one a socket. */
export class Sessions {
  readonly #byCore = new WeakMap<Core, Set<Session>>();

  /** Adds a session; gives what removes it. */
  add(core: Core, session: Session): () => void {
    const sessions = this.#of(core);
    sessions.add(session);
    return () => {
      sessions.delete(session);
    };
  }

  #of(core: Core): Set<Session> {
    let sessions = this.#byCore.get(core);
    if (sessions === undefined) {
      sessions = new Set();
      this.#byCore.set(core, sessions);
      listen(core, sessions);
    }
    return sessions;
  }
}

function listen(core: Core, sessions: ReadonlySet<Session>): void {
  const last = new Map<string, Quote>();
  core.prices.onQuote((quote) => {
    const previous = last.get(quote.market.symbol) ?? quote;
    last.set(quote.market.symbol, quote);
    for (const session of sessions) session.onQuote(quote, previous);
  });
  core.onOrderEvent((event) => {
    for (const session of sessions) {
      if (session.account === event.account) session.onOrder(event);
    }
  });
}
