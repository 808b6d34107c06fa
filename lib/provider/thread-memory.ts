import {
  BroadcastChannel,
  getEnvironmentData,
  isMainThread,
  setEnvironmentData,
  threadId,
} from 'node:worker_threads';
import type { Announcement } from '../meter/announcement.js';
import type { SharedMeterProvider } from '../meter/shared-meter-provider.js';

/** Under which the main thread leaves word for the threads that the bot starts after it. */
const KEY = 'genesis-otel';
const CHANNEL = 'genesis-otel';

/** What threads have to know to record for the main thread's endpoint. */
interface Offer {
  readonly order: Float64Array;
}

/** What one of them tells. */
export type ThreadMessage =
  | { readonly kind: 'announced'; readonly writer: string; readonly announcement: Announcement }
  | { readonly kind: 'ended'; readonly writer: string };

/**
 * Lets threads that the bot starts from now on record into memory that this thread's endpoint reads.
 * Nothing of it keeps the process alive.
 * @param listener is told of their series
 * @returns a function that takes the offer back
 */
export function offerMemory(
  order: Float64Array,
  listener: (told: ThreadMessage) => void,
): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = (event) => listener((event as { data: ThreadMessage }).data);
  // Last, because a listener for messages holds the process again.
  channel.unref();
  setEnvironmentData(KEY, { order } satisfies Offer);
  return () => {
    setEnvironmentData(KEY, undefined as never);
    channel.close();
  };
}

/** What the main thread has offered to this one, a thread that the bot has started; else undefined. */
export function offeredMemory(): Offer | undefined {
  return isMainThread ? undefined : (getEnvironmentData(KEY) as unknown as Offer | undefined);
}

/** What this thread is called among those of its process. */
export function threadName(): string {
  return threadId === 0 ? 'main' : `worker-${threadId}`;
}

/**
 * Tells the main thread of every series that `shared` records in this thread; when the thread ends,
 * what it recorded stays.
 * @returns a function that stops it
 */
export function joinMemory(shared: SharedMeterProvider): () => void {
  const writer = shared.thread;
  const channel = new BroadcastChannel(CHANNEL);
  channel.unref();
  const tell = (told: ThreadMessage): void => channel.postMessage(told);
  for (const { announcements } of shared.directory.snapshot()) {
    for (const announcement of announcements) tell({ kind: 'announced', writer, announcement });
  }
  const stopTelling = shared.onAnnouncement((announcement) =>
    tell({ kind: 'announced', writer, announcement }),
  );
  const end = (): void => tell({ kind: 'ended', writer });
  process.once('exit', end);
  return () => {
    process.removeListener('exit', end);
    stopTelling();
    end();
    channel.close();
  };
}
