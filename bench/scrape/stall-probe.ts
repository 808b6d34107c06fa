/** How long the event loop was held up, in milliseconds. */
export interface Stalls {
  readonly longest: number;
  /** All but one in a thousand turns took less. */
  readonly p999: number;
}

/** A turn of a loop that has nothing to do takes a few microseconds. */
const STEP_MS = 0.01;
const STEPS = 100_000;

/**
 * Watches the event loop of this process from now on; what is returned ends that. The loop is never
 * idle meanwhile, which takes a whole core and shows each stall as it is.
 */
export function watchLoop(): () => Stalls {
  const turns = new Uint32Array(STEPS);
  let longest = 0;
  let last = performance.now();
  let isWatching = true;
  const turn = (): void => {
    const now = performance.now();
    const took = now - last;
    last = now;
    if (took > longest) longest = took;
    const step = Math.min(STEPS - 1, Math.floor(took / STEP_MS));
    turns[step] = (turns[step] ?? 0) + 1;
    if (isWatching) setImmediate(turn);
  };
  setImmediate(turn);
  return () => {
    isWatching = false;
    return { longest, p999: p999Of(turns) };
  };
}

function p999Of(turns: Uint32Array): number {
  const all = turns.reduce((sum, count) => sum + count, 0);
  let above = all;
  for (const [step, count] of turns.entries()) {
    above -= count;
    if (above <= all / 1_000) return (step + 1) * STEP_MS;
  }
  return Number.NaN;
}
