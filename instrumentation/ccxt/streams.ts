import { neverThrow } from '../../lib/diagnostics/never-throw.js';
import type { AnyFunction, MethodPatches } from '../core/method-patches.js';
import { observeResult } from '../core/observe-result.js';
import { WatchedStream } from '../core/streams/watched-stream.js';
import type { CcxtExchange, CcxtStreamClient } from './internal-types.js';
import { exchangeId } from './internal-types.js';
import { override } from './override.js';
import { followOrders } from './socket-orders.js';
import type { CcxtWatcher } from './watcher.js';

/** Wraps where ccxt makes its WebSocket clients, and where it closes them all. */
export function patchStreamSeams(root: object, patches: MethodPatches, watcher: CcxtWatcher): void {
  const seen = new WeakSet<object>();
  const closed = new WeakSet<object>();
  patches.wrap(root, 'client', (original) => {
    return function (this: CcxtExchange, ...args: unknown[]): unknown {
      const client: unknown = Reflect.apply(original, this, args);
      if (
        watcher.isEnabled() &&
        typeof client === 'object' &&
        client !== null &&
        !seen.has(client)
      ) {
        seen.add(client);
        neverThrow('following a ccxt stream', () => followStream(this, client, watcher, closed));
      }
      return client;
    };
  });
  patches.wrap(root, 'close', (original) => closing(original, watcher, closed));
}

function closing(
  original: AnyFunction,
  watcher: CcxtWatcher,
  closed: WeakSet<object>,
): AnyFunction {
  return function (this: CcxtExchange, ...args: unknown[]): unknown {
    const proceed = (): unknown => Reflect.apply(original, this, args);
    if (!watcher.isEnabled()) return proceed();
    // Not all releases say on the socket itself that it was the bot who closed it.
    neverThrow('closing a ccxt client', () => {
      for (const client of Object.values(this.clients ?? {})) closed.add(client as object);
    });
    return observeResult(proceed, () => {
      neverThrow('closing a ccxt client', () =>
        watcher.watch.connections.clientClosed(exchangeId(this), this),
      );
    });
  };
}

/**
 * Overrides the callbacks of one client. ccxt binds them when it dials, which is later than this,
 * and makes a new client for each connection, so nothing outlives the connection.
 */
function followStream(
  exchange: CcxtExchange,
  client: CcxtStreamClient,
  watcher: CcxtWatcher,
  closed: WeakSet<object>,
): void {
  // Some clients are bookkeeping and never dial: their "url" is no ws URL.
  if (typeof client.url !== 'string' || !/^wss?:\/\//.test(client.url)) return;
  const { host } = new URL(client.url);
  const identity = { exchange: exchangeId(exchange), client: exchange, host };
  const stream = new WatchedStream(watcher.watch, identity);
  runAround(client, 'onOpen', () => () => stream.opened());
  const end = (): (() => void) => {
    // ccxt rejects and forgets the futures while it ends, so who waits is asked before.
    const isAwaited = Object.keys(client.futures ?? {}).length > 0;
    return () => stream.ended(isAwaited && !closed.has(client));
  };
  runAround(client, 'onError', end);
  runAround(client, 'onClose', end);
  followPings(client, stream);
  followOrders(client);
  const followCaches = (): void => watcher.accounts.followCaches(exchange);
  override(client, 'onMessageCallback', (original) => {
    return function (this: unknown, ...args: unknown[]): unknown {
      if (!watcher.isEnabled()) return Reflect.apply(original, this, args);
      stream.message(args[1]);
      const { lastPong } = client;
      const result: unknown = Reflect.apply(original, this, args);
      // Where pings are messages, the exchange's handler notes the pong there; some note its time.
      if (client.lastPong !== lastPong) stream.ponged();
      neverThrow('reading ccxt caches', followCaches);
      return result;
    };
  });
}

function followPings(client: CcxtStreamClient, stream: WatchedStream): void {
  runAround(client, 'onPingInterval', () => {
    stream.pinged();
    return () => {};
  });
  runAround(client, 'onPong', () => () => stream.ponged());
}

/** Runs `before` ahead of a callback of the client, and what it returns after the callback. */
function runAround(client: CcxtStreamClient, name: string, before: () => () => void): void {
  override(client, name, (original) => {
    return function (this: unknown, ...args: unknown[]): unknown {
      const after = neverThrow('following a ccxt stream', before);
      const result: unknown = Reflect.apply(original, this, args);
      if (after !== undefined) neverThrow('following a ccxt stream', after);
      return result;
    };
  });
}
