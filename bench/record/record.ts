import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Part, Target } from '../part.js';
import { median, quantile } from '../statistics.js';
import type { Table } from '../table.js';
import type { Case } from './cases.js';
import { CASES } from './cases.js';
import type { Subject } from './recorders.js';
import { SUBJECTS } from './recorders.js';
import type { RecordFigures } from './subject.js';

const FILE = join(__dirname, 'subject.js');
/** A young generation in which the bytes of a recording can be counted. */
const FLAGS = ['--expose-gc', '--min-semi-space-size=128', '--max-semi-space-size=128'];
const ROUNDS = 3;
const OURS: Subject = 'genesis-otel';

interface Found {
  readonly nanoseconds: number;
  /** From the lower to the upper quartile. */
  readonly spread: number;
  readonly bytes: number;
}
type Row = Record<Subject, Found>;

/** What one recording costs, in time and memory. */
export const recordPart: Part<Record<string, Row>> = {
  name: 'record',
  measure: async () => {
    const rounds = Array.from({ length: ROUNDS }, () => CASES.map(measureCase));
    return Object.fromEntries(
      CASES.map(({ name }, at) => [name, joined(rounds.map((round) => round[at] ?? {}))]),
    );
  },
  tables: (rows) => [timesTable(rows), bytesTable(rows)],
  targets,
};

function measureCase(_: Case, index: number): Partial<Record<Subject, RecordFigures>> {
  return Object.fromEntries(
    SUBJECTS.map((subject) => {
      const args = [...FLAGS, FILE, subject, String(index)];
      const { stdout, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
      if (status !== 0) throw new Error(`${subject} ended with ${status}`);
      return [subject, JSON.parse(stdout) as RecordFigures];
    }),
  );
}

function joined(rounds: readonly Partial<Record<Subject, RecordFigures>>[]): Row {
  const entries = SUBJECTS.map((subject) => {
    const times = rounds.map((round) => round[subject]?.nanoseconds ?? Number.NaN);
    const bytes = rounds.map((round) => round[subject]?.bytes ?? Number.NaN);
    const spread = quantile(times, 0.75) - quantile(times, 0.25);
    return [subject, { nanoseconds: median(times), spread, bytes: median(bytes) }];
  });
  return Object.fromEntries(entries) as Row;
}

function timesTable(rows: Record<string, Row>): Table {
  return {
    title:
      'Recording: nanoseconds (± half of the quartile range); × is how many times ours that is',
    head: ['', ...SUBJECTS],
    rows: Object.entries(rows).map(([name, row]) => [
      name,
      ...SUBJECTS.map((subject) => {
        const { nanoseconds, spread } = row[subject];
        const times =
          subject === OURS ? '' : ` (× ${(nanoseconds / row[OURS].nanoseconds).toFixed(1)})`;
        return `${nanoseconds.toFixed(1)} ± ${(spread / 2).toFixed(1)}${times}`;
      }),
    ]),
  };
}

function bytesTable(rows: Record<string, Row>): Table {
  return {
    title: 'Recording: bytes allocated, the caller’s own objects of attributes included',
    head: ['', ...SUBJECTS],
    rows: Object.entries(rows).map(([name, row]) => [
      name,
      ...SUBJECTS.map((subject) => row[subject].bytes.toFixed(1)),
    ]),
  };
}

function targets(rows: Record<string, Row>): Target[] {
  const all = Object.entries(rows);
  const bound = all.filter(([name]) => name.includes(' bound,'));
  const [unbound] = all.filter(([name]) =>
    name.startsWith('counter unbound, 4 attributes, fresh, 1 '),
  );
  const ratio = (row: Row, other: Subject): number =>
    row[OURS].nanoseconds / row[other].nanoseconds;
  return [
    ...bound.flatMap(([name, row]) => [
      {
        name: `${name}: of @prometheus-io/client’s child`,
        most: 0.1,
        found: ratio(row, '@prometheus-io/client'),
      },
      { name: `${name}: of the OTel SDK`, most: 0.025, found: ratio(row, 'OTel SDK') },
      { name: `${name}: bytes`, most: 0.5, found: row[OURS].bytes },
    ]),
    ...bound
      .filter(([name]) => name.startsWith('counter'))
      .map(([name, row]) => ({
        name: `${name}: of the typed array`,
        most: 3,
        found: ratio(row, 'typed array'),
      })),
    ...(unbound === undefined
      ? []
      : [
          {
            name: `${unbound[0]}: of @prometheus-io/client`,
            most: 0.5,
            found: ratio(unbound[1], '@prometheus-io/client'),
          },
        ]),
  ];
}
