/** Serves one subject in a process of its own, and measures there what its parent asks for. */
import { families } from './series.js';
import { type Stall, watchLoop } from './stall-probe.js';
import { type Serving, type Subject, serve } from './subjects.js';

const COLLECTIONS = 10;

/** What the parent can ask for: see {@link Replies}. */
export interface Replies {
  /** Starts watching the event loop. */
  watch: undefined;
  /** The stall since `watch`. */
  watched: Stall;
  /** The stall of collections alone; undefined where the subject cannot do that apart. */
  collect: Stall | undefined;
  /** The most memory that the process ever had, in bytes. */
  memory: number;
}

let stopWatching: (() => Stall) | undefined;

async function reply(question: keyof Replies, { collect }: Serving): Promise<unknown> {
  switch (question) {
    case 'watch':
      stopWatching = watchLoop();
      return undefined;
    case 'watched':
      return stopWatching?.();
    case 'collect':
      return collect && (await stallOf(collect));
    case 'memory':
      return process.resourceUsage().maxRSS * 1024;
  }
}

async function stallOf(collect: () => Promise<unknown>): Promise<Stall> {
  const stop = watchLoop();
  for (let left = COLLECTIONS; left > 0; left -= 1) {
    // Each starts in a turn of its own, as scrapes do.
    await new Promise((resolve) => setImmediate(resolve));
    await collect();
  }
  await new Promise((resolve) => setImmediate(resolve));
  return stop();
}

async function main(): Promise<void> {
  const [subject, lines] = process.argv.slice(2);
  const serving = await serve(subject as Subject, families(Number(lines)));
  process.on('message', (question: keyof Replies) => {
    void reply(question, serving).then((result) => process.send?.({ result }));
  });
  process.send?.({ result: serving.port });
}

process.once('disconnect', () => process.exit(0));
void main();
