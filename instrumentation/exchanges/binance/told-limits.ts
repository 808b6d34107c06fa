import { fieldsOf } from '../../core/fields.js';
import type { RateLimitUsage } from '../../core/limits/rate-limit-headers.js';

const KINDS: Readonly<Record<string, string>> = { REQUEST_WEIGHT: 'weight', ORDERS: 'orders' };
const UNITS: Readonly<Record<string, readonly [letter: string, milliseconds: number]>> = {
  SECOND: ['s', 1_000],
  MINUTE: ['m', 60_000],
  HOUR: ['h', 3_600_000],
  DAY: ['d', 86_400_000],
};

/** The use of limits in the `rateLimits` of an answer over WebSocket; windows follow the clock. */
export function usageOfRateLimits(rateLimits: unknown, now: number): RateLimitUsage[] {
  if (!Array.isArray(rateLimits)) return [];
  return rateLimits.flatMap((item) => {
    const { rateLimitType, interval, intervalNum, limit, count } = fieldsOf(item);
    const kind = KINDS[String(rateLimitType)];
    const [letter, unitMs] = UNITS[String(interval)] ?? [];
    if (kind === undefined || unitMs === undefined) return [];
    const windowMs = Number(intervalNum) * unitMs;
    if (!(windowMs > 0) || !(Number(limit) > 0) || !(Number(count) >= 0)) return [];
    const windowEndsAt = (Math.floor(now / windowMs) + 1) * windowMs;
    const limitType = `${kind}_${Number(intervalNum)}${letter}`;
    return [{ limitType, used: Number(count), limit: Number(limit), windowEndsAt }];
  });
}
