import type { Part, Target } from '../part.js';
import { installPeers } from '../peer-packages.js';
import { halfSpread, median } from '../statistics.js';
import type { Table } from '../table.js';
import type { Figures } from './measurement.js';
import { measure } from './measurement.js';
import type { Subject } from './subjects.js';
import { SUBJECTS } from './subjects.js';

const LINES = [1_000, 20_000, 200_000];
const ROUNDS = 3;
const OURS: Subject = 'genesis-otel';
const PEER: Subject = '@prometheus-io/client';
const MIB = 2 ** 20;
/** What a stall may add to what the machine itself does. */
const GRACE_MS = 1;

interface Summary extends Figures {
  readonly cpuSpreadMs: number;
}
type Row = Record<Subject, Summary>;

/** What scrapes cost the bot that is scraped. */
export const scrapePart: Part<Record<string, Row>> = {
  name: 'scrape',
  measure: async () => {
    installPeers();
    const runs: { lines: number; subject: Subject; figures: Figures }[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      for (const lines of LINES) {
        for (const subject of SUBJECTS) {
          runs.push({ lines, subject, figures: await measure(subject, lines) });
        }
      }
    }
    const rounds = (lines: number, subject: Subject): Figures[] =>
      runs
        .filter((run) => run.lines === lines && run.subject === subject)
        .map(({ figures }) => figures);
    return Object.fromEntries(
      LINES.map((lines) => [
        lines,
        Object.fromEntries(
          SUBJECTS.map((subject) => [subject, medianOf(rounds(lines, subject))]),
        ) as Row,
      ]),
    );
  },
  tables: (rows) => Object.entries(rows).map(tableOf),
  targets,
};

function medianOf(rounds: readonly Figures[]): Summary {
  const keys = Object.keys(rounds[0] ?? {}) as (keyof Figures)[];
  const entries = keys.map((key) => [key, median(rounds.map((figures) => figures[key]))]);
  const cpuSpreadMs = halfSpread(rounds.map(({ cpuMs }) => cpuMs));
  return { ...(Object.fromEntries(entries) as unknown as Figures), cpuSpreadMs };
}

function tableOf([lines, row]: [string, Row]): Table {
  return {
    title: `Scrape of ${Number(lines).toLocaleString('en')} lines; × is how many times ours that is`,
    head: [
      '',
      'CPU ms (± over the rounds)',
      'time ms',
      'longest stall in a second ms',
      'worst',
      'p99.9',
      'unscraped: longest, worst, p99.9 ms',
      'peak MiB',
      'bytes a series: heap',
      'resident',
      'MiB',
    ],
    rows: SUBJECTS.map((subject) => {
      const figures = row[subject];
      const ours = row[OURS];
      const times = (of: (from: Figures) => number, digits = 1): string =>
        subject === OURS
          ? of(figures).toFixed(digits)
          : `${of(figures).toFixed(digits)} (× ${(of(figures) / of(ours)).toFixed(1)})`;
      return [
        subject,
        `${times((from) => from.cpuMs)} ± ${figures.cpuSpreadMs.toFixed(1)}`,
        times((from) => from.scrapeMs),
        times((from) => from.stallMs),
        times((from) => from.worstStallMs),
        figures.p999Ms.toFixed(2),
        `${figures.idleStallMs.toFixed(1)}, ${figures.worstIdleStallMs.toFixed(1)}, ${figures.idleP999Ms.toFixed(2)}`,
        times((from) => from.peakBytes / MIB, 0),
        times((from) => from.seriesBytes, 0),
        times((from) => from.residentBytes, 0),
        (figures.bytes / MIB).toFixed(2),
      ];
    }),
  };
}

function targets(rows: Record<string, Row>): Target[] {
  return Object.entries(rows)
    .filter(([lines]) => Number(lines) >= 20_000)
    .flatMap(([lines, row]) => {
      const [ours, peer] = [row[OURS], row[PEER]];
      const name = `scrape of ${lines} lines`;
      return [
        {
          name: `${name}: CPU of @prometheus-io/client’s`,
          most: 1 / 3,
          found: ours.cpuMs / peer.cpuMs,
        },
        {
          name: `${name}: stall beyond the unscraped run’s p99.9, ms`,
          most: GRACE_MS,
          found: ours.stallMs - Math.max(ours.idleP999Ms, ours.idleStallMs),
        },
        {
          name: `${name}: bytes a series of @prometheus-io/client’s`,
          most: 1,
          found: ours.seriesBytes / peer.seriesBytes,
        },
      ];
    });
}
