import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Part, Target } from '../part.js';
import { median, slope } from '../statistics.js';
import type { Table } from '../table.js';
import { FAULT_KINDS, MEANINGS, phases } from './faults.js';
import type { Line } from './plot.js';
import { plot, sparkline } from './plot.js';
import { type Ending, type Pushes, TAKEN } from './pushes.js';
import type { BotRun, ChaosRun, PushRun, Spans } from './run.js';
import { runChaos } from './run.js';
import type { TimedSample } from './watch.js';

const SECONDS = Number(process.env['CHAOS_SECONDS'] ?? 600);
const SEED = Number(process.env['CHAOS_SEED'] ?? 20_261_128);
const PLOT = process.env['CHAOS_PLOT'] ?? join(__dirname, '../../../bench/results/chaos.svg');

const MIB = 2 ** 20;
const SPARKS = 40;
/** What memory may seem to grow by in a run of any length, because heaps breathe. */
const BREATH_MIB = 4;
const MOST_GROWTH_MIB_A_MINUTE = 0.5;
/** Of the delay without a push, or in milliseconds where the machine is quiet. */
const MOST_DELAY_SHARE = 0.25;
const MOST_DELAY_MS = 1;
/** An answer and the end of the bot's patience may cross on their way. */
const MOST_DISAGREEMENT = 0.01;
/** Points of the plot are medians of so many seconds. */
const SMOOTHED_SECONDS = 5;

interface BotFigures {
  readonly name: string;
  /** Resident memory in MiB: at first, at last, the most. */
  readonly rss: readonly [number, number, number];
  readonly rssAMinute: number;
  /** On the heap of the bot's thread after garbage was collected, and beside it. */
  readonly heap: readonly [number, number];
  readonly external: readonly [number, number];
  readonly arrayBuffers: readonly [number, number];
  /** How late the event loop was in a second: the medians. */
  readonly delayP50: number;
  readonly delayP99: number;
  readonly delayMax: number;
  readonly sparks: string;
}

interface PushFigures {
  readonly name: string;
  readonly byBehaviour: Readonly<Record<string, Pushes>>;
  readonly total: Pushes;
  readonly compared: number;
  readonly lost: number;
  readonly unaccounted: number;
  readonly spans: Spans;
  readonly restsMissed: number;
  readonly recoveryMs: number;
  readonly slowestRecoveryMs: number;
}

export interface ChaosFigures {
  readonly seed: number;
  readonly minutes: number;
  readonly bots: readonly BotFigures[];
  readonly pushes: readonly PushFigures[];
}

/** A bot whose collector fails in every way, by a seed, beside one that pushes nowhere. */
export const chaosPart: Part<ChaosFigures> = {
  name: 'chaos',
  isLong: true,
  measure: async () => {
    const run = await runChaos(SECONDS, phases(SEED, SECONDS * 1_000));
    const minutes = (run.bands.at(-1)?.to ?? 0) / 60;
    mkdirSync(dirname(PLOT), { recursive: true });
    writeFileSync(PLOT, plotOf(run, minutes));
    const named = [['no push', run.control], ...run.runs.map((one) => [one.protocol, one])] as [
      string,
      BotRun,
    ][];
    return {
      seed: SEED,
      minutes,
      bots: named.map(([name, one]) => botFigures(name, one)),
      pushes: run.runs.map(pushFigures),
    };
  },
  tables: (figures) => [
    botsTable(figures),
    countsTable(figures),
    ...figures.pushes.map(kindsTable),
  ],
  targets,
};

function botFigures(name: string, { samples, before, after }: BotRun): BotFigures {
  const rss = samples.map((sample) => sample.rss / MIB);
  const both = (key: 'heapUsed' | 'external' | 'arrayBuffers'): [number, number] => [
    before[key] / MIB,
    after[key] / MIB,
  ];
  const middle = (key: keyof TimedSample): number => median(samples.map((sample) => sample[key]));
  return {
    name,
    rss: [rss[0] ?? Number.NaN, rss.at(-1) ?? Number.NaN, Math.max(...rss)],
    rssAMinute: slope(samples.map(({ seconds }, at) => [seconds / 60, rss[at] ?? 0])),
    heap: both('heapUsed'),
    external: both('external'),
    arrayBuffers: both('arrayBuffers'),
    delayP50: middle('delayP50'),
    delayP99: middle('delayP99'),
    delayMax: middle('delayMax'),
    sparks: sparkline(rss, SPARKS),
  };
}

function pushFigures({
  protocol,
  pushes,
  total,
  seen,
  parity,
  unaccounted,
  spans,
}: PushRun): PushFigures {
  const { recoveriesMs, restsMissed } = seen;
  return {
    name: protocol,
    byBehaviour: Object.fromEntries(pushes),
    total,
    ...parity,
    unaccounted,
    spans,
    restsMissed,
    recoveryMs: median(recoveriesMs),
    slowestRecoveryMs: Math.max(...recoveriesMs),
  };
}

function botsTable({ bots, minutes, seed }: ChaosFigures): Table {
  const pair = ([first, last]: readonly [number, number]): string =>
    `${first.toFixed(1)} → ${last.toFixed(1)}`;
  return {
    title: `${minutes.toFixed(1)} minutes of chaos, seed ${seed} (plot: ${relative('', PLOT)}): MiB of the bot, and milliseconds that its event loop was late in a second (medians)`,
    head: [
      ...['', 'resident: first → last (most)', 'a minute', 'over time'],
      ...['heap after gc', 'external', 'array buffers', 'late p50', 'p99', 'longest'],
    ],
    rows: bots.map((bot) => [
      bot.name,
      `${pair([bot.rss[0], bot.rss[1]])} (${bot.rss[2].toFixed(1)})`,
      `${bot.rssAMinute < 0 ? '' : '+'}${bot.rssAMinute.toFixed(2)}`,
      bot.sparks,
      ...[pair(bot.heap), pair(bot.external), pair(bot.arrayBuffers)],
      ...[bot.delayP50, bot.delayP99, bot.delayMax].map((ms) => ms.toFixed(2)),
    ]),
  };
}

function countsTable({ pushes }: ChaosFigures): Table {
  return {
    title: 'What the collector has at the end compared with a scrape',
    head: [
      ...['', 'pushes taken: bot, collector', 'series', 'values lost'],
      ...['recordings unaccounted for', 'spans: made, taken, dropped'],
      ...['ms until pushes come again (most)', 'rests missed'],
    ],
    rows: pushes.map((one) => [
      one.name,
      `${takenOf(one.total.bot)}, ${takenOf(one.total.collector)}`,
      ...[one.compared, one.lost, one.unaccounted].map(String),
      `${one.spans.made}, ${one.spans.taken}, ${one.spans.dropped}`,
      `${one.recoveryMs.toFixed(0)} (${one.slowestRecoveryMs.toFixed(0)})`,
      String(one.restsMissed),
    ]),
  };
}

function kindsTable({ name, byBehaviour }: PushFigures): Table {
  const kinds = ['well', ...FAULT_KINDS].filter((kind) => kind in byBehaviour);
  return {
    title: `Pushes over ${name} by what the collector was like: as the bot counts them / as the collector does`,
    head: ['', 'meaning', 'success', 'partial', 'unreadable', 'failed', 'not tried'],
    rows: kinds.map((kind) => {
      const { bot, collector } = byBehaviour[kind] as Pushes;
      const meaning = MEANINGS[kind as keyof typeof MEANINGS];
      const both = (ending: Ending): string => `${bot[ending]} / ${collector[ending]}`;
      const cells = (['success', 'partial', 'unreadable', 'failed'] as const).map(both);
      return [kind, meaning, ...cells, String(bot.skipped)];
    }),
  };
}

function disagreement({ bot, collector }: Pushes): number {
  const differences = TAKEN.map((ending) => Math.abs(bot[ending] - collector[ending]));
  return differences.reduce((sum, one) => sum + one, 0) / takenOf(collector);
}

function takenOf(counts: Readonly<Record<Ending, number>>): number {
  return TAKEN.reduce((sum, ending) => sum + counts[ending], 0);
}

function plotOf({ control, runs, bands }: ChaosRun, minutes: number): string {
  const named = [['no push', control], ...runs.map((one) => [one.protocol, one])] as [
    string,
    BotRun,
  ][];
  const lines = (of: (sample: TimedSample) => number): Line[] =>
    named.map(([name, { samples }]) => ({ name, points: smoothed(samples, of) }));
  const shades = bands
    .filter(({ behaviour }) => behaviour !== 'well')
    .map(({ from, to }) => ({ from: from / 60, to: to / 60 }));
  return plot(
    [
      {
        title: 'resident memory, MiB (shaded: the collector has a fault)',
        lines: lines(({ rss }) => rss / MIB),
        least: 150,
      },
      {
        title: 'event loop late in a second, p99, ms',
        lines: lines(({ delayP99 }) => delayP99),
        least: 10,
      },
    ],
    shades,
    minutes,
  );
}

function smoothed(
  samples: readonly TimedSample[],
  of: (sample: TimedSample) => number,
): [number, number][] {
  const points: [number, number][] = [];
  for (let at = 0; at < samples.length; at += SMOOTHED_SECONDS) {
    const some = samples.slice(at, at + SMOOTHED_SECONDS);
    points.push([median(some.map(({ seconds }) => seconds)) / 60, median(some.map(of))]);
  }
  return points;
}

function targets({ bots, pushes, minutes }: ChaosFigures): Target[] {
  const [control, ...others] = bots;
  const growth = (bot: BotFigures | undefined): number => (bot?.rssAMinute ?? 0) * minutes;
  return [
    ...others.flatMap((bot) => [
      {
        name: `${bot.name}: MiB that memory grew by, beyond the bot without a push`,
        most: BREATH_MIB + MOST_GROWTH_MIB_A_MINUTE * minutes,
        found: growth(bot) - growth(control),
      },
      {
        name: `${bot.name}: ms that the loop is late (p99 of a second) beyond the bot without a push`,
        most: Math.max(MOST_DELAY_MS, MOST_DELAY_SHARE * (control?.delayP99 ?? 0)),
        found: bot.delayP99 - (control?.delayP99 ?? 0),
      },
    ]),
    ...pushes.flatMap((one) => [
      { name: `${one.name}: values lost`, most: 0, found: one.lost },
      { name: `${one.name}: recordings unaccounted for`, most: 0, found: one.unaccounted },
      {
        name: `${one.name}: spans that were neither taken nor counted as dropped`,
        most: 0,
        found: one.spans.made - one.spans.taken - one.spans.dropped,
      },
      {
        name: `${one.name}: share of the taken pushes that bot and collector disagree about`,
        most: MOST_DISAGREEMENT,
        found: disagreement(one.total),
      },
    ]),
  ];
}
