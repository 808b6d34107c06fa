import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { History } from './history.js';

/** Serves a history, a moment at each scrape. */
export class BotEndpoint {
  /** How many times it was asked. */
  scrapes = 0;
  readonly #server: Server;

  private constructor(history: History) {
    this.#server = createServer((_, answer) => {
      this.scrapes += 1;
      answer.setHeader('content-type', 'text/plain; version=0.0.4').end(history.exposition());
    });
  }

  static async start(history: History): Promise<BotEndpoint> {
    const endpoint = new BotEndpoint(history);
    await once(endpoint.#server.listen(0, '127.0.0.1'), 'listening');
    return endpoint;
  }

  /** `host:port` */
  get address(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
