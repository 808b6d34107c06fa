import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from '../../examples/paper-exchange/faults.js';
import type { Stage } from './stage.js';

const MILLISECONDS = 60_000;

/** What goes wrong from a minute of the demo on, until the next act. */
interface Act {
  readonly minute: number;
  readonly faults: readonly Fault[];
  /** The exchange drops every socket. */
  readonly dropsSockets?: boolean;
  readonly restartsBot?: boolean;
}

/** A real exchange refuses, limits and delays now and then. */
const USUAL: readonly Fault[] = [
  { kind: 'reject', scope: 'orders', ratio: 0.01 },
  { kind: 'slow', scope: 'orders', ratio: 0.2, ms: 30 },
];

/** A quarter of an hour with some of everything. */
const ACTS: readonly Act[] = [
  { minute: 0, faults: USUAL },
  { minute: 4, faults: [{ kind: 'reject', scope: 'orders', ratio: 0.4 }, ...USUAL.slice(1)] },
  { minute: 6, faults: USUAL },
  {
    minute: 7.5,
    faults: [USUAL[0] as Fault, { kind: 'slow', scope: 'orders', ratio: 0.3, ms: 1_600 }],
  },
  { minute: 9, faults: USUAL },
  { minute: 10, faults: [...USUAL, { kind: 'silent-ws' }], dropsSockets: true },
  {
    minute: 11,
    faults: [...USUAL, { kind: 'rate-limit', scope: 'orders', ratio: 0.1, retryAfterS: 1 }],
  },
  { minute: 12, faults: USUAL, restartsBot: true },
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
  const control = (method: string, path: string, body?: string): Promise<Response> =>
    fetch(new URL(path, stage.exchangeUrl), { method, ...(body === undefined ? {} : { body }) });
  await control('DELETE', '/paper/faults');
  await control('POST', '/paper/faults', JSON.stringify(act.faults));
  if (act.dropsSockets === true) await control('POST', '/paper/drop-sockets');
  if (act.restartsBot === true) await stage.restartBot();
}
