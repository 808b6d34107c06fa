import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import {
  AggregationTemporality,
  AggregationType,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { expect } from 'chai';
import { CATALOGUE, METER_NAME, METRIC_KEYS } from '../../../lib/metrics/catalogue.js';
import { genesisViews } from '../../../lib/metrics/views.js';

describe('genesisViews', () => {
  it('has one view a metric: its name, its buckets, its limit', () => {
    const views = genesisViews();
    expect(views).to.have.lengthOf(METRIC_KEYS.length);
    for (const [index, key] of METRIC_KEYS.entries()) {
      const { name, boundaries, kind } = CATALOGUE[key];
      const view = views[index];
      expect(view).to.include({ name, instrumentName: name, meterName: METER_NAME });
      expect(view?.aggregationCardinalityLimit).to.equal(10_000);
      if (kind === 'histogram') {
        expect(view?.aggregation).to.deep.equal({
          type: AggregationType.EXPLICIT_BUCKET_HISTOGRAM,
          options: { boundaries, recordMinMax: false },
        });
      }
    }
  });

  it('drops attribute keys that the catalogue does not name, and keeps the overflow mark', async () => {
    const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
    const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
    const provider = new MeterProvider({ readers: [reader], views: genesisViews() });
    const counter = provider.getMeter(METER_NAME).createCounter('genesis_trades_total');
    counter.add(1, { exchange: 'x', symbol: 's', side: 'buy', order_id: '42', api_key: 'k' });
    counter.add(1, { 'otel.metric.overflow': true });
    await provider.forceFlush();
    const points = exporter.getMetrics()[0]?.scopeMetrics[0]?.metrics[0]?.dataPoints;
    expect(points?.map((point) => point.attributes)).to.deep.equal([
      { exchange: 'x', symbol: 's', side: 'buy' },
      { 'otel.metric.overflow': true },
    ]);
    await provider.shutdown();
  });

  it('leaves instruments of other meters alone', async () => {
    const reader = new PrometheusExporter({ preventServerStart: true });
    const provider = new MeterProvider({ readers: [reader], views: genesisViews() });
    provider.getMeter('bot').createCounter('genesis_trades_total').add(1, { shard: 'a' });
    const { resourceMetrics } = await reader.collect();
    const point = resourceMetrics.scopeMetrics[0]?.metrics[0]?.dataPoints[0];
    expect(point?.attributes).to.deep.equal({ shard: 'a' });
  });
});
