/** How many calls of one kind a window of time takes. */
export interface CallLimit {
  readonly calls: number;
  readonly windowMs: number;
}

/** What is left of a limit, as rate-limit headers tell it. */
export interface CallUsage {
  readonly limit: number;
  /** Below zero where calls were made in excess. */
  readonly remaining: number;
  /** When the window ends, in milliseconds. */
  readonly resetsAt: number;
}

/** Counts calls by key, an account and a route, in windows aligned to the clock. */
export class CallWindows {
  readonly #now: () => number;
  readonly #counts = new Map<string, { window: number; count: number }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Counts one call and tells what is left after it. */
  add(key: string, { calls, windowMs }: CallLimit): CallUsage {
    const window = Math.floor(this.#now() / windowMs);
    const before = this.#counts.get(key);
    const count = before?.window === window ? before.count + 1 : 1;
    this.#counts.set(key, { window, count });
    return { limit: calls, remaining: calls - count, resetsAt: (window + 1) * windowMs };
  }
}
