import * as workerThreads from 'node:worker_threads';

/**
 * Whether this is the thread in which Node.js runs module loader hooks. Preloads run there too, and
 * an SDK started there starts twice or, once in forty times, hangs the bot's start. Newer versions
 * of Node.js tell; on the others it is the thread that nobody can send a message to.
 */
export function isLoaderThread(threads: ThreadInfo = workerThreads): boolean {
  return threads.isInternalThread === true || (!threads.isMainThread && !threads.parentPort);
}

export interface ThreadInfo {
  readonly isMainThread: boolean;
  readonly parentPort: unknown;
  readonly isInternalThread?: boolean;
}
