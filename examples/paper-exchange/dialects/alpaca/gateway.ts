import type { Core } from '../../core.js';
import { Gateway, type Metering, retryAfter } from '../gateway.js';
import { refusalOf } from './refusals.js';

/** Requests of a key are limited by the minute; those without one are refused uncounted. */
export const gateway = new Gateway({
  counts: 'arrived',
  meter: ({ options }, { apiKey }) => {
    const { requests, windowS } = options.alpacaLimit ?? { requests: 200, windowS: 60 };
    const limit = { requests, windowMs: windowS * 1000, isAligned: true };
    return apiKey === undefined ? undefined : { name: apiKey, limit };
  },
  headers: (_core: Core, { usage, refusal }: Metering) => ({
    ...(usage === undefined
      ? {}
      : {
          'x-ratelimit-limit': String(usage.limit),
          'x-ratelimit-remaining': String(usage.left),
          'x-ratelimit-reset': String(usage.resetAt / 1000),
        }),
    ...retryAfter(refusal),
  }),
  refused: (_core, refusal) => {
    const { code, message, status, data } = refusalOf(refusal);
    return { status, code, body: { code, message, ...(data as object | undefined) } };
  },
});
