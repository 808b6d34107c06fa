import type { MeterProvider } from '@opentelemetry/api';
import { MetricsRegistry } from '../metrics/metrics-registry.js';
import { MetricsCollector } from './metrics-collector.js';

const collectors = new WeakMap<MeterProvider, MetricsCollector>();

/**
 * The one collector of a meter provider. Instrumentations of several clients share it, so that
 * their P&L adds up and no instrument is made twice; what a bot tells by hand belongs there too. Ask
 * for it when the OpenTelemetry set-up has started: a global provider is a no-op before.
 *
 * @example
 * collectorFor(metrics.getMeterProvider()).updateTiltScore(35);
 */
export function collectorFor(meterProvider: MeterProvider): MetricsCollector {
  let collector = collectors.get(meterProvider);
  if (collector === undefined) {
    collector = new MetricsCollector(new MetricsRegistry({ meterProvider }));
    collector.start();
    collectors.set(meterProvider, collector);
  }
  return collector;
}

/** Makes `collector` the one that instrumentations on `meterProvider` find. */
export function shareCollector(meterProvider: MeterProvider, collector: MetricsCollector): void {
  collectors.set(meterProvider, collector);
}
