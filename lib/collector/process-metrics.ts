import { performance } from 'node:perf_hooks';
import type { TradingInstruments } from '../metrics/instruments.js';

/** Two readers collecting at once would otherwise divide a rounding error by almost nothing. */
const SHORTEST_CPU_WINDOW_MS = 100;

/**
 * Publishes uptime, memory and CPU of the process at each collection.
 * @returns a function that stops it
 */
export function observeProcess(
  instruments: Pick<TradingInstruments, 'up' | 'memoryUsage' | 'cpuUsage'>,
): () => void {
  const cpuPercent = cpuMeter();
  const stops = [
    instruments.up.beforeCollection(() => instruments.up.record(process.uptime())),
    instruments.memoryUsage.beforeCollection(() =>
      instruments.memoryUsage.record(process.memoryUsage.rss()),
    ),
    instruments.cpuUsage.beforeCollection(() => instruments.cpuUsage.record(cpuPercent())),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** CPU time over wall time since the last call, in percent of one core. */
function cpuMeter(): () => number {
  let lastTime = performance.now();
  let lastUsage = process.cpuUsage();
  let percent = 0;
  return () => {
    const elapsed = performance.now() - lastTime;
    if (elapsed < SHORTEST_CPU_WINDOW_MS) return percent;
    const usage = process.cpuUsage(lastUsage);
    percent = ((usage.user + usage.system) / 1000 / elapsed) * 100;
    lastTime += elapsed;
    lastUsage = process.cpuUsage();
    return percent;
  };
}
