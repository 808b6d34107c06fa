import type { MeterProvider } from '@opentelemetry/api';
import type ccxtModule from 'ccxt';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { CcxtInstrumentation } from '../../../instrumentation/index.js';
import { MetricsCollector } from '../../../lib/collector/metrics-collector.js';
import { shareCollector } from '../../../lib/collector/shared-collector.js';
import { MetricsRegistry } from '../../../lib/metrics/metrics-registry.js';
import type { Spot, Usdm } from '../../examples/paper-exchange/support.js';
import { quietExchange, spotClient, usdmClient } from '../../examples/paper-exchange/support.js';
import type { Series } from '../../support/series.js';
import { seriesReader } from '../../support/series.js';

/** A paper exchange, an instrumented ccxt, and what its metrics say. */
export interface Bench {
  readonly exchange: PaperExchange;
  readonly instrumentation: CcxtInstrumentation;
  readonly ccxt: typeof ccxtModule;
  readonly spot: Spot;
  readonly usdm: Usdm;
  read(): Promise<Series>;
  close(): Promise<void>;
}

/** Sets everything up; each bench has metrics of its own, so tests do not see each other's. */
export async function setUp(): Promise<Bench> {
  const registry = new MetricsRegistry();
  const meterProvider = { getMeter: () => undefined } as unknown as MeterProvider;
  shareCollector(meterProvider, new MetricsCollector(registry));
  const instrumentation = new CcxtInstrumentation({ enabled: false });
  instrumentation.setMeterProvider(meterProvider);
  instrumentation.enable();
  // The hook runs at every require, also when another test has loaded ccxt before.
  const ccxt = require('ccxt') as typeof ccxtModule;
  const exchange = await quietExchange();
  const spot = spotClient(exchange);
  const usdm = usdmClient(exchange);
  await Promise.all([spot.loadMarkets(), usdm.loadMarkets()]);
  const close = async (): Promise<void> => {
    await Promise.all([spot.close(), usdm.close()]);
    instrumentation.disable();
    await exchange.close();
  };
  return { exchange, instrumentation, ccxt, spot, usdm, read: seriesReader(registry), close };
}

/** The sum of all series of a metric, optionally of those whose labels contain `part`. */
export function sumOf(series: Series, name: string, part = ''): number {
  let sum = 0;
  for (const [key, value] of series) {
    if ((key === name || key.startsWith(`${name}{`)) && key.includes(part)) sum += value;
  }
  return sum;
}

export interface OrderCounts {
  readonly orders: number;
  readonly failed: number;
  readonly measured: number;
}

/** Orders, failures and measured execution times so far. */
export async function counts(bench: Bench): Promise<OrderCounts> {
  const series = await bench.read();
  return {
    orders: sumOf(series, 'genesis_orders_total'),
    failed: sumOf(series, 'genesis_orders_failed_total'),
    measured: sumOf(series, 'genesis_order_execution_time_seconds_count'),
  };
}

/** What `action` adds to the counts. */
export async function added(bench: Bench, action: () => Promise<unknown>): Promise<OrderCounts> {
  const before = await counts(bench);
  await action();
  const after = await counts(bench);
  return {
    orders: after.orders - before.orders,
    failed: after.failed - before.failed,
    measured: after.measured - before.measured,
  };
}
