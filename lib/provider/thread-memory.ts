import {
  BroadcastChannel,
  getEnvironmentData,
  isMainThread,
  setEnvironmentData,
  threadId,
  type Worker,
} from 'node:worker_threads';
import type { Announcement } from '../meter/announcement.js';
import type { SharedMeterProvider } from '../meter/shared-meter-provider.js';
import { VERSION } from '../version.js';

/** Taken before a bot can put others in their place. */
const { setInterval, clearInterval } = globalThis;

/** Under which the main thread leaves word for the threads that the bot starts after it. */
const KEY = `genesis-otel ${VERSION}`;
/** How often gauges that depend on the moment are brought up to date where nobody collects. */
const REFRESH_MS = 1_000;

/** What threads have to know to record for the main thread's endpoint. */
interface Offer {
  /** The cell that counts the recordings of gauges. */
  readonly order: Float64Array;
  /** Whether the main thread pushes what they record. */
  readonly pushes: boolean;
  /** Where they announce what they record; nobody else knows its name. */
  readonly channel: string;
}

/** What one of them tells. */
export type ThreadMessage =
  | {
      readonly kind: 'announced';
      readonly writer: string;
      readonly announcements: readonly Announcement[];
    }
  | { readonly kind: 'ended'; readonly writer: string };

/**
 * Lets threads that the bot starts from now on record into memory that this thread's endpoint reads.
 * Nothing of it keeps the process alive.
 * @param listener is told of their series, and when one of them has ended
 * @returns a function that takes the offer back
 */
export function offerMemory(
  offered: Omit<Offer, 'channel'>,
  listener: (told: ThreadMessage) => void,
): () => void {
  const offer: Offer = { ...offered, channel: `genesis-otel ${Math.random()}` };
  const channel = new BroadcastChannel(offer.channel);
  channel.onmessage = (event) => listener((event as { data: ThreadMessage }).data);
  // Last, because a listener for messages holds the process again.
  channel.unref();
  const stopWatching = watchEnds((writer) => listener({ kind: 'ended', writer }));
  setEnvironmentData(KEY, { ...offer });
  return () => {
    setEnvironmentData(KEY, undefined as never);
    stopWatching();
    channel.close();
  };
}

/** What the main thread has offered to this one, a thread that the bot has started; else undefined. */
export function offeredMemory(): Offer | undefined {
  return isMainThread ? undefined : (getEnvironmentData(KEY) as unknown as Offer | undefined);
}

/** What a thread is called among those of its process. */
export function threadName(id = threadId): string {
  return id === 0 ? 'main' : `worker-${id}`;
}

/**
 * Tells the main thread of every series that `shared` records in this thread.
 * @returns a function that stops it
 */
export function joinMemory(shared: SharedMeterProvider, offer: Offer): () => void {
  const announcer = new Announcer(shared.thread, offer.channel);
  for (const { announcements } of shared.directory.snapshot()) {
    for (const announcement of announcements) announcer.announce(announcement);
  }
  const stopTelling = shared.onAnnouncement((announcement) => announcer.announce(announcement));
  const stopWatching = watchEnds((writer) => announcer.post({ kind: 'ended', writer }));
  const refreshing = setInterval(() => shared.refresh(), REFRESH_MS).unref();
  const end = (): void => announcer.end();
  process.once('exit', end);
  return () => {
    process.removeListener('exit', end);
    clearInterval(refreshing);
    stopWatching();
    stopTelling();
    end();
  };
}

/**
 * Posts what one thread announces, as much at once as there is. A channel is open only for that long:
 * an open one is sent everything that the other threads announce.
 */
class Announcer {
  readonly #writer: string;
  readonly #channel: string;
  #waiting: Announcement[] = [];
  #isEnding = false;

  constructor(writer: string, channel: string) {
    this.#writer = writer;
    this.#channel = channel;
  }

  announce(announcement: Announcement): void {
    this.#waiting.push(announcement);
    // What is recorded while a thread ends is announced at once: nothing runs after it.
    if (this.#isEnding) this.#flush();
    else if (this.#waiting.length === 1) queueMicrotask(() => this.#flush());
  }

  post(told: ThreadMessage): void {
    const channel = new BroadcastChannel(this.#channel);
    channel.postMessage(told);
    channel.close();
  }

  end(): void {
    this.#isEnding = true;
    this.#flush();
    this.post({ kind: 'ended', writer: this.#writer });
  }

  #flush(): void {
    const announcements = this.#waiting;
    this.#waiting = [];
    if (announcements.length === 0) return;
    this.post({ kind: 'announced', writer: this.#writer, announcements });
  }
}

/** Tells of each thread that this one has started when it ends, however it does. */
function watchEnds(tell: (writer: string) => void): () => void {
  const watch = (worker: Worker): void => {
    const writer = threadName(worker.threadId);
    worker.once('exit', () => tell(writer));
  };
  process.on('worker', watch);
  return () => process.removeListener('worker', watch);
}
