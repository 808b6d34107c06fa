import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Handler } from './handler.js';
import type { ServerLimits } from './server-limits.js';

/** HTTP/1.1 on connections that somebody else accepts. */
export class Http1 {
  readonly #server: Server;

  constructor(handler: Handler, limits: ServerLimits) {
    this.#server = createServer({
      headersTimeout: limits.requestMs,
      requestTimeout: limits.requestMs,
      connectionsCheckingInterval: limits.checkMs,
      keepAliveTimeout: limits.idleMs,
      maxHeaderSize: limits.headerBytes,
      insecureHTTPParser: false,
      requireHostHeader: true,
    });
    this.#server.maxHeadersCount = limits.headerCount;
    this.#server.on('request', (request, response) => {
      // The parser also knows HTTP/0.9, and takes a request that calls itself HTTP/2.
      if (request.httpVersionMajor !== 1) {
        return void response.writeHead(400, { connection: 'close' }).end();
      }
      // A body is never read, so nothing can follow it.
      if (announcesBody(request.headers)) response.setHeader('connection', 'close');
      handler(request, response);
    });
    // Who asks whether to send a body is answered as if it had been sent.
    this.#server.on('checkContinue', (request, response) => {
      this.#server.emit('request', request, response);
    });
    // Only a server that listens looks at the time of its requests, and this one never does.
    this.#server.emit('listening');
  }

  serve(socket: Socket): void {
    this.#server.emit('connection', socket);
  }

  /** Ends the connections without a request. */
  close(): void {
    this.#server.close();
  }
}

function announcesBody(headers: NodeJS.Dict<string | string[]>): boolean {
  const length = headers['content-length'];
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}
