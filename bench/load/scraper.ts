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
  scrape(encoding: 'identity' | 'gzip' = 'identity'): Promise<number> {
    const headers = { authorization: `Bearer ${TOKEN}`, 'accept-encoding': encoding };
    return new Promise((resolve, reject) => {
      get({ port: this.#port, path: '/metrics', agent: this.#agent, headers }, (response) => {
        if (response.statusCode === 200) read(response).then(resolve, reject);
        else reject(new Error(`a scrape was answered with ${response.statusCode}`));
      }).on('error', reject);
    });
  }

  /** Scrapes over and over for the given time, and gives how often a second. */
  async scrapeFor(ms: number, encoding?: 'identity' | 'gzip'): Promise<number> {
    const start = performance.now();
    let scrapes = 0;
    while (performance.now() - start < ms) {
      await this.scrape(encoding);
      scrapes += 1;
    }
    return (scrapes * 1_000) / (performance.now() - start);
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
