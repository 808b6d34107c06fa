import type { MetricsCollector } from '../lib/collector/metrics-collector.js';

interface ExchangeState {
  /** Streams that are up, by their socket. */
  readonly up: Set<object>;
  /** How many streams of a place (one client's one host) dropped and have not come back. */
  readonly down: Map<object, Map<string, number>>;
  /** How the last plain request ended; counts only while there are no streams. */
  reachable: boolean | undefined;
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

  /** A plain request was answered, or it found nobody there. */
  requestEnded(exchange: string, reachable: boolean): void {
    const state = this.#state(exchange);
    if (state.reachable === reachable && state.up.size > 0) return;
    state.reachable = reachable;
    this.#publish(exchange, state);
  }

  /** A stream is up. One that dropped at the same place counts as back. */
  streamOpened(exchange: string, client: object, host: string, socket: object): void {
    const state = this.#state(exchange);
    const missing = state.down.get(client)?.get(host) ?? 0;
    if (missing > 0) setMissing(state, client, host, missing - 1);
    state.up.add(socket);
    this.#publish(exchange, state);
  }

  /** A stream ended. One that nobody closed on purpose is missing until it is back. */
  streamEnded(
    exchange: string,
    client: object,
    host: string,
    socket: object,
    onPurpose: boolean,
  ): void {
    const state = this.#state(exchange);
    state.up.delete(socket);
    if (onPurpose) state.reachable = undefined;
    else setMissing(state, client, host, (state.down.get(client)?.get(host) ?? 0) + 1);
    this.#publish(exchange, state);
  }

  /** The bot closed this client: nothing of it is missing any more. */
  clientClosed(exchange: string, client: object): void {
    const state = this.#state(exchange);
    state.down.delete(client);
    state.reachable = undefined;
    this.#publish(exchange, state);
  }

  #publish(exchange: string, { up, down, reachable }: ExchangeState): void {
    const connected = up.size > 0 ? down.size === 0 : down.size === 0 && reachable === true;
    this.#collector().updateConnectionStatus(connected, exchange);
  }

  #state(exchange: string): ExchangeState {
    let state = this.#exchanges.get(exchange);
    if (state === undefined) {
      state = { up: new Set(), down: new Map(), reachable: undefined };
      this.#exchanges.set(exchange, state);
    }
    return state;
  }
}

function setMissing(state: ExchangeState, client: object, host: string, count: number): void {
  const hosts = state.down.get(client) ?? new Map<string, number>();
  if (count > 0) hosts.set(host, count);
  else hosts.delete(host);
  if (hosts.size > 0) state.down.set(client, hosts);
  else state.down.delete(client);
}
