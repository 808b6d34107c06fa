import { expect } from 'chai';
import type { Message } from '../../support/otlp/messages.js';
import { CUMULATIVE, DELTA } from '../../support/otlp/messages.js';
import { keyOf, seriesOf } from '../../support/otlp/prometheus-series.js';
import { seriesOfScrape } from './compare.js';
import { Desk } from './desk.js';

const ROUNDS = 3;
const ORDERS =
  'genesis_orders_total{exchange="handmade",side="buy",symbol="BTC/USDT",type="limit"}';

/** The temporality of each counter and histogram of a push, and of each sum that may fall. */
function temporalitiesOf({ resourceMetrics }: Message<'metrics'>): Record<string, number> {
  const metrics = resourceMetrics.flatMap(({ scopeMetrics }) =>
    scopeMetrics.flatMap((scope) => scope.metrics),
  );
  return Object.fromEntries(
    metrics.flatMap(({ name, sum, histogram }) => {
      const data = sum ?? histogram;
      return data === undefined ? [] : [[name, data.aggregationTemporality]];
    }),
  );
}

/** Each series of a counter or a histogram, whichever way it was pushed. */
function countsOf(message: Message<'metrics'>): Map<string, number> {
  const counted = message.resourceMetrics.map(({ scopeMetrics }) => ({
    resource: null,
    scopeMetrics: scopeMetrics.map(({ scope, metrics }) => ({
      scope,
      metrics: metrics.filter(({ gauge }) => gauge === undefined),
    })),
  }));
  const series = seriesOf({ resourceMetrics: counted }, { deltas: 'kept' });
  return new Map(series.map((each) => [keyOf(each), each.value]));
}

describe('the temporality of the push', () => {
  let desk: Desk;

  const open = async (preference?: string): Promise<void> => {
    const name = 'OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE';
    desk = await Desk.open('http/protobuf', preference === undefined ? {} : { [name]: preference });
  };

  afterEach(() => desk.close());

  it('is cumulative unless asked otherwise, and each push has all of it', async () => {
    await open();
    for (let round = 1; round <= ROUNDS; round += 1) {
      await desk.bot.does('order');
      const push = await desk.push();
      const others = Object.values(temporalitiesOf(push)).filter((each) => each !== CUMULATIVE);
      expect(others).to.deep.equal([]);
      expect(countsOf(push).get(ORDERS)).to.equal(round);
    }
  });

  it('is delta where that is asked for, and the pushes add up to what is scraped', async () => {
    await open('delta');
    const totals = new Map<string, number>();
    const add = (push: Message<'metrics'>): void => {
      const { 'bot.open_orders': mayFall, ...counted } = temporalitiesOf(push);
      expect(mayFall, 'a sum that may fall').to.equal(CUMULATIVE);
      const others = Object.values(counted).filter((each) => each !== DELTA);
      expect(others).to.deep.equal([]);
      for (const [key, value] of countsOf(push)) totals.set(key, (totals.get(key) ?? 0) + value);
    };
    await desk.trade();
    for (let round = 1; round <= ROUNDS; round += 1) {
      await desk.bot.does('order');
      const push = await desk.push();
      add(push);
      // The first of these orders was not the first of its kind: one came with what was done by hand.
      expect(countsOf(push).get(ORDERS)).to.equal(round === 1 ? 2 : 1);
    }
    const scraped = seriesOfScrape(await desk.bot.scrape());
    add(await desk.push());
    const counted = scraped.filter(({ name }) => isCounted(name));
    expect(counted).to.not.have.length(0);
    for (const { name, labels, value } of counted) {
      const key = keyOf({ name, labels });
      expect(totals.get(key) ?? 0, key).to.be.closeTo(value, 1e-9 * Math.abs(value));
    }
    expect(totals.get(ORDERS)).to.equal(ROUNDS + 1);
  });

  it('is delta for what is recorded and not for what is observed, where little memory is asked for', async () => {
    await open('lowmemory');
    await desk.bot.does('record by hand');
    await desk.push();
    await desk.bot.does('order');
    const push = await desk.push();
    expect(countsOf(push).get(ORDERS)).to.equal(1);
    expect(temporalitiesOf(push)).to.include({
      genesis_orders_total: DELTA,
      'bot.ticks': CUMULATIVE,
      'bot.open_orders': CUMULATIVE,
    });
  });
});

/** Counters and histograms of the catalogue; the endpoint's own change with each scrape. */
function isCounted(name: string): boolean {
  return (
    /^genesis_(?!scrape_|otlp_).*_(?:total|bucket|count|sum)$/.test(name) &&
    name !== 'genesis_position_count'
  );
}
