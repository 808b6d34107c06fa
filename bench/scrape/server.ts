/** Serves one subject in a process of its own, and measures there what its parent asks for. */
import { HANG_MS } from './hang-time.js';
import { families } from './series.js';
import type { Stalls } from './stall-probe.js';
import { watchLoop } from './stall-probe.js';
import { type Serving, type Subject, serve } from './subjects.js';

/** What the parent can ask for: see {@link Replies}. */
export interface Replies {
  /** Records the series, and says by how many bytes the process grew. */
  record: number;
  /** Starts watching the event loop. */
  watch: undefined;
  /** The stalls since `watch`. */
  watched: Stalls;
  /** The milliseconds of processor time that the process has had, of all its threads. */
  cpu: number;
  /** The most memory that the process ever had, in bytes. */
  memory: number;
  /** The memory that it has, in bytes. */
  resident: number;
  /** Blocks the event loop for {@link HANG_MS}; answers at once, and again when it is over. */
  hang: undefined;
}

/** So that the answer to the question leaves before. */
const HANG_AFTER_MS = 50;

/** Memory that threads share is in no figure of Node's. */
let sharedBytes = 0;
const SharedMemory = globalThis.SharedArrayBuffer;
globalThis.SharedArrayBuffer = class extends SharedMemory {
  constructor(...args: ConstructorParameters<typeof SharedMemory>) {
    super(...args);
    sharedBytes += this.byteLength;
  }
};

let stopWatching: (() => Stalls) | undefined;

function reply(question: keyof Replies, serving: Serving, lines: number): unknown {
  switch (question) {
    case 'record':
      return grownBy(() => serving.record(families(lines)));
    case 'watch':
      stopWatching = watchLoop();
      return undefined;
    case 'watched':
      return stopWatching?.();
    case 'cpu': {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1_000;
    }
    case 'memory':
      return process.resourceUsage().maxRSS * 1024;
    case 'resident':
      global.gc?.();
      return process.memoryUsage().rss;
    case 'hang':
      setTimeout(hang, HANG_AFTER_MS);
      return undefined;
  }
}

function hang(): void {
  const end = performance.now() + HANG_MS;
  while (performance.now() < end);
  process.send?.({ result: undefined });
}

function grownBy(action: () => void): number {
  global.gc?.();
  const before = held();
  action();
  global.gc?.();
  return held() - before;
}

function held(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external + sharedBytes;
}

async function main(): Promise<void> {
  const [subject, lines] = process.argv.slice(2);
  const serving = await serve(subject as Subject);
  process.on('message', (question: keyof Replies) => {
    process.send?.({ result: reply(question, serving, Number(lines)) });
  });
  process.send?.({ result: serving.port });
}

process.once('disconnect', () => process.exit(0));
void main();
