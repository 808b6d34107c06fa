import { Agent, get, type IncomingMessage } from 'node:http';
import { TOKEN } from './subjects.js';

/** Scrapes over one connection that is kept open. */
export class Scraper {
  readonly #port: number;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(port: number) {
    this.#port = port;
  }

  /** Scrapes once, and gives the bytes of the body on the wire. */
  scrape(): Promise<number> {
    const headers = { authorization: `Bearer ${TOKEN}`, 'accept-encoding': 'identity' };
    return new Promise((resolve, reject) => {
      get({ port: this.#port, path: '/metrics', agent: this.#agent, headers }, (response) => {
        if (response.statusCode === 200) read(response).then(resolve, reject);
        else reject(new Error(`a scrape was answered with ${response.statusCode}`));
      }).on('error', reject);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

async function read(response: IncomingMessage): Promise<number> {
  let bytes = 0;
  for await (const chunk of response) bytes += (chunk as Buffer).length;
  return bytes;
}
