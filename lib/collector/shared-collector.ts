import type { MeterProvider } from '@opentelemetry/api';
import { MetricsRegistry } from '../metrics/metrics-registry.js';
import { MetricsCollector } from './metrics-collector.js';

const collectors = new WeakMap<MeterProvider, MetricsCollector>();

/**
 * The one collector of a meter provider. Instrumentations of several clients share it, so that
 * their P&L adds up and no instrument is made twice.
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
