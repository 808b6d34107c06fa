import type { AggregationOption, MetricData, ViewOptions } from '@opentelemetry/sdk-metrics';
import {
  AggregationTemporality,
  AggregationType,
  createDenyListAttributesProcessor,
  DataPointType,
  InMemoryMetricExporter,
  InstrumentType,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { expect } from 'chai';
import type { MetricsCollector } from '../../../lib/collector/metrics-collector.js';
import { collectorFor } from '../../../lib/collector/shared-collector.js';
import { CATALOGUE } from '../../../lib/metrics/catalogue.js';
import { MetricsRegistry } from '../../../lib/metrics/metrics-registry.js';
import { genesisViews } from '../../../lib/metrics/views.js';
import { PrometheusExporter } from '../../../lib/prometheus/prometheus-exporter.js';
import { parseExposition } from '../../support/series.js';

const ORDER = { exchange: 'kraken', symbol: 'BTC/USD', side: 'buy', type: 'limit' };
const TIME = { exchange: 'kraken', type: 'limit', outcome: 'success' } as const;
const SERIES = '{exchange="kraken",symbol="BTC/USD",side="buy",type="limit"}';
const EXPONENTIAL: AggregationOption = { type: AggregationType.EXPONENTIAL_HISTOGRAM };
const HOUR_MS = 3_600_000;

/** An exporter of somebody else that wants exponential histograms of everything. */
class ExponentialExporter extends InMemoryMetricExporter {
  selectAggregation(type: InstrumentType): AggregationOption {
    return type === InstrumentType.HISTOGRAM ? EXPONENTIAL : { type: AggregationType.DEFAULT };
  }
}

/** A set-up of somebody else, with our views and our reader beside theirs. */
class SetUp {
  readonly exporter: InMemoryMetricExporter;
  readonly prometheus = new PrometheusExporter({ preventServerStart: true });
  readonly provider: MeterProvider;

  constructor(temporality: AggregationTemporality, views: ViewOptions[] = genesisViews()) {
    this.exporter = new ExponentialExporter(temporality);
    const reader = new PeriodicExportingMetricReader({
      exporter: this.exporter,
      exportIntervalMillis: HOUR_MS,
    });
    this.provider = new MeterProvider({ readers: [reader, this.prometheus], views });
  }

  get collector(): MetricsCollector {
    return collectorFor(this.provider);
  }

  placeOrder(): void {
    this.collector.recordOrder(ORDER);
    this.collector.recordExecutionTime(0.01, TIME);
  }

  /** What their exporter gets now, by name. */
  async push(): Promise<Map<string, MetricData>> {
    this.exporter.reset();
    await this.provider.forceFlush();
    const scopes = this.exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics);
    const metrics = scopes.flatMap((scope) => scope.metrics);
    expect(new Set(metrics.map(({ descriptor }) => descriptor.name)).size).to.equal(metrics.length);
    return new Map(metrics.map((metric) => [metric.descriptor.name, metric]));
  }

  async scrape(): Promise<ReadonlyMap<string, number>> {
    return parseExposition(await this.prometheus.expose());
  }
}

function onlyValue(metric: MetricData | undefined): unknown {
  expect(metric?.dataPoints).to.have.length(1);
  return metric?.dataPoints[0]?.value;
}

function countOf(metric: MetricData | undefined): number {
  return (onlyValue(metric) as { count: number }).count;
}

describe('the catalogue beside readers of somebody else', () => {
  let setUp: SetUp;
  afterEach(() => setUp.provider.shutdown());

  it('gives a reader that wants deltas deltas, and the endpoint what adds up', async () => {
    setUp = new SetUp(AggregationTemporality.DELTA);
    setUp.collector.updateTiltScore(35);
    for (const orders of [1, 2]) {
      for (let order = 0; order < orders; order += 1) setUp.placeOrder();
      const pushed = await setUp.push();
      expect(onlyValue(pushed.get('genesis_orders_total'))).to.equal(orders);
      expect(onlyValue(pushed.get('genesis_orders_failed_total'))).to.equal(0);
      expect(countOf(pushed.get('genesis_order_execution_time_seconds'))).to.equal(orders);
      expect(onlyValue(pushed.get('genesis_tilt_score'))).to.equal(35);
    }
    const scraped = await setUp.scrape();
    expect(scraped.get(`genesis_orders_total${SERIES}`)).to.equal(3);
    expect(scraped.get(`genesis_orders_failed_total${SERIES}`)).to.equal(0);
    expect(scraped.get('genesis_tilt_score')).to.equal(35);
  });

  for (const [name, temporality, repeats] of [
    ['deltas', AggregationTemporality.DELTA, false],
    ['cumulative values', AggregationTemporality.CUMULATIVE, true],
  ] as const) {
    const what = repeats ? 'is repeated by the SDK to' : 'ends for';
    it(`a gauge that has ended on the endpoint ${what} a reader of ${name}`, async () => {
      setUp = new SetUp(temporality, []);
      const registry = new MetricsRegistry({ meterProvider: setUp.provider });
      registry.instruments.rateLimitUsage.record(0, { exchange: 'kraken', limit_type: 'orders' });
      const metric = 'genesis_rate_limit_usage_ratio';
      const series = `${metric}{exchange="kraken",limit_type="orders"}`;
      expect(onlyValue((await setUp.push()).get(metric))).to.equal(0);
      expect((await setUp.scrape()).get(series)).to.equal(0);
      registry.instruments.rateLimitUsage.remove({ exchange: 'kraken', limit_type: 'orders' });
      // What was observed for the scrape is told to the other reader once more.
      await setUp.push();
      const points = (await setUp.push()).get(metric)?.dataPoints ?? [];
      expect(points).to.have.length(repeats ? 1 : 0);
      expect((await setUp.scrape()).has(series)).to.equal(false);
    });
  }

  it('keeps the buckets of the catalogue where a reader wants exponential ones', async () => {
    setUp = new SetUp(AggregationTemporality.CUMULATIVE);
    setUp.provider.getMeter('bot').createHistogram('decisions').record(3);
    setUp.placeOrder();
    const pushed = await setUp.push();
    expect(pushed.get('decisions')?.dataPointType).to.equal(DataPointType.EXPONENTIAL_HISTOGRAM);
    const time = pushed.get('genesis_order_execution_time_seconds');
    expect(time?.dataPointType).to.equal(DataPointType.HISTOGRAM);
    const { buckets } = onlyValue(time) as { buckets: { boundaries: number[] } };
    expect(buckets.boundaries).to.deep.equal(CATALOGUE.orderExecutionTime.boundaries);
  });

  const theirs: Record<string, ViewOptions> = {
    'makes all histograms exponential': {
      instrumentType: InstrumentType.HISTOGRAM,
      aggregation: EXPONENTIAL,
    },
    'takes a label from all metrics': {
      instrumentName: '*',
      attributesProcessors: [createDenyListAttributesProcessor(['type'])],
    },
    'limits the series of all metrics': { instrumentName: '*', aggregationCardinalityLimit: 5 },
  };
  for (const [what, view] of Object.entries(theirs)) {
    it(`counts an order once beside a view that ${what}, and keeps its own shape`, async () => {
      setUp = new SetUp(AggregationTemporality.CUMULATIVE, [...genesisViews(), view]);
      setUp.placeOrder();
      setUp.placeOrder();
      const pushed = await setUp.push();
      expect(onlyValue(pushed.get('genesis_orders_total'))).to.equal(2);
      expect(countOf(pushed.get('genesis_order_execution_time_seconds'))).to.equal(2);
      const scraped = await setUp.scrape();
      expect(scraped.get(`genesis_orders_total${SERIES}`)).to.equal(2);
      const bucket = '{exchange="kraken",type="limit",outcome="success",le="0.01"}';
      expect(scraped.get(`genesis_order_execution_time_seconds_bucket${bucket}`)).to.equal(2);
    });

    it(`counts an order once where a view that ${what} stands first, and has its way`, async () => {
      setUp = new SetUp(AggregationTemporality.CUMULATIVE, [view, ...genesisViews()]);
      setUp.placeOrder();
      const pushed = await setUp.push();
      expect(onlyValue(pushed.get('genesis_orders_total'))).to.equal(1);
      expect(countOf(pushed.get('genesis_order_execution_time_seconds'))).to.equal(1);
    });
  }
});
