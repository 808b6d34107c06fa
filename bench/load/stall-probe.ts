import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How long the event loop was held up at most, in milliseconds. */
export interface Stall {
  /** Between two turns of a loop that is never idle: exact, and takes a whole core. */
  readonly gapMs: number;
  /** As Node.js itself measures it, by a timer of one millisecond. */
  readonly delayMs: number;
}

/** Watches the event loop of this process from now on; what is returned ends that. */
export function watchLoop(): () => Stall {
  let longest = 0n;
  let last = process.hrtime.bigint();
  let isWatching = true;
  const turn = (): void => {
    const now = process.hrtime.bigint();
    if (now - last > longest) longest = now - last;
    last = now;
    if (isWatching) setImmediate(turn);
  };
  setImmediate(turn);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  return () => {
    isWatching = false;
    delay.disable();
    return { gapMs: Number(longest) / 1e6, delayMs: delay.max / 1e6 };
  };
}
