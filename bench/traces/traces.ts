import type { Part, Target } from '../part.js';
import { halfSpread, quantile } from '../statistics.js';
import type { Table } from '../table.js';
import { Group, type ModeFigures } from './group.js';
import { MODES, type Mode } from './modes.js';
import type { TracedFigures } from './subject.js';

const CLIENTS = {
  ccxt: 'ccxt',
  'okx-api': 'okx-api',
  ws: 'a function of the bot’s own',
} as const;
const TURNS = 15;
const ORDERS = 300;
/** Those that a turn places besides, to count what they allocate. */
const ORDERS_BESIDES = 100;
/** What two runs of the same differ by on a machine that does other things too. */
const NOISE = 0.05;

interface Cost {
  readonly value: number;
  /** Half of what lies between the quarters of the differences to `off` in the same turn. */
  readonly spread: number;
}
type ModeCosts = Readonly<Record<keyof TracedFigures, Cost>>;
interface ClientFigures {
  readonly modes: Readonly<Partial<Record<Mode, ModeCosts>>>;
  /** Spans that came for each order. */
  readonly spans: Readonly<Partial<Record<Mode, number>>>;
}
type Figures = Readonly<Record<string, ClientFigures>>;

/** What an order costs with its traces off, on, and on for one of a hundred. */
export const tracesPart: Part<Figures> = {
  name: 'traces',
  measure: async () => {
    const figures: Record<string, ClientFigures> = {};
    for (const [client, name] of Object.entries(CLIENTS)) {
      figures[name] = await measureClient(client);
    }
    return figures;
  },
  tables: (figures) => Object.entries(figures).map(tableOf),
  targets: (figures) =>
    Object.entries(figures).flatMap(([name, { modes, spans }]): Target[] => {
      const [before, off] = [modes.before?.nanoseconds.value, modes.off?.nanoseconds.value ?? 0];
      const unsent = { name: `${name}: spans that did not come, of all`, most: 0 };
      return [
        { ...unsent, found: 1 - (spans.on ?? 0) },
        ...(before === undefined
          ? []
          : [{ name: `${name}: traces off, of before`, most: 1 + NOISE, found: off / before }]),
      ];
    }),
};

async function measureClient(client: string): Promise<ClientFigures> {
  const group = await Group.start(client);
  const before = await spansOf(group);
  const turns: ModeFigures[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) turns.push(await group.turn(ORDERS));
  const after = await spansOf(group);
  await group.end();
  const orders = TURNS * (2 * ORDERS + ORDERS_BESIDES);
  const known = MODES.filter((mode) => turns[0]?.[mode] !== undefined);
  return {
    modes: Object.fromEntries(known.map((mode) => [mode, costsOf(turns, mode)])),
    spans: Object.fromEntries(known.map((mode) => [mode, (after[mode] - before[mode]) / orders])),
  };
}

async function spansOf(group: Group): Promise<Record<Mode, number>> {
  const entries: [Mode, number][] = [];
  for (const mode of MODES) entries.push([mode, await group.spans(mode)]);
  return Object.fromEntries(entries) as Record<Mode, number>;
}

function costsOf(turns: readonly ModeFigures[], mode: Mode): ModeCosts {
  const cost = (what: keyof TracedFigures): Cost => {
    const values = turns.map((turn) => turn[mode]?.[what] ?? Number.NaN);
    const differences = turns.map((turn, at) => (values[at] ?? 0) - (turn.off?.[what] ?? 0));
    // Of the quickest quarter of the turns the slowest: what slows some of them is somebody else's.
    return { value: quantile(values, 0.25), spread: halfSpread(differences) };
  };
  return { nanoseconds: cost('nanoseconds'), bytes: cost('bytes'), processor: cost('processor') };
}

function tableOf([name, { modes, spans }]: [string, ClientFigures]): Table {
  return {
    title: `An order through ${name}: microseconds until it is answered, bytes allocated, and microseconds of processor time with the sending of its span (in brackets: compared with traces off, ± over the turns)`,
    head: ['traces', 'µs', 'bytes', 'processor µs', 'spans an order'],
    rows: (Object.entries(modes) as [Mode, ModeCosts][]).map(([mode, costs]) => {
      const cell = (what: keyof TracedFigures, unit: number, digits: number): string => {
        const { value, spread } = costs[what];
        if (Number.isNaN(value)) return '';
        const added = (value - (modes.off?.[what].value ?? Number.NaN)) / unit;
        const text = (value / unit).toFixed(digits);
        if (mode === 'off') return text;
        const sign = added < 0 ? '' : '+';
        return `${text} (${sign}${added.toFixed(digits)} ± ${(spread / unit).toFixed(digits)})`;
      };
      return [
        mode,
        cell('nanoseconds', 1_000, 2),
        cell('bytes', 1, 0),
        cell('processor', 1_000, 1),
        (spans[mode] ?? 0).toFixed(3),
      ];
    }),
  };
}
