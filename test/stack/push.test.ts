import { isDeepStrictEqual } from 'node:util';
import { expect } from 'chai';
import type { PaperExchange } from '../../examples/paper-exchange/index.js';
import { quietExchange } from '../examples/paper-exchange/support.js';
import { mapValues, pointsBy, valuesBy } from './support/by-key.js';
import { DrivenBot } from './support/driven-bot.js';
import { lookUntil } from './support/eventually.js';
import { orderKey, orderSeriesKey, sumBy, timeKey, timeSeriesKey } from './support/order-counts.js';
import { needPrograms, VICTORIA_METRICS } from './support/programs.js';
import { tradeOneRound } from './support/trading-round.js';
import { VictoriaMetrics } from './support/victoria-metrics.js';

const ORDERS = 'genesis_orders_total';
const TIMES = 'genesis_order_execution_time_seconds_count';

/** Each test goes on where the one before it ended. */
describe('a bot that pushes', () => {
  let exchange: PaperExchange;
  let store: VictoriaMetrics;
  let bot: DrivenBot;

  before(function () {
    needPrograms(this, VICTORIA_METRICS);
  });

  async function start(env: Readonly<Record<string, string>>): Promise<void> {
    exchange = await quietExchange();
    store = await VictoriaMetrics.start();
    bot = await DrivenBot.start({
      PAPER_EXCHANGE_URL: exchange.url,
      OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: store.pushUrl,
      OTEL_METRIC_EXPORT_INTERVAL: '300',
      ...env,
    });
  }

  async function stop(): Promise<void> {
    await bot?.stop();
    await Promise.all([store?.stop(), exchange?.close()]);
  }

  const orders = () => sumBy(exchange.journal.orders, orderKey, () => 1);
  const times = () => sumBy(exchange.journal.orders, timeKey, () => 1);
  const stored = async (): Promise<Record<string, number>> =>
    valuesBy(await store.instant(ORDERS, Date.now()), orderSeriesKey);
  const rawSums = async (metric: string, key: typeof orderSeriesKey) =>
    mapValues(pointsBy(await store.raw(`${metric}[10m]`, Date.now()), key), (points) =>
      points.reduce((sum, { value }) => sum + value, 0),
    );

  /** Waits until the figures are the wanted ones; gives what they are in the end. */
  async function expectSoon(
    figures: () => Promise<Record<string, number>>,
    wanted: Record<string, number>,
  ): Promise<void> {
    const isWanted = (seen: Record<string, number>) => isDeepStrictEqual(seen, wanted);
    expect(await lookUntil(figures, isWanted)).to.deep.equal(wanted);
  }

  describe('to a VictoriaMetrics that dies', () => {
    before(() => start({ OTEL_EXPORTER_OTLP_METRICS_COMPRESSION: 'gzip' }));
    after(stop);

    it('counts there what the exchange has in its journal', async () => {
      await tradeOneRound({ bot, exchange });
      await expectSoon(stored, orders());
    });

    it('goes on trading while it is dead', async () => {
      await store.kill();
      const reports = await tradeOneRound({ bot, exchange });
      expect(reports.filter(({ error }) => error === undefined)).to.have.length.greaterThan(5);
    });

    it('counts all of it there when it is back', async () => {
      await store.startAgain();
      await expectSoon(stored, orders());
      await tradeOneRound({ bot, exchange });
      await expectSoon(stored, orders());
    });

    it('never starts again from nothing there', async () => {
      const series = pointsBy(await store.raw(`${ORDERS}[10m]`, Date.now()), orderSeriesKey);
      for (const [key, points] of Object.entries(series)) {
        const values = points.map(({ value }) => value);
        expect(values, key).to.deep.equal([...values].sort((a, b) => a - b));
      }
    });
  });

  describe('deltas, as it is asked to', () => {
    before(() => start({ OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: 'delta' }));
    after(stop);

    it('has its counters there in pieces that add up to what the exchange has', async () => {
      await tradeOneRound({ bot, exchange });
      await expectSoon(() => rawSums(ORDERS, orderSeriesKey), orders());
      await tradeOneRound({ bot, exchange });
      await expectSoon(() => rawSums(ORDERS, orderSeriesKey), orders());
    });

    it('has its histograms there in such pieces', async () => {
      await expectSoon(() => rawSums(TIMES, timeSeriesKey), times());
    });

    it('has no total of them there, which is why cumulative values are the default', async () => {
      const counted = await stored();
      for (const [key, total] of Object.entries(orders())) {
        expect(counted[key] ?? 0, key).to.be.lessThan(total);
      }
    });

    it('has its gauges there as ever', async () => {
      await bot.tell('tilt', 42);
      await expectSoon(
        async () => valuesBy(await store.instant('genesis_tilt_score', Date.now()), () => 'tilt'),
        { tilt: 42 },
      );
    });
  });
});
