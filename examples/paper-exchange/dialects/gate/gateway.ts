import type { Core } from '../../core.js';
import { Throttled } from '../../dispatch.js';
import type { Venue } from '../../markets.js';
import { Gateway, type Metering } from '../gateway.js';
import { coreLimit, type WindowLimit } from '../window-limits.js';
import { wordsOf } from './wording.js';

/** How far a client's clock may be off. */
export const CLOCK_WINDOW_MS = 60_000;

/**
 * Orders are limited by second and account, by default to ten a second on spot, everything else to
 * two hundred in ten seconds; both follow from the limits that the core was started with.
 */
function limitOf(core: Core, venue: Venue, isOrder: boolean): WindowLimit {
  if (isOrder) {
    const { requests } = coreLimit(core, venue, 'ORDERS');
    return { requests: Math.floor(requests / 10), windowMs: 1000, isAligned: true };
  }
  const { requests } = coreLimit(core, 'spot', 'REQUEST_WEIGHT');
  return { requests: Math.floor(requests / 30), windowMs: 10_000, isAligned: true };
}

/** The time of the reset is that of the answer as long as the limit is not exceeded. */
function headers(core: Core, { limit, usage, refusal }: Metering) {
  const now = core.time();
  const throttled = refusal instanceof Throttled ? refusal : undefined;
  const exceeded = usage?.exceeded === true ? usage.resetAt : now;
  const resetsAt = throttled === undefined ? exceeded : now + throttled.retryAfterS * 1000;
  return {
    'x-gate-ratelimit-limit': String(limit?.requests),
    'x-gate-ratelimit-requests-remain': String(throttled === undefined ? (usage?.left ?? 0) : 0),
    'x-gate-ratelimit-reset-timestamp': String(Math.ceil(resetsAt / 1000)),
  };
}

export const gateway = new Gateway({
  counts: 'arrived',
  meter: (core, { session, apiKey, method, path }, { venue, order }) => ({
    name: `${session?.id ?? apiKey ?? ''} ${method} ${path}`,
    limit: limitOf(core, venue, order !== undefined),
  }),
  headers,
  refused: (_core, refusal, _arrival, { venue }) => {
    const [status, label, message] = wordsOf(venue, refusal);
    const body = { label, message };
    return { status: refusal.status >= 500 ? refusal.status : status, body };
  },
});
