import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Passes each push on to several receivers, byte for byte, so that they are told the very same. */
export class FanOut {
  /** Where to push to. */
  readonly url: string;
  readonly #server: Server;
  #targets: readonly string[] = [];

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/metrics`;
    server.on('request', (asked, answer) => void this.#pass(asked, answer));
  }

  /** Until it is told to whom, it takes pushes and passes them on to nobody. */
  static async start(): Promise<FanOut> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new FanOut(server);
  }

  passOn(targets: readonly string[]): void {
    this.#targets = targets;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #pass(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const { 'content-type': type = '', 'content-encoding': encoding } = asked.headers;
    const headers = {
      'content-type': type,
      ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
    };
    try {
      const body = Buffer.concat(await asked.toArray());
      const answers = await Promise.all(
        this.#targets.map((url) => fetch(url, { method: 'POST', headers, body })),
      );
      const refused = answers.find(({ ok }) => !ok);
      answer.writeHead(refused?.status ?? 200, { 'content-type': type }).end();
    } catch {
      answer.writeHead(502).end();
    }
  }
}
