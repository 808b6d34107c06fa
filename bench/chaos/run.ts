import { setTimeout as pause } from 'node:timers/promises';
import { CATALOGUE, type MetricKey } from 'genesis-otel';
import type { Work } from './bot/bot-process.js';
import { BotProcess } from './bot/bot-process.js';
import type { Ledger, Sample } from './bot/main.js';
import type { Protocol } from './collector/collector-process.js';
import { CollectorProcess, PROTOCOLS } from './collector/collector-process.js';
import type { Seen } from './collector/main.js';
import type { Phase } from './faults.js';
import { compare, type Parity } from './parity.js';
import { countPushes, droppedSpans, type Pushes, PushesByBehaviour } from './pushes.js';
import type { TimedSample } from './watch.js';
import { Watch } from './watch.js';

const WORK: Work = { lines: 8_000, recordingsPerSecond: 4_000, ordersPerSecond: 20 };
const INTERVAL_MS = 1_000;
/** Longer than a busy machine keeps a healthy collector from answering. */
const TIMEOUT_MS = 2_000;
/** Until the code of a bot is compiled and its heap has found its size. */
const WARM_UP_MS = 20_000;
/** Longer than gRPC waits before it dials a collector again that was away. */
const LONGEST_RECOVERY_MS = 150_000;

/** One bot of a run. */
export interface BotRun {
  readonly samples: readonly TimedSample[];
  /** With what is garbage taken away, before the first fault and at the end. */
  readonly before: Sample;
  readonly after: Sample;
}

/** One that pushes. */
export interface PushRun extends BotRun {
  readonly protocol: Protocol;
  readonly pushes: ReadonlyMap<string, Pushes>;
  readonly total: Pushes;
  readonly seen: Seen;
  readonly parity: Parity;
  /** Recordings that the bot has counted itself and that its collector does not have, or the reverse. */
  readonly unaccounted: number;
  readonly spans: Spans;
}

/** What became of the spans of orders. */
export interface Spans {
  readonly made: number;
  /** Each once, however often it was sent. */
  readonly taken: number;
  /** By the bot's own metric. */
  readonly dropped: number;
}

/** When the collectors behaved in which way, in seconds. */
export interface Band extends Phase {
  readonly from: number;
  readonly to: number;
}

export interface ChaosRun {
  readonly control: BotRun;
  readonly runs: readonly PushRun[];
  readonly bands: readonly Band[];
}

interface Pushing {
  readonly protocol: Protocol;
  readonly bot: BotProcess;
  readonly collector: CollectorProcess;
  readonly pushes: PushesByBehaviour;
}

/** A bot for each protocol, and one that is only scraped, in the same minutes. */
export async function runChaos(seconds: number, phases: readonly Phase[]): Promise<ChaosRun> {
  const control = await BotProcess.start(WORK, undefined);
  const pushing = await Promise.all(PROTOCOLS.map(startPushing));
  const bots = [control, ...pushing.map(({ bot }) => bot)];
  await pause(WARM_UP_MS);
  const before = await Promise.all(bots.map((bot) => bot.ask('rested')));
  const watch = new Watch(bots);
  const bands = await misbehave(untilOver(seconds, phases, watch), pushing, watch);
  await watch.end();
  const ledgers = await Promise.all(bots.map((bot) => bot.ask('stop')));
  const ends = await Promise.all(pushing.map((one, at) => endOf(one, ledgers[at + 1] as Ledger)));
  const after = await Promise.all(bots.map((bot) => bot.ask('rested')));
  const runOf = (at: number): BotRun => ({
    samples: watch.samples[at] ?? [],
    before: before[at] as Sample,
    after: after[at] as Sample,
  });
  const runs = ends.map((end, at) => ({ ...runOf(at + 1), ...end }));
  for (const child of [...bots, ...pushing.map(({ collector }) => collector)]) await child.end();
  return { control: runOf(0), runs, bands };
}

async function startPushing(protocol: Protocol): Promise<Pushing> {
  const collector = await CollectorProcess.start(protocol, TIMEOUT_MS);
  const { url } = collector;
  const times = { intervalMs: INTERVAL_MS, timeoutMs: TIMEOUT_MS };
  const bot = await BotProcess.start(WORK, { url, protocol, ...times, hasTraces: true });
  return { protocol, bot, collector, pushes: new PushesByBehaviour() };
}

/** Faults and rests, which a busy machine may stretch, for as long as there is time; a rest comes last. */
function* untilOver(seconds: number, phases: readonly Phase[], watch: Watch): Iterable<Phase> {
  for (const phase of phases) {
    yield phase;
    if (phase.behaviour === 'well' && watch.seconds > seconds) return;
  }
}

async function misbehave(
  phases: Iterable<Phase>,
  pushing: readonly Pushing[],
  watch: Watch,
): Promise<Band[]> {
  const bands: Band[] = [];
  await noteAll(pushing, 'well');
  for (const phase of phases) {
    const from = watch.seconds;
    await Promise.all(pushing.map(({ collector }) => collector.behave(phase)));
    await pause(phase.ms);
    await noteAll(pushing, phase.behaviour);
    bands.push({ ...phase, from, to: watch.seconds });
  }
  return bands;
}

async function noteAll(pushing: readonly Pushing[], behaviour: Phase['behaviour']): Promise<void> {
  await Promise.all(
    pushing.map(async ({ bot, collector, pushes }) => {
      pushes.note(behaviour, await countPushes(bot, collector));
    }),
  );
}

type Ending = Omit<PushRun, keyof BotRun>;

/** What there is once a push has come after the last recording. */
async function endOf(
  { protocol, bot, collector, pushes }: Pushing,
  { recordings, orders }: Ledger,
): Promise<Ending> {
  const { good } = (await collector.seen()).metrics;
  const deadline = performance.now() + LONGEST_RECOVERY_MS;
  // The first may have been on its way when the last was recorded.
  while ((await collector.seen()).metrics.good < good + 2 && performance.now() < deadline) {
    await pause(INTERVAL_MS / 5);
  }
  const collected = await collector.samples();
  const parity = compare(await bot.scrape(), collected);
  const spans = await spansOf(orders, bot, collector, deadline);
  pushes.note('well', await countPushes(bot, collector));
  return {
    protocol,
    pushes: pushes.found,
    total: pushes.total,
    seen: await collector.seen(),
    parity,
    unaccounted: unaccounted(recordings, collected),
    spans,
  };
}

/** Waits until each span has come or was dropped. */
async function spansOf(
  made: number,
  bot: BotProcess,
  collector: CollectorProcess,
  deadline: number,
): Promise<Spans> {
  for (;;) {
    const dropped = droppedSpans(await bot.scrape());
    const taken = (await collector.seen()).spans;
    if (taken + dropped >= made || performance.now() > deadline) return { made, taken, dropped };
    await pause(INTERVAL_MS);
  }
}

function unaccounted(
  recordings: Readonly<Record<string, number>>,
  collected: ReadonlyMap<string, number>,
): number {
  return Object.entries(recordings).reduce((sum, [key, count]) => {
    const { name, kind } = CATALOGUE[key as MetricKey];
    const series = kind === 'histogram' ? `${name}_count{` : `${name}{`;
    let found = 0;
    for (const [at, value] of collected) if (at.startsWith(series)) found += value;
    return sum + Math.abs(found - count);
  }, 0);
}
