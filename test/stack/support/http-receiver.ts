import { once } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** One request that a receiver was sent. */
export interface Received<T> {
  /** When its last byte was there, in milliseconds since the epoch. */
  readonly at: number;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: T;
}

/** What a receiver answers. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Stands for the API of a service that takes messages as JSON, and keeps what it is sent. */
export class HttpReceiver<T> {
  readonly received: Received<T>[] = [];
  readonly #answer: Answer;
  #server: Server | undefined;
  #port = 0;

  private constructor(answer: Answer) {
    this.#answer = answer;
  }

  static async start<T>(answer: Answer = { status: 200, body: 'ok' }): Promise<HttpReceiver<T>> {
    const receiver = new HttpReceiver<T>(answer);
    await receiver.listen();
    return receiver;
  }

  /** `http://127.0.0.1:port` */
  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Listens, after {@link stop} on the same port as before. */
  async listen(): Promise<void> {
    const server = createServer((request, response) => void this.#take(request, response));
    server.listen(this.#port, '127.0.0.1');
    await once(server, 'listening');
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined) return;
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = JSON.parse(await text(request)) as T;
    const { url: path = '', headers } = request;
    this.received.push({ at: Date.now(), path, headers, body });
    response.writeHead(this.#answer.status).end(this.#answer.body);
  }
}
