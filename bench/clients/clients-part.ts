import type { Part, Target } from '../part.js';
import { halfSpread, quantile } from '../statistics.js';
import type { Table } from '../table.js';
import { BENCH_CLIENTS } from './clients.js';
import type { PairFigures } from './pair.js';
import { Pair } from './pair.js';
import type { StartFigures } from './start-up.js';
import { measurePreload, measureStart } from './start-up.js';
import type { Kind } from './turn.js';
import { KINDS } from './turn.js';

const TURNS = 15;
const COUNTS: Readonly<Record<Kind, number>> = { order: 300, message: 3_000 };
/** What wrapping may add, in nanoseconds. */
const MOST: Readonly<Record<Kind, number>> = { order: 1_000, message: 300 };

/** What a client does itself, and what wrapping adds to it. */
interface Cost {
  readonly bare: number;
  readonly added: number;
  /** What an `AsyncLocalStorage` alone adds, of which Node.js 20 takes a share of every promise. */
  readonly stored: number | undefined;
  /** Half of what lies between the quarters of these. */
  readonly spread: number;
}

interface Found {
  readonly nanoseconds: Cost;
  readonly bytes: Cost;
}

interface ClientFigures {
  readonly kinds: Readonly<Partial<Record<Kind, Found>>>;
  readonly start: StartFigures;
}
type Figures = Readonly<Record<string, ClientFigures>>;

/** What wrapping adds to each client: to an order, to a message, to its start. */
export const clientsPart: Part<Figures> = {
  name: 'clients',
  measure: async () => {
    const figures: Record<string, ClientFigures> = {};
    const preload = measurePreload();
    for (const { package: name } of BENCH_CLIENTS) {
      figures[name] = { kinds: await measureKinds(name), start: measureStart(name, preload) };
    }
    return figures;
  },
  tables: (figures) => [...KINDS.map((kind) => costTable(kind, figures)), startTable(figures)],
  targets: (figures) =>
    Object.entries(figures).flatMap(([name, { kinds }]) =>
      KINDS.flatMap((kind): Target[] => {
        const found = kinds[kind]?.nanoseconds.added;
        if (found === undefined) return [];
        return [{ name: `${name}: nanoseconds added to each ${kind}`, most: MOST[kind], found }];
      }),
    ),
};

async function measureKinds(name: string): Promise<ClientFigures['kinds']> {
  const pair = await Pair.start(name);
  const found: Partial<Record<Kind, Found>> = {};
  for (const kind of pair.kinds) {
    const turns: PairFigures[] = [];
    for (let turn = 0; turn < TURNS; turn += 1) turns.push(await pair.turn(kind, COUNTS[kind]));
    found[kind] = { nanoseconds: costOf(turns, 'nanoseconds'), bytes: costOf(turns, 'bytes') };
  }
  await pair.end();
  return found;
}

/** Of the quickest quarter of the turns the slowest: what slows some of them is somebody else's. */
function costOf(turns: readonly PairFigures[], what: 'nanoseconds' | 'bytes'): Cost {
  const quick = (subject: keyof PairFigures): number =>
    quantile(
      turns.map((turn) => turn[subject]?.[what] ?? Number.NaN),
      0.25,
    );
  const bare = quick('bare');
  const stored = quick('stored') - bare;
  return {
    bare,
    added: quick('wrapped') - bare,
    stored: Number.isNaN(stored) ? undefined : stored,
    spread: halfSpread(turns.map((turn) => turn.wrapped[what] - turn.bare[what])),
  };
}

function costTable(kind: Kind, figures: Figures): Table {
  return {
    title: `Each ${kind}: what the client does itself, and what wrapping adds (± over the turns; in brackets what an AsyncLocalStorage alone adds)`,
    head: ['', 'ns bare', 'wrapped', 'added', 'bytes bare', 'wrapped', 'added'],
    rows: Object.entries(figures).flatMap(([name, { kinds }]) => {
      const found = kinds[kind];
      return found === undefined
        ? []
        : [[name, ...cells(found.nanoseconds), ...cells(found.bytes)]];
    }),
  };
}

function cells({ bare, added, stored, spread }: Cost): string[] {
  const own = stored === undefined ? '' : ` (${stored.toFixed(0)})`;
  const change = `${added.toFixed(0)} ± ${spread.toFixed(0)}${own}`;
  return [bare.toFixed(0), (bare + added).toFixed(0), change];
}

function startTable(figures: Figures): Table {
  return {
    title:
      'Start of a process: milliseconds of processor time, and what the hook on this package alone adds',
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
