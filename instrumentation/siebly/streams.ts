import { neverThrow } from '../../lib/diagnostics/never-throw.js';
import type { AnyFunction, MethodPatches } from '../core/method-patches.js';
import type { Settlement } from '../core/observe-result.js';
import { WatchedStream } from '../core/streams/watched-stream.js';
import type { LastWord, SocketClass } from './client-table.js';
import type { SieblyFamily } from './family.js';
import type { Emittable, SieblySocket, SocketStore } from './internal-types.js';
import { CLOSING, INITIAL } from './internal-types.js';
import { patchMessages } from './messages.js';
import { wrapInherited } from './prototypes.js';

/** `ws` has this ready state when nothing comes from a socket any more, not even its `close`. */
const CLOSED = 3;

/** The connections of one package's clients. */
export class SocketWatch {
  readonly #family: SieblyFamily;
  readonly #streams = new WeakMap<object, WatchedStream>();
  /** The connection whose message is being handled. */
  #current: WatchedStream | undefined;

  constructor(family: SieblyFamily) {
    this.#family = family;
  }

  /** A client dials; the listen keys in URL and key of the connection go nowhere. */
  dialled(client: SieblySocket, url: unknown, wsKey: unknown, ws: unknown): void {
    const exchange = this.#family.socketExchange(client, wsKey);
    if (exchange === undefined || typeof ws !== 'object' || ws === null) return;
    const { host } = new URL(String(url));
    this.#streams.set(ws, new WatchedStream(this.#family.watch, { exchange, client, host }));
  }

  opened(client: SieblySocket, event: unknown, wsKey: unknown): void {
    this.#ofEvent(client, event, wsKey)?.opened();
  }

  /** A connection ended: the client dials again unless the bot closed it. */
  ended(client: SieblySocket, event: unknown, wsKey: unknown): void {
    const isMissed = client.wsStore.getConnectionState(wsKey) !== CLOSING;
    this.#ofEvent(client, event, wsKey)?.ended(isMissed);
    this.#family.acknowledged.lost(client, wsKey);
  }

  /** The bot has closed a connection; perhaps it was the client's last to this exchange. */
  closed(client: SieblySocket, wsKey: unknown): void {
    const exchange = this.#family.socketExchange(client, wsKey);
    if (exchange === undefined) return;
    const { wsStore } = client;
    const isInUse = (key: string): boolean =>
      isWanted(wsStore, key) && this.#family.socketExchange(client, key) === exchange;
    if (wsStore.getKeys().some(isInUse)) return;
    this.#family.watch.connections.clientClosed(exchange, client);
  }

  /** A client pings, unless it still waits for the pong to an earlier ping. */
  pinging(client: SieblySocket, wsKey: unknown): void {
    if (client.wsStore.get(wsKey)?.activePongTimer) return;
    this.#ofKey(client, wsKey)?.pinged();
  }

  ponged(client: SieblySocket, wsKey: unknown): void {
    this.#ofKey(client, wsKey)?.ponged();
  }

  /** A message turned out to be a pong. */
  currentPonged(): void {
    this.#current?.ponged();
  }

  /** A message is handled from now on: whatever is asked meanwhile is about its connection. */
  enter(ws: unknown): WatchedStream | undefined {
    const before = this.#current;
    this.#current = typeof ws === 'object' && ws !== null ? this.#streams.get(ws) : undefined;
    return before;
  }

  /** A message has been handled. @param before what `enter` gave */
  leave(before: WatchedStream | undefined): void {
    this.#current = before;
  }

  /** What a client made of a message, right before it emits that. */
  emitting(client: SieblySocket, wsKey: unknown, emittables: readonly Emittable[]): void {
    const socketClass = this.#family.socketClassOf(client);
    if (socketClass === undefined) return;
    for (const emittable of emittables) {
      if (emittable.eventType === socketClass.dataEvent) {
        this.#data(client, wsKey, emittable.event, socketClass);
      } else this.#answer(client, wsKey, emittable, socketClass);
    }
  }

  #data(client: SieblySocket, wsKey: unknown, event: unknown, socketClass: SocketClass): void {
    const { exchangeOf, envelope, read } = socketClass;
    // What comes in one message has one age.
    const first: unknown = Array.isArray(event) ? event[0] : event;
    this.#current?.message(envelope === undefined ? first : envelope(first));
    if (read === undefined) return;
    const exchange = exchangeOf(client, wsKey);
    if (!Array.isArray(event)) read(this.#family.told(client, exchange, event));
    else for (const part of event) read(this.#family.told(client, exchange, part));
  }

  #answer(
    client: SieblySocket,
    wsKey: unknown,
    { event, isWSAPIResponse }: Emittable,
    { exchangeOf, readAnswer, isAnswer, lastWord }: SocketClass,
  ): void {
    if (isWSAPIResponse !== true && isAnswer?.(event) !== true) return;
    readAnswer?.(this.#family.told(client, exchangeOf(client, wsKey), event));
    const last = lastWord?.(event);
    if (last === undefined) return;
    const id = `${String(wsKey)}/${last.id}`;
    this.#family.acknowledged.ended(client, id, settled(last, event));
  }

  #ofEvent(client: SieblySocket, event: unknown, wsKey: unknown): WatchedStream | undefined {
    const { target } = (event ?? {}) as { target?: unknown };
    const isSocket = typeof target === 'object' && target !== null && this.#streams.has(target);
    return isSocket ? this.#streams.get(target) : this.#ofKey(client, wsKey);
  }

  #ofKey(client: SieblySocket, wsKey: unknown): WatchedStream | undefined {
    const ws = client.wsStore.getWs(wsKey);
    return ws === undefined ? undefined : this.#streams.get(ws);
  }
}

function settled({ failed }: LastWord, event: unknown): Settlement {
  return failed ? { failed, error: event } : { failed, value: event };
}

/** Whether a connection is up, is being dialled or is to be, or has an end still to come. */
function isWanted(wsStore: SocketStore, key: string): boolean {
  const state = wsStore.getConnectionState(key);
  if (state === INITIAL) return wsStore.get(key)?.activeReconnectTimer !== undefined;
  if (state !== CLOSING) return true;
  const ws = wsStore.getWs(key) as { readonly readyState?: unknown } | undefined;
  return ws !== undefined && ws.readyState !== CLOSED;
}

/**
 * Wraps what a WebSocket class does with its connections. The names are the same in all packages.
 * @param sockets one for all classes of a module: they share a base class, and so their connections
 */
export function patchStreams(
  prototype: object,
  patches: MethodPatches,
  family: SieblyFamily,
  sockets: SocketWatch,
): void {
  for (const [name, { before, after }] of Object.entries(tellersOf(sockets))) {
    wrapInherited(patches, prototype, name, (original) => telling(original, before, after, family));
  }
  patchMessages(prototype, patches, sockets);
}

/** Is told of a call of a method: its arguments, and after the call what it gave. */
type Teller = (client: SieblySocket, args: readonly unknown[], result: unknown) => void;

interface Tellers {
  readonly before?: Teller;
  readonly after?: Teller;
}

/** What the methods of a WebSocket class mean. */
function tellersOf(sockets: SocketWatch): Readonly<Record<string, Tellers>> {
  return {
    connectToWsUrl: {
      after: (client, [url, wsKey], ws) => sockets.dialled(client, url, wsKey, ws),
    },
    onWsOpen: { before: (client, [event, wsKey]) => sockets.opened(client, event, wsKey) },
    onWsClose: {
      before: (client, [event, wsKey]) => sockets.ended(client, event, wsKey),
      after: (client, [, wsKey]) => sockets.closed(client, wsKey),
    },
    // While a new dial is pending, nothing but this tells that the bot does not want it any more.
    close: { after: (client, [wsKey]) => sockets.closed(client, wsKey) },
    ping: { before: (client, [wsKey]) => sockets.pinging(client, wsKey) },
    onWsPong: { before: (client, [, wsKey]) => sockets.ponged(client, wsKey) },
  };
}

function telling(
  original: AnyFunction,
  before: Teller | undefined,
  after: Teller | undefined,
  family: SieblyFamily,
): AnyFunction {
  return function (this: SieblySocket, ...args: unknown[]): unknown {
    if (!family.isEnabled()) return Reflect.apply(original, this, args);
    if (before !== undefined) neverThrow('following a stream', () => before(this, args, undefined));
    const result: unknown = Reflect.apply(original, this, args);
    if (after !== undefined) neverThrow('following a stream', () => after(this, args, result));
    return result;
  };
}
