import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

export const ORDER_ID = 77_001_077;

/** What the bots trade with: it answers each call with an order, and has a stream of nothing. */
export class Exchange {
  /** The headers of what it was asked. */
  readonly calls: IncomingHttpHeaders[] = [];
  readonly #server = createServer(({ headers }, response) => {
    this.calls.push(headers);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ symbol: 'ETHUSDT', orderId: ORDER_ID, status: 'NEW' }));
  });
  readonly #streams = new WebSocketServer({ server: this.#server });

  static async start(): Promise<Exchange> {
    const exchange = new Exchange();
    exchange.#server.listen(0, '127.0.0.1');
    await once(exchange.#server, 'listening');
    return exchange;
  }

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    for (const client of this.#streams.clients) client.terminate();
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
