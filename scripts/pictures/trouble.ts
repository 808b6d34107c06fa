import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from '../../examples/paper-exchange/faults.js';
import type { Stage } from './stage.js';

const MILLISECONDS = 60_000;

/** What goes wrong from a minute of the demo on, until the next act. */
interface Act {
  readonly minute: number;
  readonly faults: readonly Fault[];
  /** Something that happens once, then. */
  readonly event?: (stage: Stage) => Promise<void>;
}

/** A real exchange refuses, limits and delays now and then. */
const USUAL: readonly Fault[] = [
  { kind: 'reject', scope: 'orders', ratio: 0.01 },
  { kind: 'slow', scope: 'orders', ratio: 0.2, ms: 30 },
];

/**
 * A quarter of an hour with some of everything. When the exchange goes away the bot goes too: ccxt
 * rejects promises that nobody awaits. Somebody starts it again three minutes later.
 */
const ACTS: readonly Act[] = [
  { minute: 0, faults: USUAL },
  { minute: 4, faults: [{ kind: 'reject', scope: 'orders', ratio: 0.4 }, ...USUAL.slice(1)] },
  { minute: 6, faults: USUAL },
  {
    minute: 7.5,
    faults: [USUAL[0] as Fault, { kind: 'slow', scope: 'orders', ratio: 0.3, ms: 1_600 }],
  },
  { minute: 9, faults: USUAL },
  { minute: 10, faults: [], event: (stage) => stage.stopExchange() },
  { minute: 11, faults: USUAL, event: (stage) => stage.startExchange() },
  {
    minute: 12,
    faults: [...USUAL, { kind: 'rate-limit', scope: 'orders', ratio: 0.1, retryAfterS: 1 }],
  },
  { minute: 13, faults: USUAL, event: (stage) => stage.restartBot() },
];

/** How long all of it takes, with a while to see what comes after. */
export const MINUTES = 15;

/** Plays it all. */
export async function play(stage: Stage): Promise<void> {
  const begin = Date.now();
  for (const act of ACTS) {
    await pause(begin + act.minute * MILLISECONDS - Date.now());
    await perform(stage, act);
  }
  await pause(begin + MINUTES * MILLISECONDS - Date.now());
}

async function perform(stage: Stage, act: Act): Promise<void> {
  await act.event?.(stage);
  if (act.faults.length > 0) await stage.setFaults(act.faults);
}
