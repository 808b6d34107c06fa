import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { CollectorProcess } from '../chaos/collector/collector-process.js';
import { nextMessage } from '../next-message.js';
import { median } from '../statistics.js';
import type { PushReplies } from './bot.js';
import type { Subject } from './subjects.js';

const FILE = join(__dirname, 'bot.js');
const WARM_UP = 8;
const PUSHES = 10;
/** In turns a second without and one with a push, so that both see the same machine. */
const WATCHED_PAIRS = 6;
const WATCHED_MS = 1_000;

/** What one run of a subject gives, in milliseconds. */
export interface Figures {
  /** Until a push is over. */
  readonly pushMs: number;
  /** Processor time of a push, of all threads and of the bot's alone. */
  readonly cpuMs: number;
  readonly threadMs: number;
  /** The longest that the bot's loop was held up in a second with a push: the median, and the worst. */
  readonly stallMs: number;
  readonly worstStallMs: number;
  /** The same in seconds without a push: what the machine itself adds. */
  readonly idleStallMs: number;
  readonly worstIdleStallMs: number;
}

/** Runs a subject in a process of its own. */
export async function measure(
  subject: Subject,
  collector: CollectorProcess,
  lines: number,
): Promise<Figures> {
  const env = { ...process.env, OTEL_LOG_LEVEL: 'none' };
  const bot = new PushBot(fork(FILE, [subject, collector.url, String(lines)], { env }));
  await bot.started();
  try {
    const before = await takenBy(collector);
    for (let left = WARM_UP; left > 0; left -= 1) await bot.ask('push');
    const figures = { ...(await costs(bot)), ...(await stalls(bot)) };
    const pushes = WARM_UP + PUSHES + WATCHED_PAIRS;
    const taken = (await takenBy(collector)) - before;
    if (taken !== pushes) throw new Error(`${subject} pushed ${taken} times instead of ${pushes}`);
    return figures;
  } finally {
    await bot.end();
  }
}

async function takenBy(collector: CollectorProcess): Promise<number> {
  return (await collector.seen()).metrics.good;
}

async function costs(bot: PushBot): Promise<Pick<Figures, 'pushMs' | 'cpuMs' | 'threadMs'>> {
  const times: number[] = [];
  const before = await bot.ask('cpu');
  for (let left = PUSHES; left > 0; left -= 1) times.push(await bot.ask('push'));
  const after = await bot.ask('cpu');
  return {
    pushMs: median(times),
    cpuMs: (after.processMs - before.processMs) / PUSHES,
    threadMs: (after.threadMs - before.threadMs) / PUSHES,
  };
}

async function stalls(bot: PushBot): Promise<Omit<Figures, 'pushMs' | 'cpuMs' | 'threadMs'>> {
  const watch = async (action: () => Promise<unknown>): Promise<number> => {
    await bot.ask('watch');
    await action();
    return (await bot.ask('watched')).longest;
  };
  const [idle, pushed] = [[] as number[], [] as number[]];
  for (let left = WATCHED_PAIRS; left > 0; left -= 1) {
    idle.push(await watch(() => pause(WATCHED_MS)));
    pushed.push(await watch(() => Promise.all([bot.ask('push'), pause(WATCHED_MS)])));
  }
  return {
    stallMs: median(pushed),
    worstStallMs: Math.max(...pushed),
    idleStallMs: median(idle),
    worstIdleStallMs: Math.max(...idle),
  };
}

class PushBot {
  readonly #child: ChildProcess;

  constructor(child: ChildProcess) {
    this.#child = child;
  }

  async started(): Promise<void> {
    await nextMessage(this.#child);
  }

  async ask<Question extends keyof PushReplies>(
    question: Question,
  ): Promise<PushReplies[Question]> {
    const reply = nextMessage(this.#child);
    this.#child.send(question);
    return ((await reply) as { result: PushReplies[Question] }).result;
  }

  async end(): Promise<void> {
    // One that has failed is gone already.
    if (this.#child.exitCode !== null) return;
    this.#child.disconnect();
    await once(this.#child, 'exit');
  }
}
