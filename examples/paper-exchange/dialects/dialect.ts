import type { IncomingHttpHeaders } from 'node:http';
import type { WebSocket } from 'ws';
import type { Core } from '../core.js';
import type { ConnectionEntry } from '../journal.js';

/** A REST request as it came. */
export interface RestRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface RestAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  /** The connection is to break off half way through the answer. */
  readonly cut: boolean;
}

/**
 * Another exchange on the same matching, accounts, faults and journal: its paths, its words, its
 * error codes and its streams. What clients of it send is translated to the venues of the core, and
 * what the core tells is translated back.
 */
export interface Dialect {
  readonly name: string;
  /** Whether a REST path is one of this exchange. */
  servesRest(path: string): boolean;
  /** Answers a request; resolves to nothing where a fault says that nobody is to hear back. */
  rest(core: Core, request: RestRequest): Promise<RestAnswer | undefined>;
  /** Whether the path of a WebSocket is one of this exchange. */
  servesSocket(path: string): boolean;
  /**
   * Takes a socket that was opened at such a path. Pongs to protocol pings are sent by the server,
   * and dropping sockets and the journal's connection entries are seen to as well.
   */
  socket(core: Core, socket: DialectSocket, url: URL): void;
  /** What the journal calls a socket of this path, where the path does not say it itself. */
  channelOf?(path: string): ConnectionEntry['channel'];
}

/** One WebSocket as a dialect sees it. */
export interface DialectSocket {
  /** The headers of the request that opened it. */
  readonly headers: IncomingHttpHeaders;
  /** Sends JSON, or text and bytes as they are; nothing while the exchange plays dead. */
  send(message: object | string | Uint8Array): void;
  /** Text frames of the client; none while the exchange plays dead. */
  onText(listener: (text: string) => void): void;
  /** Frames of the client as bytes; none while the exchange plays dead. */
  onBytes(listener: (bytes: Uint8Array) => void): void;
  onClose(listener: () => void): void;
  readonly ws: WebSocket;
}
