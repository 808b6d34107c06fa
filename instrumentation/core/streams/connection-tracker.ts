import type { MetricsCollector } from '../../../lib/collector/metrics-collector.js';

interface ExchangeState {
  /** Streams that are up, by their socket. */
  readonly up: Set<object>;
  /**
   * The streams that are missing, by host: for each the client that lost it. Weak, for bots make
   * clients and forget them; what only a forgotten client missed, nobody misses.
   */
  readonly missing: Map<string, WeakRef<object>[]>;
  /** Clients whose requests were answered and that the bot has not closed. */
  readonly answered: WeakSet<object>;
  answeredCount: number;
  /** How the last plain request ended. */
  reachable: boolean;
  /** Whether the bot's last word to this exchange was to close a client. */
  isClosed: boolean;
  /** Whether what the metric shows is a connection. */
  isShown: boolean;
}

/**
 * Whether the bot is connected, exchange by exchange: 1 while at least one stream is up and none
 * that somebody waits for is missing. Without streams the outcome of the plain requests tells.
 */
export class ConnectionTracker {
  readonly #collector: MetricsCollector;
  readonly #exchanges = new Map<string, ExchangeState>();

  constructor(collector: MetricsCollector) {
    this.#collector = collector;
  }

  /** A plain request of `client` was answered, or it found nobody there. */
  requestEnded(exchange: string, client: object, reachable: boolean): void {
    const state = this.#state(exchange);
    const isKnown = state.answered.has(client);
    // Most requests say what the last one said.
    const isNews = !(reachable && isKnown && state.reachable);
    if (!isNews && state.isShown && state.missing.size === 0) return;
    if (reachable && !isKnown) {
      state.answered.add(client);
      state.answeredCount += 1;
    }
    state.reachable = reachable;
    if (reachable) state.isClosed = false;
    this.#publish(exchange, state);
  }

  /** A stream is up. One that is missing at the same host counts as back, whichever client dials. */
  streamOpened(exchange: string, client: object, host: string, socket: object): void {
    const state = this.#state(exchange);
    const missing = state.missing.get(host) ?? [];
    const own = missing.findIndex((owner) => owner.deref() === client);
    missing.splice(Math.max(own, 0), 1);
    state.up.add(socket);
    state.isClosed = false;
    this.#publish(exchange, state);
  }

  /** A stream that was up ended. Where somebody waits for it, it is missing until it is back. */
  streamEnded(
    exchange: string,
    client: object,
    host: string,
    socket: object,
    isMissed: boolean,
  ): void {
    const state = this.#state(exchange);
    state.up.delete(socket);
    if (isMissed) missingAt(state, host).push(new WeakRef(client));
    this.#publish(exchange, state);
  }

  /** The bot closed a stream that belongs to no client; with the last of an exchange its series ends. */
  streamClosed(exchange: string, socket: object): void {
    const state = this.#state(exchange);
    state.up.delete(socket);
    state.isClosed = true;
    this.#publish(exchange, state);
  }

  /** A dial failed while somebody waited. It may be the redial of a stream that is missing already. */
  dialFailed(exchange: string, client: object, host: string): void {
    const state = this.#state(exchange);
    const missing = missingAt(state, host);
    if (!missing.some((owner) => owner.deref() === client)) missing.push(new WeakRef(client));
    this.#publish(exchange, state);
  }

  /**
   * The bot closed this client: nothing of it is missing any more, and it answers no more. With the
   * last of an exchange its series ends.
   */
  clientClosed(exchange: string, client: object): void {
    const state = this.#state(exchange);
    forget(state, client);
    if (state.answered.delete(client)) state.answeredCount -= 1;
    state.isClosed = true;
    this.#publish(exchange, state);
  }

  #publish(exchange: string, state: ExchangeState): void {
    forget(state, undefined);
    const { up, missing, reachable, answeredCount } = state;
    if (state.isClosed && up.size === 0 && missing.size === 0 && answeredCount === 0) {
      this.#exchanges.delete(exchange);
      this.#collector.endConnection(exchange);
      return;
    }
    const isThere = up.size > 0 || (reachable && answeredCount > 0);
    state.isShown = missing.size === 0 && isThere;
    this.#collector.updateConnectionStatus(state.isShown, exchange);
  }

  #state(exchange: string): ExchangeState {
    let state = this.#exchanges.get(exchange);
    if (state === undefined) {
      state = {
        up: new Set(),
        missing: new Map(),
        answered: new WeakSet(),
        answeredCount: 0,
        reachable: false,
        isClosed: false,
        isShown: false,
      };
      this.#exchanges.set(exchange, state);
    }
    return state;
  }
}

function missingAt({ missing }: ExchangeState, host: string): WeakRef<object>[] {
  const owners = missing.get(host) ?? [];
  missing.set(host, owners);
  return owners;
}

/** Takes out what `client` misses; undefined stands for clients that are gone. */
function forget({ missing }: ExchangeState, client: object | undefined): void {
  for (const [host, owners] of missing) {
    const left = owners.filter((owner) => owner.deref() !== client);
    if (left.length > 0) missing.set(host, left);
    else missing.delete(host);
  }
}
