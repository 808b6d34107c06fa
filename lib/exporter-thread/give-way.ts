import { setPriority } from 'node:os';
import { neverThrow } from '../diagnostics/never-throw.js';
import type { Turns } from '../prometheus/exposition/sliced.js';

/** Where both want the same processor for long, about one part in thirty of it is the exporter's. */
const NICENESS = 15;

/**
 * Lets the bot's threads go first wherever this one competes with them for a processor. Linux alone
 * has a priority for each thread; elsewhere this would be the whole bot's.
 */
export function giveWayToBot(): void {
  if (process.platform !== 'linux') return;
  neverThrow('the priority of the exporter thread', () => setPriority(NICENESS));
}

/**
 * A priority alone is not enough: a thread that has a processor keeps it for some milliseconds,
 * whoever waits for it. So this one gives it back by itself, soon and again and again.
 */
export const SHORT_TURNS: Turns = {
  slice: 0.5,
  now: () => performance.now(),
  giveWay: () =>
    new Promise((resolve) => {
      setTimeout(resolve, 1);
    }),
};
