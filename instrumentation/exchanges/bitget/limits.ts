import type { Headers, RateLimitUsage } from '../../core/limits/rate-limit-headers.js';
import { BITGET_REMAINING } from '../../core/limits/rate-limit-headers.js';

const WINDOW_MS = 1_000;
const ENDPOINTS_LIMIT = 500;

/**
 * Bitget tells with each answer how many calls of that endpoint remain in this second, and nowhere of
 * how many: the documentation has a figure for each of its hundreds of endpoints. After the first
 * call of a second all but one remain, so the most that ever remained, and one, is the limit.
 */
export class BitgetLimitTable {
  readonly #mostRemaining = new Map<string, number>();

  usageFromHeaders(path: string, headers: Headers, now: number): RateLimitUsage[] {
    const remaining = Number(headers[BITGET_REMAINING] ?? Number.NaN);
    if (!Number.isInteger(remaining) || remaining < 0) return [];
    const limit = this.#most(path, remaining) + 1;
    const used = limit - remaining;
    return [{ limitType: 'endpoint', used, limit, windowEndsAt: now + WINDOW_MS }];
  }

  #most(path: string, remaining: number): number {
    const most = Math.max(remaining, this.#mostRemaining.get(path) ?? 0);
    const isKept = this.#mostRemaining.has(path) || this.#mostRemaining.size < ENDPOINTS_LIMIT;
    if (isKept) this.#mostRemaining.set(path, most);
    return most;
  }
}
