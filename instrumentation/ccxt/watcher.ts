import type { MetricsCollector } from '../../lib/collector/metrics-collector.js';
import { ConnectionTracker } from '../core/streams/connection-tracker.js';
import { CcxtAccounts } from './account.js';
import { RateLimitReader } from './rate-limits.js';

/** What the wrappers of ccxt's methods tell what they see to. */
export interface CcxtWatcher {
  /** Whether the instrumentation is on; wrappers outlive it on instances made before. */
  isEnabled(): boolean;
  readonly collector: MetricsCollector;
  readonly connections: ConnectionTracker;
  readonly rateLimits: RateLimitReader;
  readonly accounts: CcxtAccounts;
}

/** Makes a watcher whose collector may change, as an OpenTelemetry meter provider may. */
export function createWatcher(
  isEnabled: () => boolean,
  collector: () => MetricsCollector,
): CcxtWatcher {
  return {
    isEnabled,
    get collector() {
      return collector();
    },
    connections: new ConnectionTracker(collector),
    rateLimits: new RateLimitReader(collector),
    accounts: new CcxtAccounts(collector),
  };
}
