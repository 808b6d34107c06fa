import { Gateway } from '../gateway.js';
import { refused } from './errors.js';

const WINDOW_MS = 1000;

/** Bybit limits each route of an account by the second; each order of a batch counts. */
export const gateway = new Gateway({
  counts: 'authenticated',
  meter: (_core, { session, apiKey, path }, { perWindow = 120, items = [{}] }) => ({
    name: `${session?.id ?? apiKey} ${path}`,
    limit: { requests: perWindow, windowMs: WINDOW_MS, isAligned: false },
    count: items.length,
  }),
  headers: (core, { limit, usage, refusal }) => {
    if (usage !== undefined) {
      // The end of the window is told to whom it keeps waiting; until then it is the present.
      const resetAt = usage.exceeded ? usage.resetAt : core.time();
      return limitHeaders(usage.limit, usage.left, resetAt);
    }
    // A fault refuses before anything is counted; its headers say so all the same.
    const limited = refusal?.code === -1003 && refusal.status === 429;
    return limited ? limitHeaders(limit?.requests ?? 0, 0, core.time() + WINDOW_MS) : {};
  },
  refused: (core, refusal, _arrival, { venue }) => refused(refusal, venue, core.time()),
});

const limitHeaders = (limit: number, left: number, resetAt: number) => ({
  'X-Bapi-Limit': String(limit),
  'X-Bapi-Limit-Status': String(left),
  'X-Bapi-Limit-Reset-Timestamp': String(resetAt),
});
