import { isMainThread } from 'node:worker_threads';

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
const FLUSH_TIMEOUT_MS = 2_000;

/** What is pushed once more before the process ends. */
export interface Flushable {
  /** Pushes what there is, within the time given. */
  forceFlush(timeoutMillis: number): Promise<void>;
  /** Pushes what there is and ends, within the time given. */
  shutdown(timeoutMillis: number): Promise<void>;
}

/**
 * Pushes once more when the process runs out of work or is told to end, for at most two seconds.
 * The exit code, and the signal that ends the process, stay what they are without it.
 * @returns a function that takes it all back
 */
export function flushOnExit(target: Flushable): () => void {
  const stops = [onceBeforeExit(target)];
  // Signals reach the main thread only.
  if (isMainThread) stops.push(...SIGNALS.map((signal) => onSignal(signal, target)));
  return () => {
    for (const stop of stops) stop();
  };
}

function onceBeforeExit(target: Flushable): () => void {
  // A second flush would keep a process alive for ever: each one leads to the next beforeExit.
  const listener = (): void => void target.forceFlush(FLUSH_TIMEOUT_MS);
  process.once('beforeExit', listener);
  return () => process.removeListener('beforeExit', listener);
}

function onSignal(signal: NodeJS.Signals, target: Flushable): () => void {
  let isInstalled = true;
  const listener = async (): Promise<void> => {
    // Gone before the bot's own listeners run: some of them count how many there are.
    process.removeListener(signal, listener);
    if (process.listenerCount(signal) === 0) {
      await target.shutdown(FLUSH_TIMEOUT_MS);
      process.kill(process.pid, signal);
      return;
    }
    // The bot handles the signal; whether it ends is its own decision.
    await target.forceFlush(FLUSH_TIMEOUT_MS);
    if (isInstalled) process.prependListener(signal, listener);
  };
  process.prependListener(signal, listener);
  return () => {
    isInstalled = false;
    process.removeListener(signal, listener);
  };
}
