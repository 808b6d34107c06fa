import type { Part, Target } from '../part.js';
import { halfSpread, quantile } from '../statistics.js';
import type { Table } from '../table.js';
import { BENCH_CLIENTS } from './clients.js';
import type { PairFigures } from './pair.js';
import { Pair } from './pair.js';
import type { StartFigures } from './start-up.js';
import { measureStart } from './start-up.js';
import type { Kind } from './turn.js';
import { KINDS } from './turn.js';

const TURNS = 15;
const COUNTS: Readonly<Record<Kind, number>> = { order: 2_000, message: 10_000 };
/** What wrapping may add, in nanoseconds. */
const MOST: Readonly<Record<Kind, number>> = { order: 1_000, message: 300 };

/** What a client does itself, and what wrapping adds to it. */
interface Cost {
  readonly bare: number;
  readonly added: number;
  /** Half of what lies between the quarters of these. */
  readonly spread: number;
}

interface Found {
  readonly nanoseconds: Cost;
  readonly bytes: Cost;
}

interface ClientFigures {
  readonly kinds: Readonly<Record<Kind, Found>>;
  readonly start: StartFigures;
}
type Figures = Readonly<Record<string, ClientFigures>>;

/** What wrapping adds to each client: to an order, to a message, to its start. */
export const clientsPart: Part<Figures> = {
  name: 'clients',
  measure: async () => {
    const figures: Record<string, ClientFigures> = {};
    for (const { package: name } of BENCH_CLIENTS) {
      figures[name] = { kinds: await measureKinds(name), start: measureStart(name) };
    }
    return figures;
  },
  tables: (figures) => [...KINDS.map((kind) => costTable(kind, figures)), startTable(figures)],
  targets: (figures) =>
    Object.entries(figures).flatMap(([name, { kinds }]) =>
      KINDS.map((kind): Target => {
        const found = kinds[kind].nanoseconds.added;
        return { name: `${name}: nanoseconds added to each ${kind}`, most: MOST[kind], found };
      }),
    ),
};

async function measureKinds(name: string): Promise<ClientFigures['kinds']> {
  const pair = await Pair.start(name);
  const found: Partial<Record<Kind, Found>> = {};
  for (const kind of KINDS) {
    const turns: PairFigures[] = [];
    for (let turn = 0; turn < TURNS; turn += 1) turns.push(await pair.turn(kind, COUNTS[kind]));
    found[kind] = { nanoseconds: costOf(turns, 'nanoseconds'), bytes: costOf(turns, 'bytes') };
  }
  await pair.end();
  return found as ClientFigures['kinds'];
}

/** Of the quickest quarter of the turns the slowest: what slows some of them is somebody else's. */
function costOf(turns: readonly PairFigures[], what: 'nanoseconds' | 'bytes'): Cost {
  const [bare, wrapped] = [
    turns.map((turn) => turn.bare[what]),
    turns.map((turn) => turn.wrapped[what]),
  ];
  const differences = wrapped.map((value, at) => value - (bare[at] ?? Number.NaN));
  const own = quantile(bare, 0.25);
  return { bare: own, added: quantile(wrapped, 0.25) - own, spread: halfSpread(differences) };
}

function costTable(kind: Kind, figures: Figures): Table {
  return {
    title: `Each ${kind}: what the client does itself, and what wrapping adds (± over the turns)`,
    head: ['', 'ns', 'ns added', 'bytes', 'bytes added'],
    rows: Object.entries(figures).map(([name, { kinds }]) => {
      const { nanoseconds, bytes } = kinds[kind];
      return [name, ...cells(nanoseconds), ...cells(bytes)];
    }),
  };
}

function cells({ bare, added, spread }: Cost): string[] {
  return [bare.toFixed(0), `${added.toFixed(0)} ± ${spread.toFixed(0)}`];
}

function startTable(figures: Figures): Table {
  return {
    title: 'Start of a process: milliseconds, and what the hook on this package alone adds',
    head: ['', 'required', 'added', 'imported', 'added'],
    rows: Object.entries(figures).map(([name, { start }]) => [
      name,
      ...[start.required, start.imported].flatMap(({ bare, added }) => [
        bare.toFixed(0),
        added.toFixed(0),
      ]),
    ]),
  };
}
