import { isDeepStrictEqual } from 'node:util';
import { expect } from 'chai';
import type { PaperExchange } from '../../examples/paper-exchange/index.js';
import { quietExchange } from '../examples/paper-exchange/support.js';
import { pointsBy, valuesBy } from '../stack/support/by-key.js';
import { DrivenBot } from '../stack/support/driven-bot.js';
import { lookUntil } from '../stack/support/eventually.js';
import { orderKey, orderSeriesKey, sumBy } from '../stack/support/order-counts.js';
import { COLLECTOR, needPrograms, VICTORIA_METRICS } from '../stack/support/programs.js';
import { tradeOneRound } from '../stack/support/trading-round.js';
import { VictoriaMetrics } from '../stack/support/victoria-metrics.js';
import { Collector } from './support/collector.js';

const ORDERS = 'genesis_orders_total';

/** Each test goes on where the one before it ended. */
describe('a bot whose Collector dies, and the store behind it', () => {
  let exchange: PaperExchange;
  let store: VictoriaMetrics;
  let collector: Collector;
  let bot: DrivenBot;

  before(async function () {
    needPrograms(this, VICTORIA_METRICS, COLLECTOR);
    exchange = await quietExchange();
    store = await VictoriaMetrics.start();
    collector = await Collector.start({ METRICS_STORE_URL: store.pushUrl });
    bot = await DrivenBot.start({
      PAPER_EXCHANGE_URL: exchange.url,
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://${collector.grpc}`,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
      OTEL_METRIC_EXPORT_INTERVAL: '300',
    });
  });

  after(async () => {
    await bot?.stop();
    await Promise.all([collector?.kill(), store?.stop(), exchange?.close()]);
  });

  /** Until the store has counted all orders that the exchange has in its journal. */
  async function expectAllCounted(): Promise<void> {
    const orders = sumBy(exchange.journal.orders, orderKey, () => 1);
    const stored = async () => valuesBy(await store.instant(ORDERS, Date.now()), orderSeriesKey);
    const seen = await lookUntil(stored, (figures) => isDeepStrictEqual(figures, orders));
    expect(seen).to.deep.equal(orders);
  }

  it('is counted while all is well', async () => {
    await tradeOneRound({ bot, exchange });
    await expectAllCounted();
  });

  it('is in the Collector’s own metrics', async () => {
    const own = await (await fetch(collector.metricsUrl)).text();
    expect(own).to.match(/^otelcol_receiver_accepted_metric_points\S* [1-9]/m);
  });

  it('is counted whole when the Collector is back', async () => {
    await collector.kill();
    await tradeOneRound({ bot, exchange });
    await collector.startAgain();
    await expectAllCounted();
  });

  it('is counted whole when the store is back', async () => {
    await store.kill();
    await tradeOneRound({ bot, exchange });
    await store.startAgain();
    await expectAllCounted();
  });

  it('is never counted from nothing again', async () => {
    const series = pointsBy(await store.raw(`${ORDERS}[10m]`, Date.now()), orderSeriesKey);
    for (const [key, points] of Object.entries(series)) {
      const values = points.map(({ value }) => value);
      expect(values, key).to.deep.equal([...values].sort((a, b) => a - b));
    }
  });
});
