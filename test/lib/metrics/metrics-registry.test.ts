import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import type { MetricReader } from '@opentelemetry/sdk-metrics';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { expect } from 'chai';
import { GenesisError } from '../../../lib/errors.js';
import { MetricsRegistry } from '../../../lib/metrics/metrics-registry.js';
import { genesisViews } from '../../../lib/metrics/views.js';
import { seriesReader } from '../../support/series.js';

describe('MetricsRegistry', () => {
  it('lets readers join late, and shows each the whole', async () => {
    const registry = new MetricsRegistry();
    const early = seriesReader(registry);
    registry.instruments.tiltScore.record(1);
    registry.instruments.orderErrors.add(3, {
      exchange: 'x',
      operation: 'create',
      error_type: 'auth',
    });
    await early();
    const late = seriesReader(registry);
    const name = 'genesis_order_errors_total{exchange="x",operation="create",error_type="auth"}';
    expect((await late()).get(name)).to.equal(3);
    expect((await early()).get(name)).to.equal(3);
  });

  it('uses a provider of somebody else, whose readers are not its own to add', async () => {
    const reader = new PrometheusExporter({ preventServerStart: true });
    const meterProvider = new MeterProvider({ readers: [reader], views: genesisViews() });
    const registry = new MetricsRegistry({ meterProvider });
    registry.instruments.tiltScore.record(9);
    const { resourceMetrics } = await reader.collect();
    const names = resourceMetrics.scopeMetrics[0]?.metrics.map((metric) => metric.descriptor.name);
    expect(names).to.contain('genesis_tilt_score');
    const another = new PrometheusExporter({ preventServerStart: true });
    expect(() => registry.attachReader(another as unknown as MetricReader))
      .to.throw(GenesisError)
      .with.property('code', 'GENESIS_READER_MISUSED');
  });
});
