import type { Core } from '../core.js';

/** How far a limit is used up after a request. */
export interface Usage {
  readonly limit: number;
  readonly left: number;
  /** When the window ends, by the exchange's clock. */
  readonly resetAt: number;
  readonly exceeded: boolean;
}

interface Window {
  count: number;
  endsAt: number;
}

/** Limits of so many requests a window; a window begins with the first request after the last one. */
export class WindowLimits {
  readonly #windows = new WeakMap<Core, Map<string, Window>>();

  /** Counts requests against the limit of this name. */
  take(core: Core, name: string, limit: number, lengthMs: number, count = 1): Usage {
    const windows = this.#windows.get(core) ?? new Map<string, Window>();
    this.#windows.set(core, windows);
    const now = core.time();
    let window = windows.get(name);
    // A clock that was set back must not leave a window open for long.
    if (window === undefined || window.endsAt <= now || window.endsAt > now + lengthMs) {
      window = { count: 0, endsAt: now + lengthMs };
      windows.set(name, window);
    }
    const exceeded = window.count + count > limit;
    window.count += exceeded ? 0 : count;
    return { limit, left: limit - window.count, resetAt: window.endsAt, exceeded };
  }
}
