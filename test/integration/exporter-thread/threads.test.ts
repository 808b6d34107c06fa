import { expect } from 'chai';
import { runBot } from '../preload/bot.js';
import { ORDERS, PRELOADED, ThreadedBot } from './threaded-bot.js';

const SOLD = ORDERS.replace('buy', 'sell');
const TILT = 'genesis_tilt_score';

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

  describe('that end', () => {
    let bot: ThreadedBot;

    beforeEach(() => {
      bot = new ThreadedBot('threads-ending.cjs', { env: PRELOADED });
    });

    afterEach(async () => {
      bot.kill('SIGKILL');
      await bot.ended().catch(() => {});
    });

    for (const ending of ['exit', 'fail', 'terminate', 'late']) {
      it(`leave what they counted, and their gauges end: ${ending}`, async () => {
        await bot.does(ending);
        const { series } = await bot.scrapeUntil((scraped) => !scraped.series.has(TILT));
        expect(series.get(ORDERS)).to.equal(1);
        expect(series.get(SOLD)).to.equal(ending === 'late' ? 1 : undefined);
      });
    }

    it('are added up again by a thread of the endpoint that starts anew', async () => {
      await bot.does('exit');
      await bot.scrapeUntil(({ series }) => !series.has(TILT));
      await bot.does('terminate');
      await bot.does('stay');
      await bot.scrapeUntil(({ series }) => series.get(ORDERS) === 3);
      for (const orders of [4, 5]) {
        await bot.does('die');
        const { series } = await bot.scrapeUntil(() => true);
        expect(series.get(ORDERS)).to.equal(orders - 1);
        expect(series.get(TILT)).to.equal(50);
        bot.tell('exit');
        await bot.scrapeUntil((scraped) => scraped.series.get(ORDERS) === orders);
      }
    });

    it('let a rate limit fall with its window, also where nobody asks the thread', async () => {
      await bot.does('stay');
      const limit = 'genesis_rate_limit_usage_ratio{exchange="x",limit_type="client"}';
      await bot.scrapeUntil(({ series }) => series.get(limit) === 0);
    });
  });
});
