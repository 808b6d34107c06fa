import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** An OTLP collector in this process. */
export class Collector {
  readonly requests: { path: string; headers: IncomingMessage['headers']; body: string }[] = [];
  readonly #server: Server;

  /** @param answer the status of each answer; `never` leaves the caller waiting */
  constructor(answer: number | 'never' = 200) {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const isZipped = request.headers['content-encoding'] === 'gzip';
        const body = (isZipped ? gunzipSync(bytes) : bytes).toString('utf8');
        this.requests.push({ path: request.url ?? '', headers: request.headers, body });
        if (answer !== 'never') response.writeHead(answer).end();
      });
    });
  }

  async start(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }
}

/** The address of a collector that is not there. */
export async function deadAddress(): Promise<string> {
  const collector = new Collector();
  const address = await collector.start();
  await collector.stop();
  return address;
}
