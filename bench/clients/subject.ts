/** One client, bare or wrapped, in a process of its own; measures what the parent asks for. */
import { startGenesis } from 'genesis-otel';
import type { ClientWork } from './bench-client.js';
import { BENCH_CLIENTS } from './clients.js';
import type { Turn, TurnFigures } from './turn.js';
import { KINDS } from './turn.js';

const WARM_UP = 20_000;
const ALLOCATIONS = 300;

async function repeat(work: ClientWork, { kind, count }: Turn): Promise<void> {
  if (kind === 'order') for (let left = count; left > 0; left -= 1) await work.placeOrder();
  else for (let left = count; left > 0; left -= 1) work.receiveMessage();
}

async function measure(work: ClientWork, turn: Turn): Promise<TurnFigures> {
  return { nanoseconds: await nanosecondsOf(work, turn), bytes: await bytesOf(work, turn.kind) };
}

/** CPU time, for a turn waits for nobody: other processes then cost it little. */
async function nanosecondsOf(work: ClientWork, turn: Turn): Promise<number> {
  const began = process.cpuUsage();
  await repeat(work, turn);
  const { user, system } = process.cpuUsage(began);
  return ((user + system) * 1_000) / turn.count;
}

/** The young generation is so large in this process that nothing is collected meanwhile. */
async function bytesOf(work: ClientWork, kind: Turn['kind']): Promise<number> {
  global.gc?.();
  const before = process.memoryUsage().heapUsed;
  await repeat(work, { kind, count: ALLOCATIONS });
  return (process.memoryUsage().heapUsed - before) / ALLOCATIONS;
}

async function main(): Promise<void> {
  const [name, subject] = process.argv.slice(2);
  if (subject === 'wrapped') startGenesis({ prometheus: { host: '127.0.0.1', port: 0 } });
  const client = BENCH_CLIENTS.find((one) => one.package === name);
  if (client === undefined) throw new Error(`no client of the bench is called ${name}`);
  const work = await client.start();
  for (const kind of KINDS) await repeat(work, { kind, count: WARM_UP });
  process.on('message', async (turn: Turn) => {
    process.send?.(await measure(work, turn));
  });
  process.once('disconnect', () => process.exit(0));
  process.send?.('ready');
}

void main();
