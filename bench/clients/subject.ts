/** One client, bare or wrapped or bare in a storage, in a process of its own; measures what the parent asks for. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { startGenesis } from 'genesis-otel';
import type { ClientWork } from './bench-client.js';
import { BENCH_CLIENTS } from './clients.js';
import { measure, warmUp } from './measured-work.js';
import type { Turn } from './turn.js';
import { KINDS } from './turn.js';

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
  for (const kind of kinds) await warmUp(work, kind);
  process.on('message', async (turn: Turn) => {
    process.send?.(await measure(work, turn));
  });
  process.once('disconnect', () => process.exit(0));
  process.send?.({ kinds });
}

void main();
