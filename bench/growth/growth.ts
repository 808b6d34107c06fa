import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Part } from '../part.js';

const FILE = join(__dirname, 'subject.js');
const COUNTS = [100, 1_000, 10_000, 50_000, 100_000];

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

/** How ours grows with the number of series, and where it bends. */
export const growthPart: Part<Record<string, GrowthFigures>> = {
  name: 'growth',
  measure: async () =>
    Object.fromEntries(
      COUNTS.map((count) => {
        const { stdout, status } = spawnSync(process.execPath, [FILE, String(count)], {
          encoding: 'utf8',
        });
        if (status !== 0) throw new Error(`growth of ${count} ended with ${status}`);
        return [count, JSON.parse(stdout) as GrowthFigures];
      }),
    ),
  tables: (rows) => [
    {
      title: 'Growth: what one series costs among so many, counters with four attributes',
      head: ['series', 'bound ns', 'unbound ns', 'birth µs', 'text µs a series'],
      rows: Object.entries(rows).map(([count, figures]) => [
        Number(count).toLocaleString('en'),
        figures.boundNs.toFixed(1),
        figures.unboundNs.toFixed(1),
        figures.birthUs.toFixed(2),
        figures.textUs.toFixed(3),
      ]),
    },
  ],
  targets: (rows) => {
    const [few, many] = [rows['10000'], rows['100000']];
    if (few === undefined || many === undefined) return [];
    return [
      {
        name: 'text of a series, 100,000 against 10,000',
        most: 1.5,
        found: many.textUs / few.textUs,
      },
    ];
  },
};
