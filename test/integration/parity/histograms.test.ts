import { expect } from 'chai';
import type { Message, Metric } from '../../support/otlp/messages.js';
import { seriesOfScrape } from './compare.js';
import { Desk, PROTOCOLS } from './desk.js';

const VARIABLE = 'OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION';
const DURATIONS = 'genesis_order_execution_time_seconds';

function metricOf({ resourceMetrics }: Message<'metrics'>, wanted: string): Metric | undefined {
  return resourceMetrics
    .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics))
    .find(({ name }) => name === wanted);
}

const sum = (counts: readonly string[] = []): number =>
  counts.reduce((all, count) => all + Number(count), 0);

describe('the histograms of a bot that is scraped and pushes', () => {
  let desk: Desk | undefined;

  afterEach(() => desk?.close());

  it('have fixed buckets on both paths unless asked otherwise', async () => {
    desk = await Desk.open();
    await desk.bot.does('trade in spans');
    const { before, push } = await desk.bothPaths();
    const bounds = before
      .filter(
        ({ name, labels }) => name === `${DURATIONS}_bucket` && labels['exchange'] === 'handmade',
      )
      .map(({ labels }) => labels['le'])
      .filter((le) => le !== '+Inf');
    const points = metricOf(push, DURATIONS)?.histogram?.dataPoints;
    expect(points?.[0]?.explicitBounds.map(String)).to.deep.equal(bounds);
  });

  for (const protocol of PROTOCOLS) {
    it(`agree on count and sum where they are exponential, over ${protocol}`, async () => {
      desk = await Desk.open(protocol, { [VARIABLE]: 'base2_exponential_bucket_histogram' });
      await desk.bot.does('trade in spans');
      const push = await desk.push();
      const before = seriesOfScrape(await desk.bot.scrape());
      const points = metricOf(push, DURATIONS)?.exponentialHistogram?.dataPoints ?? [];
      const scraped = (suffix: string) =>
        before.filter(({ name }) => name === DURATIONS + suffix).map(({ value }) => value);
      expect(points).to.have.length(2);
      expect(points.map(({ count }) => Number(count))).to.have.members(scraped('_count'));
      expect(points.map((point) => point.sum)).to.have.members(scraped('_sum'));
      for (const { count, zeroCount, positive, negative } of points) {
        const inBuckets = sum(positive?.bucketCounts) + sum(negative?.bucketCounts);
        expect(inBuckets + Number(zeroCount)).to.equal(Number(count));
      }
    });
  }
});
