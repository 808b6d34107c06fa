import { isMainThread } from 'node:worker_threads';
import { flushBeforeExit } from './before-exit.js';

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
const FLUSH_TIMEOUT_MS = 2_000;
/** A bot without a handler of its own goes on trading meanwhile, though it was told to end. */
const SIGNAL_TIMEOUT_MS = 500;
const PATIENCE_MS = 10_000;

/** What is pushed once more before the process ends. */
export interface Flushable {
  /** Pushes what there is, within the time given. */
  forceFlush(timeoutMillis: number): Promise<void>;
  /** Pushes what there is and ends, within the time given. */
  shutdown(timeoutMillis: number): Promise<void>;
}

/**
 * Pushes once more when the process runs out of work or is told to end, for at most two seconds;
 * for half a second where a signal would have ended it at once. The exit code, and the signal that
 * ends the process, stay what they are without it.
 * @returns a function that takes it all back
 */
export function flushOnExit(target: Flushable): () => void {
  const flush = patientFlush(target);
  const stops = [flushBeforeExit(flush)];
  // Signals reach the main thread only.
  if (isMainThread) stops.push(...SIGNALS.map((signal) => onSignal(signal, target, flush)));
  return () => {
    for (const stop of stops) stop();
  };
}

/** Does not wait for a collector that has just let a flush run out of its time. */
function patientFlush(target: Flushable): () => Promise<void> {
  let gaveUpAt = Number.NEGATIVE_INFINITY;
  return async () => {
    const start = performance.now();
    if (start - gaveUpAt < PATIENCE_MS) return;
    await target.forceFlush(FLUSH_TIMEOUT_MS);
    if (performance.now() - start >= FLUSH_TIMEOUT_MS) gaveUpAt = performance.now();
  };
}

function onSignal(
  signal: NodeJS.Signals,
  target: Flushable,
  flush: () => Promise<void>,
): () => void {
  let isWanted = true;
  const listener = async (): Promise<void> => {
    // Gone before the bot's own listeners run: some of them count how many there are.
    process.removeListener(signal, listener);
    if (process.listenerCount(signal) === 0) {
      await target.shutdown(SIGNAL_TIMEOUT_MS);
      process.kill(process.pid, signal);
      return;
    }
    // The bot handles the signal; whether it ends is its own decision.
    await flush();
    if (isWanted) process.prependListener(signal, listener);
  };
  process.prependListener(signal, listener);
  return () => {
    isWanted = false;
    process.removeListener(signal, listener);
  };
}
