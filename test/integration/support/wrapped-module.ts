import type { MeterProvider } from '@opentelemetry/api';
import type { ExchangeInstrumentation } from '../../../instrumentation/index.js';
import { MetricsCollector } from '../../../lib/collector/metrics-collector.js';
import { shareCollector } from '../../../lib/collector/shared-collector.js';
import { MetricsRegistry } from '../../../lib/metrics/metrics-registry.js';
import type { Series } from '../../support/series.js';
import { seriesReader } from '../../support/series.js';

/** Gives an instrumentation metrics of its own, and reads them. */
export function ownMetrics(instrumentation: ExchangeInstrumentation): () => Promise<Series> {
  const registry = new MetricsRegistry();
  const meterProvider = { getMeter: () => undefined } as unknown as MeterProvider;
  shareCollector(meterProvider, new MetricsCollector(registry));
  instrumentation.setMeterProvider(meterProvider);
  return seriesReader(registry);
}

/** Every method of every class that a module exports, its ancestors' included, as it is now. */
export function methodsOf(module: object): ReadonlyMap<string, unknown> {
  const methods = new Map<string, unknown>();
  for (const [name, exported] of Object.entries(module)) {
    if (typeof exported !== 'function') continue;
    let link: object | null = (exported as { prototype?: object }).prototype ?? null;
    for (let depth = 0; link !== null && link !== Object.prototype; depth += 1) {
      for (const key of Object.getOwnPropertyNames(link)) {
        const value: unknown = Object.getOwnPropertyDescriptor(link, key)?.value;
        methods.set(`${name}/${depth}/${key}`, value);
      }
      link = Object.getPrototypeOf(link);
    }
  }
  return methods;
}

/** The names of the methods that are not what they were. */
export function changed(
  before: ReadonlyMap<string, unknown>,
  after: ReadonlyMap<string, unknown>,
): string[] {
  return [...before].filter(([name, value]) => after.get(name) !== value).map(([name]) => name);
}
