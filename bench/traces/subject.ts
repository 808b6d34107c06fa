/** One client whose orders are traced, or not, in a process of its own. */
import { type Genesis, startGenesis } from 'genesis-otel';
import type { ClientWork } from '../clients/bench-client.js';
import { BENCH_CLIENTS } from '../clients/clients.js';
import { measure, repeat, warmUp } from '../clients/measured-work.js';
import type { Turn, TurnFigures } from '../clients/turn.js';
import { KINDS } from '../clients/turn.js';

/** Of one order. */
export interface TracedFigures extends TurnFigures {
  /** Nanoseconds of processor time of all threads, with what is done later to send the spans. */
  readonly processor: number;
}

const FLUSH_MS = 60_000;

async function processorOf(
  work: ClientWork,
  turn: Turn,
  genesis: Genesis | undefined,
): Promise<number> {
  const before = process.cpuUsage();
  await repeat(work, turn);
  await genesis?.forceFlush(FLUSH_MS);
  const { user, system } = process.cpuUsage(before);
  return ((user + system) * 1_000) / turn.count;
}

async function main(): Promise<void> {
  const [name, mode] = process.argv.slice(2);
  const genesis =
    mode === 'bare' ? undefined : startGenesis({ prometheus: { host: '127.0.0.1', port: 0 } });
  const client = BENCH_CLIENTS.find((one) => one.package === name);
  if (client === undefined) throw new Error(`no client of the bench is called ${name}`);
  const work = await client.start();
  // As the bench of the clients does, so that an earlier build's can be compared.
  const kinds = KINDS.filter((kind) => kind === 'order' || work.receiveMessage !== undefined);
  for (const kind of kinds) await warmUp(work, kind);
  await genesis?.forceFlush(FLUSH_MS);
  process.on('message', async (turn: Turn) => {
    const figures = await measure(work, turn);
    // What these have left to be sent is not in the next figure.
    await genesis?.forceFlush(FLUSH_MS);
    const processor = await processorOf(work, turn, genesis);
    process.send?.({ ...figures, processor } satisfies TracedFigures);
  });
  process.once('disconnect', () => process.exit(0));
  process.send?.({});
}

void main();
