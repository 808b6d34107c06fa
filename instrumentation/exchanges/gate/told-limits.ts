import { fieldsOf } from '../../core/fields.js';
import type { RateLimitUsage } from '../../core/limits/rate-limit-headers.js';

const WINDOW_MS = 1_000;

/** The use of a limit in the header of an answer over WebSocket, where only orders have one. */
export function usageOfApiHeader(header: unknown, now: number): RateLimitUsage | undefined {
  const fields = fieldsOf(header);
  const limit = Number(fields['x_gate_ratelimit_limit']);
  // What remains is left out where it is nothing.
  const remaining = Number(fields['x_gate_ratelimit_requests_remain'] ?? 0);
  if (!(limit > 0) || !(remaining >= 0)) return undefined;
  return { limitType: 'endpoint', used: limit - remaining, limit, windowEndsAt: now + WINDOW_MS };
}
