/** Records and pushes as one subject does, in a process of its own, and measures there. */
import { readFileSync } from 'node:fs';
import { families } from '../scrape/series.js';
import type { Stalls } from '../scrape/stall-probe.js';
import { watchLoop } from '../scrape/stall-probe.js';
import { type Subject, startPushing } from './subjects.js';

/** Milliseconds of processor time. */
export interface Cpu {
  /** Of all threads. */
  readonly processMs: number;
  /** Of the thread that the bot's own code runs in; not a number where the system does not tell. */
  readonly threadMs: number;
}

/** What the parent can ask for. */
export interface PushReplies {
  /** Pushes once; the milliseconds until it was over. */
  push: number;
  cpu: Cpu;
  watch: undefined;
  /** The stalls since `watch`. */
  watched: Stalls;
}

const NANOSECONDS = 1e6;

function cpu(): Cpu {
  const { user, system } = process.cpuUsage();
  return { processMs: (user + system) / 1_000, threadMs: threadMs() };
}

/** Linux tells it of each thread, and the first has the number of the process. */
function threadMs(): number {
  try {
    const text = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8');
    return Number(text.split(' ')[0]) / NANOSECONDS;
  } catch {
    return Number.NaN;
  }
}

async function main(): Promise<void> {
  const [subject, url, lines] = process.argv.slice(2);
  const pushing = startPushing(subject as Subject, url ?? '');
  pushing.record(families(Number(lines)));
  let stopWatching: (() => Stalls) | undefined;
  const reply = async (question: keyof PushReplies): Promise<unknown> => {
    switch (question) {
      case 'push': {
        const began = performance.now();
        await pushing.push();
        return performance.now() - began;
      }
      case 'cpu':
        return cpu();
      case 'watch':
        stopWatching = watchLoop();
        return undefined;
      case 'watched':
        return stopWatching?.();
    }
  };
  process.on('message', async (question: keyof PushReplies) => {
    process.send?.({ result: await reply(question) });
  });
  process.send?.({});
}

process.once('disconnect', () => process.exit(0));
void main();
