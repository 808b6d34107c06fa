import type { WebSocket } from 'ws';
import type { Account } from './accounts.js';
import type { Core } from './core.js';
import type { ConnectionEntry } from './journal.js';
import type { Venue } from './markets.js';

export type Channel = ConnectionEntry['channel'];

/** What a client asked for by the URL it connected to. */
export interface Endpoint {
  readonly venue: Venue;
  readonly channel: Channel;
  /** Streams named in the path or query, which start without a SUBSCRIBE frame. */
  readonly streams: readonly string[];
  /** `/stream?streams=` wraps each message in `{stream, data}`. */
  readonly combined: boolean;
  readonly listenKey: string | undefined;
  /** The user stream of a Portfolio Margin account, which tells of both venues. */
  readonly portfolio: boolean;
}

let lastId = 0;

/** One WebSocket as the exchange sees it. */
export class Connection {
  readonly id = ++lastId;
  readonly endpoint: Endpoint;
  readonly streams: Set<string>;
  /** User data subscriptions, by number; several keys may share a socket of the WebSocket API. */
  readonly userData = new Map<number, Account>();
  /** Whose session the WebSocket API is in. */
  session: Account | undefined;
  readonly #socket: WebSocket;
  readonly #core: Core;
  #dropped = false;

  constructor(core: Core, socket: WebSocket, endpoint: Endpoint) {
    this.#core = core;
    this.#socket = socket;
    this.endpoint = endpoint;
    this.streams = new Set(endpoint.streams);
    this.#log('open');
    socket.on('close', (code) => this.#log('close', code));
    // A broken socket also closes; the journal has that, and an unheard error would end the process.
    socket.on('error', () => undefined);
    socket.on('ping', (data: Buffer) => {
      if (!this.silent && this.#socket.readyState === this.#socket.OPEN) {
        socket.pong(data);
      }
    });
  }

  get silent(): boolean {
    return this.#core.faults.get('silent-ws') !== undefined;
  }

  send(message: unknown): void {
    if (!this.silent && this.#socket.readyState === this.#socket.OPEN) {
      this.#socket.send(JSON.stringify(message));
    }
  }

  subscribe(stream: string): void {
    this.streams.add(stream);
    const { venue } = this.endpoint;
    this.#core.journal.add({ kind: 'subscription', connection: this.id, venue, stream });
  }

  /** Sends a public message under the name of its stream. */
  publish(stream: string, data: object): void {
    this.send(this.endpoint.combined ? { stream, data } : data);
  }

  ping(): void {
    if (!this.silent && this.#socket.readyState === this.#socket.OPEN) {
      this.#socket.ping();
    }
  }

  /** Cuts the connection without a closing handshake: the other side sees 1006. */
  drop(): void {
    this.#dropped = true;
    this.#socket.terminate();
  }

  #log(event: 'open' | 'close', code?: number): void {
    const by = event === 'open' ? undefined : this.#dropped ? 'exchange' : 'client';
    const { venue, channel } = this.endpoint;
    this.#core.journal.add({
      kind: 'connection',
      event,
      connection: this.id,
      venue,
      channel,
      code,
      by,
    });
  }
}
