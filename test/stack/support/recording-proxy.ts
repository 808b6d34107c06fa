import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a server asked for on its way through, and what it was given. */
export interface Recorded {
  readonly asked: IncomingHttpHeaders;
  readonly status: number;
  readonly given: IncomingHttpHeaders;
}

/** Stands between a server and a bot, and writes down the headers. */
export class RecordingProxy {
  readonly records: Recorded[] = [];
  readonly #server: Server;

  private constructor(target: string) {
    this.#server = createServer((asked, answer) => this.#pass(target, asked, answer));
  }

  /** @param target `host:port` of the bot */
  static async start(target: string): Promise<RecordingProxy> {
    const proxy = new RecordingProxy(target);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  /** `host:port` of the proxy. */
  get target(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #pass(target: string, asked: IncomingMessage, answer: ServerResponse): void {
    const { method, headers } = asked;
    request(`http://${target}${asked.url}`, { method, headers }, (given) => {
      const status = given.statusCode ?? 0;
      this.records.push({ asked: headers, status, given: given.headers });
      answer.writeHead(status, given.headers);
      given.pipe(answer);
    })
      .on('error', () => answer.destroy())
      .end();
  }
}
