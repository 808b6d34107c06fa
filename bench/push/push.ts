import { CollectorProcess } from '../chaos/collector/collector-process.js';
import type { Part } from '../part.js';
import { families, seriesCount } from '../scrape/series.js';
import { median } from '../statistics.js';
import type { Figures } from './measurement.js';
import { measure } from './measurement.js';
import type { Subject } from './subjects.js';
import { SUBJECTS } from './subjects.js';

/** As lines of a scrape these are 20,000 series: half of the lines are counters. */
const LINES = 37_648;
const ROUNDS = 3;
const OURS: Subject = 'genesis-otel';
const PEER: Subject = 'OpenTelemetry’s reader and exporter';
const TIMEOUT_MS = 60_000;
/** What a push may add to what the machine itself does. */
const GRACE_MS = 2;

type Row = Record<Subject, Figures>;

/** What a push costs the bot, by where it is made. */
export const pushPart: Part<Row> = {
  name: 'push',
  measure: async () => {
    const collector = await CollectorProcess.start('http/protobuf', TIMEOUT_MS);
    const rounds = new Map(SUBJECTS.map((subject) => [subject, [] as Figures[]]));
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [subject, found] of rounds) found.push(await measure(subject, collector, LINES));
    }
    await collector.end();
    return Object.fromEntries(
      [...rounds].map(([subject, found]) => [subject, medianOf(found)]),
    ) as Row;
  },
  tables: (row) => [
    {
      title: `Push of ${seriesCount(families(LINES)).toLocaleString('en')} series over http/protobuf: milliseconds; × is how many times ours that is`,
      head: [
        ...['', 'processor, all threads', 'processor, the bot’s thread', 'until it is over'],
        ...['longest stall in a second', 'worst', 'without a push: longest, worst'],
      ],
      rows: SUBJECTS.map((subject) => {
        const figures = row[subject];
        const times = (of: (from: Figures) => number): string =>
          subject === OURS
            ? of(figures).toFixed(1)
            : `${of(figures).toFixed(1)} (× ${(of(figures) / of(row[OURS])).toFixed(1)})`;
        return [
          subject,
          times(({ cpuMs }) => cpuMs),
          times(({ threadMs }) => threadMs),
          times(({ pushMs }) => pushMs),
          times(({ stallMs }) => stallMs),
          times(({ worstStallMs }) => worstStallMs),
          `${figures.idleStallMs.toFixed(1)}, ${figures.worstIdleStallMs.toFixed(1)}`,
        ];
      }),
    },
  ],
  targets: (row) => [
    {
      name: 'push: stall beyond that of a second without a push, ms',
      most: GRACE_MS,
      found: row[OURS].stallMs - row[OURS].idleStallMs,
    },
    {
      name: 'push: processor time of all threads, of that of OpenTelemetry’s exporter',
      most: 1,
      found: row[OURS].cpuMs / row[PEER].cpuMs,
    },
  ],
};

function medianOf(rounds: readonly Figures[]): Figures {
  const keys = Object.keys(rounds[0] ?? {}) as (keyof Figures)[];
  return Object.fromEntries(
    keys.map((key) => [key, median(rounds.map((figures) => figures[key]))]),
  ) as unknown as Figures;
}
