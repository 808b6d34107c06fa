import { performance } from 'node:perf_hooks';
import { neverThrow } from '../../../lib/diagnostics/never-throw.js';
import type { ExchangeWatch } from '../exchange-watch.js';
import { channelOf } from './channel.js';
import { eventTimeOf } from './event-time.js';
import { socketOwners } from './socket-owners.js';

/** Whose stream it is, and where it leads. */
export interface StreamIdentity {
  readonly exchange: string;
  /** The client object that the bot holds; closing it ends its streams. */
  readonly client: object;
  /** The host only: paths and queries of streams hold listen keys. */
  readonly host: string;
}

/**
 * One connection of a client, from its dial to its end: whether it is up, how old its messages are,
 * how long its pings take. No method throws.
 */
export class WatchedStream {
  readonly #watch: ExchangeWatch;
  readonly #identity: StreamIdentity;
  readonly #labels = new Map<string, { exchange: string; channel?: string }>();
  readonly #plainLabels: { exchange: string };
  #isUp = false;
  #pingedAt: number | undefined;

  constructor(watch: ExchangeWatch, identity: StreamIdentity) {
    this.#watch = watch;
    this.#identity = identity;
    this.#plainLabels = { exchange: identity.exchange };
  }

  opened(): void {
    const { exchange, client, host } = this.#identity;
    this.#isUp = true;
    socketOwners.claim(host);
    neverThrow('following a stream', () =>
      this.#watch.connections.streamOpened(exchange, client, host, this),
    );
  }

  /**
   * It ended, or could not be dialled.
   * @param isMissed whether somebody waits for it: then the exchange counts as not connected until
   *   it is back. False where the bot closed it.
   */
  ended(isMissed: boolean): void {
    const { exchange, client, host } = this.#identity;
    const wasUp = this.#isUp;
    this.#isUp = false;
    this.#pingedAt = undefined;
    socketOwners.claim(host);
    neverThrow('following a stream', () => {
      const { connections } = this.#watch;
      if (wasUp) connections.streamEnded(exchange, client, host, this, isMissed);
      // Nothing was up where a dial failed; and where a stream has ended, nobody waits any more.
      else if (isMissed) connections.dialFailed(exchange, client, host);
    });
  }

  /** The bot itself closed it, and has no client whose other streams would say more. */
  closed(): void {
    const { exchange } = this.#identity;
    this.#isUp = false;
    neverThrow('following a stream', () => this.#watch.connections.streamClosed(exchange, this));
  }

  /** The time by the exchange's clock, in milliseconds since the epoch. */
  exchangeNow(): number {
    return Date.now() + this.#watch.clocks.offsetMs(this.#identity.exchange);
  }

  /** A parsed message came. */
  message(parsed: unknown): void {
    try {
      const now = this.exchangeNow();
      const eventTime = eventTimeOf(parsed, now);
      if (eventTime === undefined) return;
      this.#watch.collector.recordWebsocketLatency(
        now - eventTime,
        this.#labelsOf(channelOf(parsed)),
      );
    } catch {
      // A message with getters that throw is the client's business.
    }
  }

  /**
   * A message came whose event time and channel were found without parsing it.
   * @param latencyMs the event time before the exchange's now
   */
  messageOf(latencyMs: number, channel: string | undefined): void {
    this.#watch.collector.recordWebsocketLatency(latencyMs, this.#labelsOf(channel));
  }

  /** The client sent a ping, of the protocol or in the exchange's own words. */
  pinged(): void {
    this.#pingedAt = performance.now();
  }

  /** A pong came; one that answers no ping of ours counts for nothing. */
  ponged(): void {
    if (this.#pingedAt === undefined) return;
    const seconds = (performance.now() - this.#pingedAt) / 1000;
    this.#pingedAt = undefined;
    this.#watch.collector.recordWebsocketPing(seconds, this.#plainLabels);
  }

  #labelsOf(channel: string | undefined): { exchange: string; channel?: string } {
    if (channel === undefined) return this.#plainLabels;
    let labels = this.#labels.get(channel);
    if (labels === undefined) {
      labels = { exchange: this.#identity.exchange, channel };
      this.#labels.set(channel, labels);
    }
    return labels;
  }
}
