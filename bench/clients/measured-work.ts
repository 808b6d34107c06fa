import { quantile } from '../statistics.js';
import type { ClientWork } from './bench-client.js';
import type { Kind, Turn, TurnFigures } from './turn.js';

const WARM_UP: Readonly<Record<Kind, number>> = { order: 4_000, message: 20_000 };
/** Half a millisecond or so. */
const WINDOWS: Readonly<Record<Kind, number>> = { order: 10, message: 50 };
const ALLOCATIONS = 100;

/** Runs the work until its code is compiled. */
export function warmUp(work: ClientWork, kind: Kind): Promise<void> {
  return repeat(work, { kind, count: WARM_UP[kind] });
}

export async function repeat(work: ClientWork, { kind, count }: Turn): Promise<void> {
  if (kind === 'order') for (let left = count; left > 0; left -= 1) await work.placeOrder();
  else for (let left = count; left > 0; left -= 1) work.receiveMessage?.();
}

export async function measure(work: ClientWork, turn: Turn): Promise<TurnFigures> {
  return { nanoseconds: await nanosecondsOf(work, turn), bytes: await bytesOf(work, turn.kind) };
}

/**
 * What it takes where nothing interferes: the tenth part of many short windows, so that neither other
 * processes nor the collection of garbage are in it; the latter shows in the bytes.
 */
async function nanosecondsOf(work: ClientWork, { kind, count }: Turn): Promise<number> {
  const window = { kind, count: WINDOWS[kind] };
  const times: number[] = [];
  for (let left = count; left > 0; left -= window.count) {
    const began = process.hrtime.bigint();
    await repeat(work, window);
    times.push(Number(process.hrtime.bigint() - began) / window.count);
  }
  return quantile(times, 0.1);
}

/** The young generation is so large in this process that nothing is collected meanwhile. */
async function bytesOf(work: ClientWork, kind: Turn['kind']): Promise<number> {
  global.gc?.();
  const before = process.memoryUsage().heapUsed;
  await repeat(work, { kind, count: ALLOCATIONS });
  return (process.memoryUsage().heapUsed - before) / ALLOCATIONS;
}
