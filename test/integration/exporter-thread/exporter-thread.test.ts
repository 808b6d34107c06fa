import { join } from 'node:path';
import { expect } from 'chai';
import type { BotOptions } from '../preload/bot.js';
import { Bot, linesOf, PACKAGE_ROOT, runBot, TOKEN } from '../preload/bot.js';

const ORDERS = 'genesis_orders_total{exchange="x",symbol="BTC/USDT",side="buy",type="limit"}';
const ANSWERED = 'genesis_scrape_requests_total{code="200"}';
const SEEN = join(PACKAGE_ROOT, 'test', 'fixtures', 'bots', 'workers-seen.cjs');
const PRELOADED = { NODE_OPTIONS: `--require ${SEEN}` };

interface Scraped {
  readonly series: ReadonlyMap<string, number>;
  readonly milliseconds: number;
}

/** A bot that runs until it is told what to do, and the series of its endpoint. */
class ThreadedBot extends Bot {
  #url: string | undefined;

  constructor(doing: string, options: BotOptions = {}) {
    super('threaded.cjs', { ...options, args: [doing], timeoutMillis: 30_000 });
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

  /** Scrapes until `isDone`, over a port that may be closed for a while. */
  async scrapeUntil(isDone: (scraped: Scraped) => boolean): Promise<Scraped> {
    for (;;) {
      const scraped = await this.scrape().catch(() => undefined);
      if (scraped !== undefined && isDone(scraped)) return scraped;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

describe('the thread of the metrics endpoint', () => {
  let bot: ThreadedBot;

  afterEach(async () => {
    bot.kill('SIGKILL');
    await bot.ended().catch(() => {});
  });

  it('serves what is in memory while the bot hangs, and how long it has', async () => {
    bot = new ThreadedBot('hang');
    const before = await bot.scrape();
    expect(before.series.get(ORDERS)).to.equal(1);
    expect(before.series.get('genesis_event_loop_lag_seconds')).to.be.below(1);
    bot.tell('go');
    const first = await bot.scrapeUntil(lagAbove(1));
    const second = await bot.scrapeUntil(lagAbove(2));
    expect(second.series.get(ORDERS)).to.equal(1);
    expect(second.series.get('genesis_up')).to.be.above(first.series.get('genesis_up') ?? 0);
    expect(second.series.get('genesis_memory_usage_bytes')).to.be.above(1e6);
    await bot.says(/done hanging/);
    await bot.says(/did it/);
    const after = await bot.scrapeUntil(({ series }) => series.get(ORDERS) === 2);
    expect(after.series.get('genesis_event_loop_lag_seconds')).to.be.below(1);
  });

  it('leaves out a callback of the bot that hangs, and serves its other instruments', async () => {
    bot = new ThreadedBot('callback');
    await bot.scrape();
    bot.tell('go');
    await bot.says(/did it/);
    const { series } = await bot.scrape({ 'x-prometheus-scrape-timeout-seconds': '1' });
    expect(series.get(ORDERS)).to.equal(2);
    expect(series.get('bot_ticks_total')).to.equal(3);
    const next = await bot.scrape({ 'x-prometheus-scrape-timeout-seconds': '1' });
    expect(next.series.get('genesis_scrape_errors_total{cause="callback"}')).to.be.above(0);
  });

  it('shows an instrument whose attribute no thread can be sent', async () => {
    bot = new ThreadedBot('attribute');
    await bot.scrape();
    bot.tell('go');
    await bot.says(/did it/);
    const { series } = await bot.scrape();
    expect([...series].filter(([name]) => name.startsWith('bot_ticks'))).to.deep.equal([
      ['bot_ticks_total{plain="x"}', 3],
    ]);
  });

  for (const doing of ['die', 'crash']) {
    it(`starts again on its port when it is made to ${doing}, and nothing is lost`, async () => {
      bot = new ThreadedBot(doing, { env: PRELOADED });
      // A scrape is counted when it has ended, so that the next one shows it.
      const before = await bot.scrapeUntil(answeredAbove(0));
      const answered = before.series.get(ANSWERED) ?? 0;
      bot.tell('go');
      await bot.says(/did it/);
      await bot.says(/thread of the metrics endpoint is gone/);
      const again = await bot.scrapeUntil((scraped) => scraped.series.get(ORDERS) === 2);
      expect(again.series.get(ANSWERED)).to.be.at.least(answered);
    });
  }

  it('is not preloaded into, whatever NODE_OPTIONS say', async () => {
    bot = new ThreadedBot('', { env: PRELOADED });
    const { series } = await bot.scrape();
    expect(series.get(ORDERS)).to.equal(1);
    expect(bot.stderr).to.equal('');
  });

  it('is the bot’s own where no other can be started, and that is said', async () => {
    bot = new ThreadedBot('', { env: { ...PRELOADED, BOT_THREADS: 'none' } });
    const { series } = await bot.scrape();
    expect(series.get(ORDERS)).to.equal(1);
    expect(linesOf({ stderr: bot.stderr })).to.have.length(1);
    expect(bot.stderr).to.contain('ERR_ACCESS_DENIED');
  });
});

describe('threads of a bot', () => {
  it('start a recorder when they first require an exchange client, and not before', async () => {
    const ending = await runBot('client-in-worker.cjs', { timeoutMillis: 30_000 });
    expect(ending.stdout).to.equal('before false\nafter true, ccxt function\n');
    expect(ending.code).to.equal(0);
  });

  it('record into one memory: their sums are served, also when they have ended', async () => {
    const ending = await runBot('threads.cjs', { timeoutMillis: 30_000 });
    const { during, after } = JSON.parse(ending.stdout) as Record<string, string[]>;
    const market = (name: string): string => ORDERS.replace('BTC/USDT', name);
    expect(during).to.include(`${ORDERS} 6`);
    expect(during).to.include(`${market('T0/USDT')} 1`);
    expect(after).to.include(`${ORDERS} 8`);
    for (const line of during ?? []) {
      // Markets of one thread stay as they were.
      if (line.includes('T')) expect(after?.join('\n')).to.contain(line.split(' ')[0]);
    }
    expect(after?.filter((line) => /symbol="T\d+/.test(line))).to.have.length(4);
  });
});

function answeredAbove(count: number): (scraped: Scraped) => boolean {
  return ({ series }) => (series.get(ANSWERED) ?? 0) > count;
}

function lagAbove(seconds: number): (scraped: Scraped) => boolean {
  return ({ series }) => (series.get('genesis_event_loop_lag_seconds') ?? 0) > seconds;
}
