import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { linesOf } from '../preload/bot.js';
import type { Scraped } from './threaded-bot.js';
import { ORDERS, PRELOADED, ThreadedBot } from './threaded-bot.js';

describe('the thread of the metrics endpoint', () => {
  let bot: ThreadedBot;

  afterEach(async () => {
    bot.kill('SIGKILL');
    await bot.ended().catch(() => {});
  });

  it('serves what is in memory while the bot hangs, and how long it has', async () => {
    bot = new ThreadedBot('threaded.cjs', { args: ['hang'] });
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
    // What the bot did is in memory at once; its loop shows a sign of life a little later.
    const after = await bot.scrapeUntil(
      ({ series }) => (series.get('genesis_event_loop_lag_seconds') ?? 1) < 1,
    );
    expect(after.series.get(ORDERS)).to.equal(2);
  });

  it('leaves out a callback of the bot that hangs, and serves its other instruments', async () => {
    bot = new ThreadedBot('threaded.cjs', { args: ['callback'] });
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
    bot = new ThreadedBot('threaded.cjs', { args: ['attribute'] });
    await bot.scrape();
    bot.tell('go');
    await bot.says(/did it/);
    const { series } = await bot.scrape();
    expect([...series].filter(([name]) => name.startsWith('bot_ticks'))).to.deep.equal([
      ['bot_ticks_total{plain="x"}', 3],
    ]);
  });

  it('shows an instrument whose description no thread can be sent', async () => {
    bot = new ThreadedBot('threaded.cjs', { args: ['description'] });
    await bot.scrape();
    bot.tell('go');
    await bot.says(/did it/);
    expect((await bot.scrape()).series.get('bot_ticks_total')).to.equal(3);
  });

  it('is served on with clocks and timers that the bot has put in their place', async () => {
    bot = new ThreadedBot('threaded.cjs', { args: ['clocks'] });
    await bot.scrape();
    bot.tell('go');
    await bot.says(/did it/);
    for (const count of [1, 2, 3]) {
      const { series } = await bot.scrape();
      expect(series.get(ORDERS), `scrape ${count}`).to.equal(2);
      expect(series.get('genesis_event_loop_lag_seconds')).to.be.below(1);
    }
  });

  it('harms no bot with what it says, whatever that is', async () => {
    bot = new ThreadedBot('threaded.cjs', { args: ['garbage'], env: PRELOADED });
    await bot.scrape();
    bot.tell('go');
    await bot.says(/did it/);
    expect((await bot.scrape()).series.get(ORDERS)).to.equal(2);
    expect(bot.stderr).to.contain('hearing the thread of the endpoint');
  });

  it('alone gives way to the bot: none of the threads that do its work for all of the process', async function () {
    if (process.platform !== 'linux') this.skip();
    bot = new ThreadedBot('threaded.cjs', { env: PRELOADED });
    // Packing is done by the threads that all threads of a process share.
    await bot.scrape({ 'accept-encoding': 'gzip' });
    const folder = `/proc/${bot.pid}/task`;
    const niceness = readdirSync(folder).map((task) => {
      const [, fields = ''] = readFileSync(`${folder}/${task}/stat`, 'utf8').split(') ');
      return Number(fields.split(' ')[16]);
    });
    const own = niceness.filter((value) => value !== Math.min(...niceness));
    expect(own, String(niceness)).to.have.length(1);
  });

  it('is not preloaded into, whatever NODE_OPTIONS say', async () => {
    bot = new ThreadedBot('threaded.cjs', { env: PRELOADED });
    const { series } = await bot.scrape();
    expect(series.get(ORDERS)).to.equal(1);
    expect(bot.stderr).to.equal('');
  });

  it('is the bot’s own where no other can be started, and that is said', async () => {
    bot = new ThreadedBot('threaded.cjs', { env: { ...PRELOADED, BOT_THREADS: 'none' } });
    const { series } = await bot.scrape();
    expect(series.get(ORDERS)).to.equal(1);
    expect(linesOf({ stderr: bot.stderr })).to.have.length(1);
    expect(bot.stderr).to.contain('ERR_ACCESS_DENIED');
  });
});

function lagAbove(seconds: number): (scraped: Scraped) => boolean {
  return ({ series }) => (series.get('genesis_event_loop_lag_seconds') ?? 0) > seconds;
}
