import type { SharedMeterProvider } from '../meter/shared-meter-provider.js';
import type { MainThread, MainThreadMetrics } from './main-thread.js';
import type { CollectedFor } from './messages.js';
import type { ThreadGauges } from './thread-gauges.js';

const HANGS_AFTER_S = 1;

export interface GatheringParts {
  readonly shared: SharedMeterProvider;
  readonly mainThread: MainThread;
  readonly gauges: ThreadGauges;
}

/** Brings what lies in shared memory up to date, and gives what the main thread had in time. */
export async function gatherNow(
  { shared, mainThread, gauges }: GatheringParts,
  collectedFor: CollectedFor,
  limitMs: number,
): Promise<MainThreadMetrics> {
  // Before the main thread is asked: it answers when it hangs no more.
  const lag = gauges.lag();
  const metrics = await mainThread.ask(collectedFor, limitMs, lag > HANGS_AFTER_S);
  shared.refresh();
  gauges.recordLag(Math.max(lag, gauges.lag()));
  return metrics;
}
