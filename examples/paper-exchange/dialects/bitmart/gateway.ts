import type { Core } from '../../core.js';
import { type Arrival, Gateway, type Metering, retryAfter } from '../gateway.js';
import { coreLimit } from '../window-limits.js';
import { refused } from './errors.js';

const isFutures = (path: string): boolean => path.startsWith('/contract/');

/** Each path has a window of its own, for the key or, where there is none, for the address. */
function meter(core: Core, { path, apiKey }: Arrival) {
  const venue = isFutures(path) ? 'usdm' : 'spot';
  const limit = coreLimit(core, venue, apiKey === undefined ? 'REQUEST_WEIGHT' : 'ORDERS');
  return { name: `${path} ${apiKey ?? ''}`, limit: { ...limit, isAligned: false } };
}

/** What is called remaining is what has been used. */
function headers(_core: Core, { limit, usage, refusal }: Metering, { apiKey }: Arrival) {
  return {
    'x-bm-ratelimit-mode': apiKey === undefined ? 'IP' : 'UID',
    'x-bm-ratelimit-limit': String(limit?.requests),
    'x-bm-ratelimit-remaining': String((usage?.limit ?? 0) - (usage?.left ?? 0)),
    'x-bm-ratelimit-reset': String((limit?.windowMs ?? 0) / 1000),
    ...retryAfter(refusal),
  };
}

export const gateway = new Gateway({
  counts: 'arrived',
  meter,
  headers,
  refused: (_core, refusal, { path }) => refused(refusal, isFutures(path)),
});
