import type { MetricsCollector } from '../lib/collector/metrics-collector.js';

/** How many streams of each host dropped and have not come back. */
type Missing = Map<string, number>;

interface ExchangeState {
  /** Streams that are up, by their socket. */
  readonly up: Set<object>;
  readonly missing: Missing;
  /** The part of `missing` that is of one client; weak, for bots make and forget clients. */
  readonly missingOf: WeakMap<object, Missing>;
  /** Clients whose requests were answered and that the bot has not closed. */
  readonly answered: WeakSet<object>;
  answeredCount: number;
  /** How the last plain request ended. */
  reachable: boolean;
}

/**
 * Whether the bot is connected, exchange by exchange: 1 while at least one stream is up and none
 * that dropped is still missing. Without streams the outcome of the plain requests tells.
 */
export class ConnectionTracker {
  readonly #collector: () => MetricsCollector;
  readonly #exchanges = new Map<string, ExchangeState>();

  constructor(collector: () => MetricsCollector) {
    this.#collector = collector;
  }

  /** A plain request of `client` was answered, or it found nobody there. */
  requestEnded(exchange: string, client: object, reachable: boolean): void {
    const state = this.#state(exchange);
    if (reachable && !state.answered.has(client)) {
      state.answered.add(client);
      state.answeredCount += 1;
    }
    state.reachable = reachable;
    this.#publish(exchange, state);
  }

  /** A stream is up. One that dropped at the same host counts as back, whichever client dials. */
  streamOpened(exchange: string, client: object, host: string, socket: object): void {
    const state = this.#state(exchange);
    add(state.missing, host, -1);
    add(state.missingOf.get(client), host, -1);
    state.up.add(socket);
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
    if (isMissed) {
      add(state.missing, host, 1);
      const own: Missing = state.missingOf.get(client) ?? new Map();
      state.missingOf.set(client, own);
      add(own, host, 1);
    }
    this.#publish(exchange, state);
  }

  /** The bot closed this client: nothing of it is missing any more, and it answers no more. */
  clientClosed(exchange: string, client: object): void {
    const state = this.#state(exchange);
    for (const [host, count] of state.missingOf.get(client) ?? []) add(state.missing, host, -count);
    state.missingOf.delete(client);
    if (state.answered.delete(client)) state.answeredCount -= 1;
    this.#publish(exchange, state);
  }

  #publish(exchange: string, state: ExchangeState): void {
    const { up, missing, reachable, answeredCount } = state;
    const isThere = up.size > 0 || (reachable && answeredCount > 0);
    this.#collector().updateConnectionStatus(missing.size === 0 && isThere, exchange);
  }

  #state(exchange: string): ExchangeState {
    let state = this.#exchanges.get(exchange);
    if (state === undefined) {
      state = {
        up: new Set(),
        missing: new Map(),
        missingOf: new WeakMap(),
        answered: new WeakSet(),
        answeredCount: 0,
        reachable: false,
      };
      this.#exchanges.set(exchange, state);
    }
    return state;
  }
}

function add(missing: Missing | undefined, host: string, difference: number): void {
  const count = (missing?.get(host) ?? 0) + difference;
  if (count > 0) missing?.set(host, count);
  else missing?.delete(host);
}
