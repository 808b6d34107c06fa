import { median } from '../statistics.js';
import type { Figures } from './measurement.js';
import { SUBJECTS, type Subject } from './subjects.js';

/** Medians of all rounds, by the number of lines and the subject. */
export type Medians = ReadonlyMap<number, ReadonlyMap<Subject, Figures>>;

const OURS = SUBJECTS[0];

interface Column {
  readonly title: string;
  readonly of: (figures: Figures) => number;
  readonly digits: number;
}

const MIB = 2 ** 20;
const COLUMNS: readonly Column[] = [
  { title: 'scrapes/s', of: (f) => f.scrapesPerSecond, digits: 1 },
  { title: 'gzip/s', of: (f) => f.gzipScrapesPerSecond, digits: 1 },
  { title: 'MiB', of: (f) => f.bytes / MIB, digits: 2 },
  { title: 'gzip MiB', of: (f) => f.gzipBytes / MIB, digits: 2 },
  { title: 'peak MiB', of: (f) => f.peakBytes / MIB, digits: 0 },
  { title: 'stall ms', of: (f) => f.stallMs, digits: 2 },
  { title: 'gzip stall', of: (f) => f.gzipStallMs, digits: 2 },
  { title: 'collect', of: (f) => f.collectStallMs, digits: 2 },
  { title: 'idle', of: (f) => f.idleStallMs, digits: 2 },
  { title: 'loop delay', of: (f) => f.delayMs, digits: 2 },
];
const RATIOS = COLUMNS.slice(0, 7);
const WIDTH = 11;
const NAME_WIDTH = 24;

export function medianOf(rounds: readonly Figures[]): Figures {
  const keys = Object.keys(rounds[0] ?? {}) as (keyof Figures)[];
  const entries = keys.map((key) => [key, median(rounds.map((figures) => figures[key]))]);
  return Object.fromEntries(entries) as unknown as Figures;
}

/** What is to be known at a glance first: how ours compares; then all figures. */
export function report(medians: Medians): string {
  const blocks = [...medians].map(([lines, bySubject]) => {
    const rows = [...bySubject].map(([subject, figures]) =>
      row(
        subject,
        COLUMNS.map(({ of, digits }) => of(figures).toFixed(digits)),
      ),
    );
    return [
      row(
        `${lines} lines`,
        COLUMNS.map(({ title }) => title),
      ),
      ...rows,
    ].join('\n');
  });
  return ['genesis-otel divided by', ratios(medians), '', ...blocks].join('\n');
}

function ratios(medians: Medians): string {
  const rows = [...medians].flatMap(([lines, bySubject]) => {
    const ours = bySubject.get(OURS);
    const others = [...bySubject].filter(([subject]) => subject !== OURS);
    return others.map(([subject, figures]) =>
      row(
        `${subject} ${lines / 1_000}k`,
        RATIOS.map(({ of }) => (ours ? (of(ours) / of(figures)).toFixed(2) : '')),
      ),
    );
  });
  return [
    row(
      '',
      RATIOS.map(({ title }) => title),
    ),
    ...rows,
  ].join('\n');
}

function row(name: string, cells: readonly string[]): string {
  return name.padEnd(NAME_WIDTH) + cells.map((cell) => cell.padStart(WIDTH)).join('');
}
