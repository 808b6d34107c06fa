import type { MetricsCollector } from '../../lib/collector/metrics-collector.js';
import { Accounts } from './account/accounts.js';
import { RateLimitReader } from './limits/rate-limit-reader.js';
import { TracedOrders } from './orders/traced-orders.js';
import { ClockOffsets } from './streams/clock-offsets.js';
import { ConnectionTracker } from './streams/connection-tracker.js';

/**
 * What all instrumentations of one collector know together, so that the connections, positions, P&L
 * and clocks of several clients of one exchange add up instead of overwriting each other.
 */
export class ExchangeWatch {
  readonly collector: MetricsCollector;
  readonly connections: ConnectionTracker;
  readonly limits: RateLimitReader;
  readonly clocks: ClockOffsets;
  readonly accounts: Accounts;
  readonly tracedOrders = new TracedOrders();

  constructor(collector: MetricsCollector) {
    this.collector = collector;
    this.connections = new ConnectionTracker(collector);
    this.limits = new RateLimitReader(collector);
    this.clocks = new ClockOffsets(collector);
    this.accounts = new Accounts(collector, this.tracedOrders);
  }
}

const watches = new WeakMap<MetricsCollector, ExchangeWatch>();

/** The one watch of a collector. */
export function watchOf(collector: MetricsCollector): ExchangeWatch {
  let watch = watches.get(collector);
  if (watch === undefined) {
    watch = new ExchangeWatch(collector);
    watches.set(collector, watch);
  }
  return watch;
}
