import { neverThrow } from '../../lib/diagnostics/never-throw.js';
import { fieldsOf } from '../core/fields.js';
import type { AnyFunction } from '../core/method-patches.js';
import type { Observer } from '../core/observer.js';
import { plausibleTime } from '../core/streams/event-time.js';
import { WatchedStream } from '../core/streams/watched-stream.js';
import { marketEventOf } from '../exchanges/alpaca/market-data.js';
import type { OrderUpdate } from '../exchanges/alpaca/order-update.js';
import { timeOf } from '../exchanges/alpaca/times.js';
import type { AlpacaAccounts } from './account.js';
import { EXCHANGE } from './methods.js';

/** The connections of the streams of either line, by the stream that the bot holds. */
export class AlpacaStreams {
  readonly observer: Observer;
  readonly #accounts: AlpacaAccounts;
  readonly #connections = new WeakMap<object, WatchedStream>();

  constructor(observer: Observer, accounts: AlpacaAccounts) {
    this.observer = observer;
    this.#accounts = accounts;
  }

  /** A stream dials. Only the host of `url` is kept. */
  dialled(stream: object, url: unknown): WatchedStream {
    const host = URL.canParse(String(url)) ? new URL(String(url)).host : '';
    const identity = { exchange: EXCHANGE, client: stream, host };
    const connection = new WatchedStream(this.observer.watch, identity);
    this.#connections.set(stream, connection);
    return connection;
  }

  of(stream: object): WatchedStream | undefined {
    return this.#connections.get(stream);
  }

  /** The bot closed a stream. */
  closed(stream: object): void {
    this.of(stream)?.ended(false);
    this.#connections.delete(stream);
    this.observer.watch.connections.clientClosed(EXCHANGE, stream);
  }

  /** A list of messages of a market data stream came, unpacked. */
  marketData(stream: object, messages: unknown): void {
    const connection = this.of(stream);
    if (connection === undefined || !Array.isArray(messages)) return;
    for (const message of messages) {
      const event = marketEventOf(message);
      if (event !== undefined) tellAge(connection, event.time, event.channel);
    }
  }

  /** A message of a trading stream came, parsed. */
  tradingMessage(stream: object, message: unknown): void {
    const { stream: name, data } = fieldsOf(message);
    if (name !== 'trade_updates') return;
    const update = fieldsOf(data) as OrderUpdate;
    const connection = this.of(stream);
    const time = timeOf(update.timestamp);
    if (connection !== undefined && time !== undefined) tellAge(connection, time, 'orders');
    this.#accounts.updated(stream, update);
  }

  /** A wrapper that looks at a call before it is made, or after where `look` gives a function. */
  watch(
    what: string,
    look: (stream: object, args: readonly unknown[]) => (() => void) | undefined,
  ): (original: AnyFunction) => AnyFunction {
    const { observer } = this;
    return (original) =>
      function (this: object, ...args: unknown[]): unknown {
        const isOn = observer.isEnabled();
        const after = isOn ? neverThrow(what, () => look(this, args)) : undefined;
        const result: unknown = Reflect.apply(original, this, args);
        if (after !== undefined) neverThrow(what, after);
        return result;
      };
  }
}

function tellAge(connection: WatchedStream, eventTime: number, channel: string): void {
  const now = connection.exchangeNow();
  const time = plausibleTime(eventTime, now);
  if (time !== undefined) connection.messageOf(now - time, channel);
}
