import type { Part } from '../part.js';
import { installPeers } from '../peer-packages.js';
import { halfSpread, median, quantile } from '../statistics.js';
import type { Table } from '../table.js';
import { Pair } from './pair.js';
import type { Subject } from './subjects.js';
import { SUBJECTS } from './subjects.js';

const TURNS = 30;
const ORDERS_A_TURN = 150;
const LINES = 20_000;
const SHARES = [0.5, 0.99, 0.999];

/** Milliseconds of orders. */
interface Found {
  /** Of all orders, at each of the shares. */
  readonly quantiles: readonly number[];
  /** The median order less that of the bare call in the same round of turns; the median of these. */
  readonly addedMs: number;
  /** Half of what lies between the quarters of these. */
  readonly spreadMs: number;
}
type Row = Record<Subject, Found>;

export interface OrderFigures {
  readonly unscraped: Row;
  readonly scraped: Row;
}

/** What measuring adds to an order, with the exchange in another process. */
export const orderPart: Part<OrderFigures> = {
  name: 'order',
  measure: async () => {
    installPeers();
    return { unscraped: await measureAll(false), scraped: await measureAll(true) };
  },
  tables: ({ unscraped, scraped }) => [
    tableOf('Orders on the paper exchange, not scraped', unscraped),
    tableOf(
      `Orders on the paper exchange, while ${LINES.toLocaleString('en')} lines are scraped, and again a tenth of a second after each answer`,
      scraped,
    ),
  ],
  targets: () => [],
};

/** Some orders of each subject in turns, so that all meet the same moods of the machine. */
async function measureAll(isScraped: boolean): Promise<Row> {
  const pairs = new Map<Subject, Pair>();
  for (const subject of SUBJECTS) pairs.set(subject, await Pair.start(subject, LINES));
  const times = new Map(SUBJECTS.map((subject) => [subject, [] as number[][]]));
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (const [subject, pair] of pairs) {
      times.get(subject)?.push(await pair.turn(ORDERS_A_TURN, isScraped));
    }
  }
  for (const pair of pairs.values()) await pair.end();
  const bare = times.get('bare') ?? [];
  return Object.fromEntries(
    [...times].map(([subject, turns]) => [subject, foundIn(turns, bare)]),
  ) as Row;
}

function foundIn(turns: readonly number[][], bare: readonly number[][]): Found {
  const all = turns.flat();
  const added = turns.map((turn, at) => median(turn) - median(bare[at] ?? []));
  return {
    quantiles: SHARES.map((share) => quantile(all, share)),
    addedMs: median(added),
    spreadMs: halfSpread(added),
  };
}

function tableOf(title: string, found: Row): Table {
  return {
    title: `${title}: milliseconds (+ what it adds to the bare call, ± over the turns)`,
    head: ['', 'p50', 'p99', 'p99.9'],
    rows: SUBJECTS.map((subject) => {
      const { quantiles, addedMs, spreadMs } = found[subject];
      return [
        subject,
        ...quantiles.map((value, at) =>
          cell(value, addedTo(at, value, addedMs), at === 0 ? spreadMs : undefined),
        ),
      ];
    }),
  };
  function addedTo(at: number, value: number, addedMs: number): number {
    return at === 0 ? addedMs : value - (found.bare.quantiles[at] ?? Number.NaN);
  }
}

function cell(value: number, added: number, spread?: number): string {
  if (added === 0) return value.toFixed(3);
  const range = spread === undefined ? '' : ` ± ${spread.toFixed(3)}`;
  return `${value.toFixed(3)} (${added < 0 ? '-' : '+'}${Math.abs(added).toFixed(3)}${range})`;
}
