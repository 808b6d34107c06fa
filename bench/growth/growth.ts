import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Part } from '../part.js';
import { installPeers } from '../peer-packages.js';
import { median } from '../statistics.js';
import type { Table } from '../table.js';
import type { Grower } from './growers.js';
import { GROWERS } from './growers.js';

const FILE = join(__dirname, 'subject.js');
const COUNTS = [1_000, 10_000, 100_000];

/** What one series costs among so many. */
export interface GrowthFigures {
  /** Nanoseconds of a recording, in turns over all series. */
  readonly boundNs: number;
  readonly unboundNs: number;
  /** Microseconds until a series is there. */
  readonly birthUs: number;
  /** Microseconds of a scrape's text, by series. */
  readonly textUs: number;
}

type Rows = Record<Grower, Record<string, GrowthFigures>>;

const COLUMNS: readonly [title: string, key: keyof GrowthFigures, digits: number][] = [
  ['bound ns', 'boundNs', 1],
  ['unbound ns', 'unboundNs', 0],
  ['birth µs', 'birthUs', 2],
  ['text µs a series', 'textUs', 3],
];

/** How each grows with the number of series, and where it bends. */
export const growthPart: Part<Rows> = {
  name: 'growth',
  measure: async () => {
    installPeers();
    const rows = Object.fromEntries(GROWERS.map((grower) => [grower, {}])) as Rows;
    for (const count of COUNTS)
      for (const grower of GROWERS) rows[grower][count] = run(grower, count);
    return rows;
  },
  tables: (rows) => COLUMNS.map((column) => tableOf(rows, column)),
  targets: (rows) => {
    const { 10_000: few, 100_000: many } = rows['genesis-otel'];
    if (few === undefined || many === undefined) return [];
    const found = many.textUs / few.textUs;
    return [{ name: 'text of a series, 100,000 against 10,000', most: 1.5, found }];
  },
};

/** What ours takes is so little that one run tells more of the machine. */
const ROUNDS_OF_OURS = 3;

function run(grower: Grower, count: number): GrowthFigures {
  const rounds = Array.from({ length: grower === 'genesis-otel' ? ROUNDS_OF_OURS : 1 }, () =>
    runOnce(grower, count),
  );
  const entries = COLUMNS.map(([, key]) => [key, median(rounds.map((figures) => figures[key]))]);
  return Object.fromEntries(entries) as GrowthFigures;
}

function runOnce(grower: Grower, count: number): GrowthFigures {
  const args = [FILE, grower, String(count)];
  const { stdout, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`growth of ${grower} to ${count} ended with ${status}`);
  return JSON.parse(stdout) as GrowthFigures;
}

function tableOf(rows: Rows, [title, key, digits]: (typeof COLUMNS)[number]): Table {
  return {
    title: `Growth, ${title}: counters with four attributes, so many series`,
    head: ['', ...COUNTS.map((count) => count.toLocaleString('en'))],
    rows: GROWERS.map((grower) => [
      grower,
      ...COUNTS.map((count) => rows[grower][count]?.[key].toFixed(digits) ?? ''),
    ]),
  };
}
