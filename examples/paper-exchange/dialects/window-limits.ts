import type { Core } from '../core.js';
import type { Venue } from '../markets.js';
import { type Limit, lengthMs } from '../rate-limits.js';

/** So many requests a window. */
export interface WindowLimit {
  readonly requests: number;
  readonly windowMs: number;
  /** Windows are those of the clock; else each begins with the first request after the last one. */
  readonly isAligned: boolean;
}

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
  readonly endsAt: number;
}

/** Counts requests by name, apart for each core. A request in excess is not counted. */
export class WindowLimits {
  readonly #windows = new WeakMap<Core, Map<string, Window>>();

  take(core: Core, name: string, limit: WindowLimit, count = 1): Usage {
    const window = this.#window(core, name, limit);
    const exceeded = window.count + count > limit.requests;
    window.count += exceeded ? 0 : count;
    const left = limit.requests - window.count;
    const resetAt = window.endsAt + core.time() - core.now();
    return { limit: limit.requests, left, resetAt, exceeded };
  }

  #window(core: Core, name: string, { windowMs, isAligned }: WindowLimit): Window {
    const windows = this.#windows.get(core) ?? new Map<string, Window>();
    this.#windows.set(core, windows);
    const now = core.now();
    const known = windows.get(name);
    if (known !== undefined && known.endsAt > now) {
      return known;
    }
    const startsAt = isAligned ? Math.floor(now / windowMs) * windowMs : now;
    const window = { count: 0, endsAt: startsAt + windowMs };
    windows.set(name, window);
    return window;
  }
}

/** A limit that the core was started with, from which those of its dialects follow. */
export function coreLimit(core: Core, venue: Venue, type: Limit['rateLimitType']): WindowLimit {
  const limit = core.limits[venue].limits.find(({ rateLimitType }) => rateLimitType === type);
  if (limit === undefined) {
    throw new Error(`${venue} has no limit of ${type}`);
  }
  return { requests: limit.limit, windowMs: lengthMs(limit), isAligned: true };
}
