import { sharedNow } from './clock.js';

/** Taken before a bot can put others in their place. */
const { setInterval, clearInterval } = globalThis;

const BEAT_MS = 250;

/**
 * Marks in shared memory that the event loop of this thread turns; nothing of it keeps the process
 * alive. Another thread tells by {@link lagSeconds} for how long it has not.
 */
export class Heartbeat {
  readonly cell = new Float64Array(new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT));
  #timer: NodeJS.Timeout | undefined;

  start(): void {
    this.cell[0] = sharedNow();
    this.#timer ??= setInterval(() => {
      this.cell[0] = sharedNow();
    }, BEAT_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}

/** For how long the next beat has been missing, in seconds; 0 while none is due. */
export function lagSeconds(cell: Float64Array): number {
  return Math.max(0, sharedNow() - (cell[0] ?? 0) - BEAT_MS) / 1_000;
}
