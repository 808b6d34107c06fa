import { neverThrow } from '../../lib/diagnostics/never-throw.js';
import type { Observer } from '../core/observer.js';
import { socketOwners } from '../core/streams/socket-owners.js';
import { WatchedStream } from '../core/streams/watched-stream.js';
import { frameKeysOf } from '../exchanges/frame-keys.js';
import { exchangeOfHost } from '../exchanges/hosts.js';
import { FollowedSocket } from './followed-socket.js';
import { FrameReader } from './frame-reader.js';
import type { WsSocket } from './internal-types.js';
import { CONNECTING, OPEN } from './internal-types.js';

/** Codes with which ws itself ends a connection that broke the protocol. */
const BROKEN_CODES: ReadonlySet<unknown> = new Set([1002, 1007, 1009]);

/** Everything that the sockets to one exchange have in common. */
interface House {
  readonly exchange: string;
  /** Stands for the bot where a stream has no other client. */
  readonly client: object;
  readonly reader: FrameReader;
}

/** Follows the sockets that a bot dials to exchanges itself. */
export class SocketWatch {
  readonly #observer: Observer;
  readonly #ownHosts: () => ReadonlyMap<string, string>;
  readonly #houses = new Map<string, House>();
  readonly #followed = new WeakMap<object, FollowedSocket>();
  readonly #closedByBot = new WeakSet<object>();

  /** @param ownHosts exchanges by host, as the user names them */
  constructor(observer: Observer, ownHosts: () => ReadonlyMap<string, string>) {
    this.#observer = observer;
    this.#ownHosts = ownHosts;
  }

  followed(socket: WsSocket): FollowedSocket | undefined {
    return this.#followed.get(socket);
  }

  /** An event that leaves a socket what it is. */
  happened(socket: WsSocket, event: unknown, data: unknown): void {
    const followed = this.#followed.get(socket);
    if (followed === undefined) return;
    neverThrow('following a socket', () => {
      if (event === 'message') followed.message(data);
      else if (event === 'pong') followed.ponged();
      else if (event === 'ping') followed.heard();
    });
  }

  /**
   * Runs the listeners of an event after which a socket is another: `open`, `error` or `close`.
   * Afterwards it is clear whether a client's own instrumentation follows the socket.
   */
  turning<T>(socket: WsSocket, event: unknown, listeners: () => T): T {
    const host = neverThrow('following a socket', () => addressOf(socket)?.host);
    if (host === undefined || !this.#observer.isEnabled()) return listeners();
    try {
      return socketOwners.handling(socket, host, listeners);
    } finally {
      neverThrow('following a socket', () => this.#turned(socket, event));
    }
  }

  /** The bot, or ws itself, closes a socket. */
  closing(socket: WsSocket, code: unknown): void {
    const isAnswer = socket._closeFrameReceived === true;
    if (isUsable(socket) && !isAnswer && !BROKEN_CODES.has(code)) this.#closedByBot.add(socket);
  }

  /**
   * The bot cuts a socket off, which is how a dead one is got rid of as well. One that is alive is
   * cut off on purpose.
   */
  terminating(socket: WsSocket): void {
    if (isUsable(socket) && this.followed(socket)?.isAlive === true) this.#closedByBot.add(socket);
  }

  #turned(socket: WsSocket, event: unknown): void {
    if (event === 'open') this.#opened(socket);
    else if (event === 'close') this.#closed(socket);
  }

  #opened(socket: WsSocket): void {
    const stream = this.#streamOf(socket);
    if (stream === undefined) return;
    stream.opened();
    const house = this.#houseOf(socket);
    if (house !== undefined) this.#followed.set(socket, new FollowedSocket(stream, house.reader));
  }

  #closed(socket: WsSocket): void {
    const isMissed = !this.#closedByBot.has(socket);
    const followed = this.#followed.get(socket);
    this.#followed.delete(socket);
    if (followed !== undefined) followed.ended(isMissed);
    // It never was open.
    else if (isMissed) this.#streamOf(socket)?.ended(true);
  }

  /** A stream for a socket that nobody else follows, where it leads to an exchange. */
  #streamOf(socket: WsSocket): WatchedStream | undefined {
    if (socketOwners.isOwned(socket)) return undefined;
    const house = this.#houseOf(socket);
    const host = addressOf(socket)?.host;
    if (house === undefined || host === undefined) return undefined;
    const { exchange, client } = house;
    return new WatchedStream(this.#observer.watch, { exchange, client, host });
  }

  #houseOf(socket: WsSocket): House | undefined {
    const address = addressOf(socket);
    if (address === undefined) return undefined;
    const own = this.#ownHosts();
    const exchange = own.get(address.host) ?? exchangeOfHost(address.hostname, own);
    if (exchange === undefined) return undefined;
    let house = this.#houses.get(exchange);
    if (house === undefined) {
      house = { exchange, client: {}, reader: new FrameReader(frameKeysOf(exchange)) };
      this.#houses.set(exchange, house);
    }
    return house;
  }
}

/** Where a socket leads; undefined for one that was accepted by a server of the bot's own. */
function addressOf({ url }: WsSocket): URL | undefined {
  return typeof url === 'string' && /^(?:ws|http)s?:/.test(url) ? new URL(url) : undefined;
}

function isUsable({ readyState }: WsSocket): boolean {
  return readyState === CONNECTING || readyState === OPEN;
}
