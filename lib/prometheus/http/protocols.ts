import type { Socket } from 'node:net';
import { Handshakes } from '../tls/handshakes.js';
import type { ReloadedTls } from '../tls/reloaded-tls.js';
import type { Answers } from './answers.js';
import type { Connections } from './connections.js';
import type { Handler } from './handler.js';
import { Http1 } from './http1.js';
import { Http2 } from './http2.js';
import type { ServerLimits } from './server-limits.js';

/** What is spoken on a connection. */
export interface ProtocolSettings {
  readonly tls: ReloadedTls | undefined;
  readonly http2: boolean;
  readonly limits: ServerLimits;
}

/** Has each connection speak what it may: TLS or not, and over TLS HTTP/2 where the client can. */
export class Protocols {
  readonly #http1: Http1;
  readonly #http2: Http2;
  readonly #handshakes: Handshakes | undefined;

  constructor(
    { tls, http2, limits }: ProtocolSettings,
    answers: Answers,
    connections: Connections,
  ) {
    const take: Handler = (request, response) => answers.take(request, response);
    this.#http1 = new Http1(take, limits);
    this.#http2 = new Http2(take, limits, (peer) => connections.drop(peer));
    if (tls === undefined) return;
    this.#handshakes = new Handshakes(tls, {
      protocols: http2 ? ['h2', 'http/1.1'] : ['http/1.1'],
      limitMs: limits.handshakeMs,
      whenSecure: (socket) =>
        socket.alpnProtocol === 'h2' ? this.#http2.serve(socket) : this.#http1.serve(socket),
    });
  }

  serve(socket: Socket): void {
    if (this.#handshakes === undefined) this.#http1.serve(socket);
    else this.#handshakes.accept(socket);
  }

  /** Ends the connections without a request. */
  close(): void {
    this.#http1.close();
    this.#http2.close();
  }
}
