import { join } from 'node:path';
import { expect } from 'chai';
import type { BotOptions } from '../preload/bot.js';
import { Bot, PACKAGE_ROOT, TOKEN } from '../preload/bot.js';

const SEEN = join(PACKAGE_ROOT, 'test', 'fixtures', 'bots', 'workers-seen.cjs');

/** Lets a bot reach the threads that it starts, that of the endpoint too. */
export const PRELOADED = { NODE_OPTIONS: `--require ${SEEN}` };

export const ORDERS =
  'genesis_orders_total{exchange="x",symbol="BTC/USDT",side="buy",type="limit"}';

export interface Scraped {
  readonly series: ReadonlyMap<string, number>;
  readonly milliseconds: number;
}

/** A bot that runs until it is told what to do, and the series of its endpoint. */
export class ThreadedBot extends Bot {
  #url: string | undefined;
  #hasEnded = false;

  constructor(file: string, options: BotOptions = {}) {
    super(file, { timeoutMillis: 30_000, ...options });
    void this.ended()
      .catch(() => {})
      .then(() => {
        this.#hasEnded = true;
      });
  }

  /** Tells the bot what to do, and waits until it has. */
  async does(what: string): Promise<void> {
    this.tell(what);
    await this.says(new RegExp(`did ${what}`));
  }

  async scrape(headers: Record<string, string> = {}): Promise<Scraped> {
    this.#url ??= (await this.says(/^endpoint (http\S+)/m))[1] ?? '';
    const start = performance.now();
    const authorization = `Bearer ${TOKEN}`;
    const response = await fetch(this.#url, { headers: { authorization, ...headers } });
    expect(response.status).to.equal(200);
    const lines = (await response.text()).split('\n').filter((line) => !/^(?:#|$)/.test(line));
    const series = new Map(
      lines.map((line) => {
        const at = line.lastIndexOf(' ');
        return [line.slice(0, at), Number(line.slice(at + 1))] as const;
      }),
    );
    return { series, milliseconds: performance.now() - start };
  }

  /** Scrapes until `isDone`, over a port that may be closed for a while; no longer than the bot runs. */
  async scrapeUntil(
    isDone: (scraped: Scraped) => boolean,
    headers: Record<string, string> = {},
  ): Promise<Scraped> {
    let last: unknown;
    while (!this.#hasEnded) {
      const scraped = await this.scrape(headers).catch((fault) => {
        last = fault;
      });
      if (scraped !== undefined && isDone(scraped)) return scraped;
      if (scraped !== undefined) last = [...scraped.series];
      await new Promise((resolve) => setImmediate(resolve));
    }
    throw new Error(`the bot ended before; the last scrape was ${last}; it said ${this.stderr}`);
  }
}
