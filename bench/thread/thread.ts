import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Part } from '../part.js';
import { median } from '../statistics.js';

const FILE = join(__dirname, 'subject.js');
const ROUNDS = 7;
const MIB = 2 ** 20;
const CASES = ['nothing', 'endpoint'] as const;

/** Bytes of resident memory. */
type Memory = Record<(typeof CASES)[number], number>;

/** What the thread of the endpoint takes of memory. */
export const threadPart: Part<Memory> = {
  name: 'thread',
  measure: async () => {
    const found: Record<(typeof CASES)[number], number[]> = { nothing: [], endpoint: [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const name of CASES) found[name].push(memoryOf(name));
    }
    return { nothing: median(found.nothing), endpoint: median(found.endpoint) };
  },
  tables: ({ nothing, endpoint }) => [
    {
      title: 'Resident memory of a bot, MiB',
      head: ['without an endpoint', 'with one, scraped five times', 'the difference'],
      rows: [[nothing, endpoint, endpoint - nothing].map((bytes) => (bytes / MIB).toFixed(1))],
    },
  ],
  targets: () => [],
};

function memoryOf(name: string): number {
  const env = { ...process.env, OTEL_LOG_LEVEL: 'none' };
  const { stdout, status } = spawnSync(process.execPath, [FILE, name], { encoding: 'utf8', env });
  if (status !== 0) throw new Error(`the bot ended with ${status}`);
  return Number(stdout);
}
