import { setTimeout as pause } from 'node:timers/promises';
import { PUSH_OUTCOMES } from '../../lib/metrics/otlp-metrics.js';
import type { Work } from '../chaos/bot/bot-process.js';
import { BotProcess } from '../chaos/bot/bot-process.js';
import type { Sample } from '../chaos/bot/main.js';
import { CollectorProcess } from '../chaos/collector/collector-process.js';
import type { Signal } from '../chaos/collector/proto.js';
import type { Behaviour } from '../chaos/faults.js';
import { droppedSpans, pushesOf } from '../chaos/pushes.js';
import { Watch } from '../chaos/watch.js';
import type { Part, Target } from '../part.js';
import { slope } from '../statistics.js';
import type { Table } from '../table.js';

const PUSHES = Number(process.env['DEAD_PUSHES'] ?? 3_600);
const INTERVAL_MS = 100;
/** An order a second, in the time of an hour. */
const WORK: Work = { lines: 2_000, recordingsPerSecond: 1_000, ordersPerSecond: 10 };
const WARM_UP_MS = 20_000;
const NO_PUSH = 'no push';
const MIB = 2 ** 20;
const MOST_HEAP_MIB = 1;
/** What 2,048 spans take that wait for a collector; beyond that they are dropped. */
const WAITING_SPANS_MIB = 3;
/** Resident memory breathes; what leaks shows more in so many pushes. */
const MOST_RESIDENT_MIB = 10;

/** The ways to be dead. */
const DEATHS: Readonly<Record<string, { readonly behaviour: Behaviour; readonly draw: number }>> = {
  'refuses connections': { behaviour: 'down', draw: 0 },
  'never answers': { behaviour: 'hang', draw: 0 },
  'answers with 503': { behaviour: 'refusal', draw: 7 / 9 },
};

type Memory = Pick<Sample, 'rss' | 'heapUsed' | 'external' | 'arrayBuffers'>;

interface Row {
  readonly name: string;
  readonly hasTraces: boolean;
  /** Pushes of metrics and of spans that were tried, and those that were left out. */
  readonly failed: Readonly<Record<Signal, number>>;
  readonly succeeded: number;
  readonly skipped: number;
  readonly droppedSpans: number;
  readonly before: Memory;
  readonly after: Memory;
  /** Bytes of resident memory in a minute. */
  readonly growth: number;
}

type Figures = readonly Row[];

/** The memory of a bot whose collector is dead for as many pushes as an hour has seconds. */
export const deadPart: Part<Figures> = {
  name: 'dead',
  isLong: true,
  measure: async () => {
    const rows: Row[] = [];
    for (const hasTraces of [false, true]) rows.push(...(await measureAll(hasTraces)));
    return rows;
  },
  tables: (rows) => [tableOf(rows)],
  targets,
};

interface Dying {
  readonly name: string;
  readonly bot: BotProcess;
  readonly collector: CollectorProcess | undefined;
}

/** Every death at the same time, beside a bot that pushes nowhere. */
async function measureAll(hasTraces: boolean): Promise<Row[]> {
  const all: Dying[] = [
    { name: NO_PUSH, bot: await BotProcess.start(WORK, undefined), collector: undefined },
  ];
  for (const name of Object.keys(DEATHS)) all.push(await startDying(name, hasTraces));
  await pause(WARM_UP_MS);
  await Promise.all(
    all.map(({ name, collector }) =>
      collector?.behave(DEATHS[name] ?? { behaviour: 'down', draw: 0 }),
    ),
  );
  const counted = await Promise.all(all.map(({ bot }) => bot.scrape()));
  const before = await Promise.all(all.map(({ bot }) => bot.ask('rested')));
  const watch = new Watch(all.map(({ bot }) => bot));
  await pause(PUSHES * INTERVAL_MS);
  await watch.end();
  const after = await Promise.all(all.map(({ bot }) => bot.ask('rested')));
  const scrapes = await Promise.all(all.map(({ bot }) => bot.scrape()));
  for (const { bot, collector } of all) {
    await bot.end();
    await collector?.end();
  }
  return all.map(({ name }, at) => ({
    name,
    hasTraces,
    ...countsOf(counted[at] ?? new Map(), scrapes[at] ?? new Map()),
    before: before[at] as Memory,
    after: after[at] as Memory,
    growth: slope((watch.samples[at] ?? []).map(({ seconds, rss }) => [seconds / 60, rss])),
  }));
}

async function startDying(name: string, hasTraces: boolean): Promise<Dying> {
  const collector = await CollectorProcess.start('http/protobuf', INTERVAL_MS);
  const bot = await BotProcess.start(WORK, {
    url: collector.url,
    protocol: 'http/protobuf',
    intervalMs: INTERVAL_MS,
    timeoutMs: INTERVAL_MS,
    hasTraces,
  });
  return { name, bot, collector };
}

type Scrape = ReadonlyMap<string, number>;

function countsOf(
  before: Scrape,
  after: Scrape,
): Pick<Row, 'failed' | 'succeeded' | 'skipped' | 'droppedSpans'> {
  const since = (of: (scrape: Scrape) => number): number => of(after) - of(before);
  const taken: readonly string[] = ['success', 'partial', 'unreadable', 'skipped'];
  const failures = PUSH_OUTCOMES.filter((outcome) => !taken.includes(outcome));
  const failed = (signal: Signal): number =>
    since((scrape) =>
      failures.reduce((sum, outcome) => sum + pushesOf(scrape, signal, outcome), 0),
    );
  return {
    failed: { metrics: failed('metrics'), traces: failed('traces') },
    succeeded: since((scrape) => pushesOf(scrape, 'metrics', 'success')),
    skipped: since((scrape) => pushesOf(scrape, 'metrics', 'skipped')),
    droppedSpans: since(droppedSpans),
  };
}

function tableOf(rows: Figures): Table {
  return {
    title: `A dead collector for ${(PUSHES * INTERVAL_MS) / 1_000} s, a push due each ${INTERVAL_MS} ms: MiB of the bot after garbage was collected, before → after`,
    head: [
      ...['the collector', 'traces', 'failed pushes: metrics', 'traces', 'not tried'],
      ...['spans dropped', 'resident', 'a minute', 'heap', 'external', 'array buffers'],
    ],
    rows: rows.map(({ name, hasTraces, failed, skipped, droppedSpans, before, after, growth }) => [
      ...[name, hasTraces ? 'on' : 'off'],
      ...[failed.metrics, failed.traces, skipped, droppedSpans].map(String),
      pair(before.rss, after.rss),
      `${growth < 0 ? '' : '+'}${(growth / MIB).toFixed(2)}`,
      pair(before.heapUsed, after.heapUsed),
      pair(before.external, after.external),
      pair(before.arrayBuffers, after.arrayBuffers),
    ]),
  };
}

function pair(before: number, after: number): string {
  return `${(before / MIB).toFixed(1)} → ${(after / MIB).toFixed(1)}`;
}

function targets(rows: Figures): Target[] {
  return rows
    .filter(({ name }) => name !== NO_PUSH)
    .flatMap(({ name, hasTraces, before, after, growth, succeeded }) => {
      const what = `${name}, traces ${hasTraces ? 'on' : 'off'}`;
      return [
        {
          name: `${what}: MiB that the heap of the bot’s thread grew by`,
          most: MOST_HEAP_MIB + (hasTraces ? WAITING_SPANS_MIB : 0),
          found: (after.heapUsed - before.heapUsed) / MIB,
        },
        {
          name: `${what}: MiB that resident memory grew by, by its slope`,
          most: MOST_RESIDENT_MIB,
          found: (growth * PUSHES * INTERVAL_MS) / 60_000 / MIB,
        },
        { name: `${what}: pushes that were taken`, most: 0, found: succeeded },
      ];
    });
}
