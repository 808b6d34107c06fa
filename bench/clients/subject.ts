/** One client, bare or wrapped or bare in a storage, in a process of its own; measures what the parent asks for. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { startGenesis } from 'genesis-otel';
import { quantile } from '../statistics.js';
import type { ClientWork } from './bench-client.js';
import { BENCH_CLIENTS } from './clients.js';
import type { Kind, Turn, TurnFigures } from './turn.js';
import { KINDS } from './turn.js';

const WARM_UP: Readonly<Record<Kind, number>> = { order: 4_000, message: 20_000 };
/** Half a millisecond or so. */
const WINDOWS: Readonly<Record<Kind, number>> = { order: 10, message: 50 };
const ALLOCATIONS = 100;

async function repeat(work: ClientWork, { kind, count }: Turn): Promise<void> {
  if (kind === 'order') for (let left = count; left > 0; left -= 1) await work.placeOrder();
  else for (let left = count; left > 0; left -= 1) work.receiveMessage?.();
}

async function measure(work: ClientWork, turn: Turn): Promise<TurnFigures> {
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

/** Orders that run where code can tell which order it belongs to, and nobody asks. */
function inStorage(work: ClientWork): ClientWork {
  const storage = new AsyncLocalStorage<object>();
  return { placeOrder: () => storage.run({}, () => work.placeOrder()) };
}

async function main(): Promise<void> {
  const [name, subject] = process.argv.slice(2);
  if (subject === 'wrapped') startGenesis({ prometheus: { host: '127.0.0.1', port: 0 } });
  const client = BENCH_CLIENTS.find((one) => one.package === name);
  if (client === undefined) throw new Error(`no client of the bench is called ${name}`);
  const started = await client.start();
  const work = subject === 'stored' ? inStorage(started) : started;
  const kinds = KINDS.filter((kind) => kind === 'order' || work.receiveMessage !== undefined);
  for (const kind of kinds) await repeat(work, { kind, count: WARM_UP[kind] });
  process.on('message', async (turn: Turn) => {
    process.send?.(await measure(work, turn));
  });
  process.once('disconnect', () => process.exit(0));
  process.send?.({ kinds });
}

void main();
