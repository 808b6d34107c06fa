import { expect } from 'chai';
import { seriesOf } from '../../support/otlp/prometheus-series.js';
import { seriesOfScrape } from './compare.js';
import { Desk } from './desk.js';

const ORDERS = 'genesis_orders_total';

describe('a bot with worker threads', () => {
  let desk: Desk;

  before(async () => {
    desk = await Desk.open();
  });

  after(() => desk.close());

  /** The counts of orders, by symbol, on both paths. */
  async function orders(): Promise<readonly Record<string, number>[]> {
    const { before, pushed } = await desk.bothPaths();
    return [before, pushed].map((path) =>
      Object.fromEntries(
        path
          .filter(({ name }) => name === ORDERS)
          .map(({ labels, value }) => [labels['symbol'], value]),
      ),
    );
  }

  it('tells what its threads count with its own on both paths, also when they have ended', async () => {
    await desk.bot.does('order');
    await desk.bot.does('start worker');
    await desk.bot.does('start worker');
    const running = { 'BTC/USDT': 3, 'XRP/USDT': 2 };
    expect(await orders()).to.deep.equal([running, running]);
    await desk.bot.does('end worker');
    await desk.bot.does('start worker');
    const more = { 'BTC/USDT': 4, 'XRP/USDT': 3 };
    expect(await orders()).to.deep.equal([more, more]);
    const scraped = seriesOfScrape(await desk.bot.scrape());
    const durations = 'genesis_order_execution_time_seconds_count';
    expect(scraped.find(({ name }) => name === durations)?.value).to.equal(3);
    const pushed = seriesOf(await desk.push());
    expect(pushed.find(({ name }) => name === durations)?.value).to.equal(3);
  });
});
