import type { Core } from '../../core.js';
import type { Venue } from '../../markets.js';
import { type CallUsage, CallWindows } from '../call-windows.js';
import { type RefusalKind, refusalKind } from '../refusal-kinds.js';
import type { Wording } from '../route.js';

type Words = readonly [status: number, label: string, message: string];

const windows = new WeakMap<Core, CallWindows>();

function windowsOf(core: Core): CallWindows {
  let found = windows.get(core);
  if (found === undefined) {
    found = new CallWindows(() => core.time());
    windows.set(core, found);
  }
  return found;
}

const WORDS: Readonly<Record<RefusalKind, Words>> = {
  balance: [400, 'BALANCE_NOT_ENOUGH', 'Not enough balance'],
  order: [400, 'INVALID_PARAM_VALUE', 'Invalid order'],
  minimum: [400, 'INVALID_PARAM_VALUE', 'Your order size is too small'],
  parameter: [400, 'MISSING_REQUIRED_PARAM', 'Missing required parameter'],
  postOnly: [
    400,
    'POC_FILL_IMMEDIATELY',
    'Order would match and take immediately so its cancelled',
  ],
  symbol: [400, 'INVALID_CURRENCY_PAIR', 'Invalid currency pair'],
  notFound: [404, 'ORDER_NOT_FOUND', 'Order not found'],
  noPosition: [400, 'POSITION_EMPTY', 'empty position'],
  key: [401, 'INVALID_KEY', 'Invalid key provided'],
  clock: [403, 'REQUEST_EXPIRED', 'gap between request Timestamp and server time exceeds 60'],
  limit: [429, 'TOO_MANY_REQUESTS', 'Request Rate Limit Exceeded'],
  busy: [500, 'INTERNAL', 'Internal server error'],
  down: [503, 'TOO_BUSY', 'Server is too busy at the moment'],
  rejected: [400, 'CONTRACT_IN_DELISTING', 'contract in delisting'],
};

/** Futures name these differently. */
const FUTURES: Readonly<Partial<Record<RefusalKind, Words>>> = {
  balance: [400, 'INSUFFICIENT_AVAILABLE', 'balance is not enough'],
  order: [400, 'INVALID_PARAM_VALUE', 'invalid argument'],
  minimum: [400, 'SIZE_TOO_SMALL', 'order size is too small'],
  postOnly: [400, 'ORDER_POC_IMMEDIATE', 'order would be executed immediately'],
  symbol: [400, 'CONTRACT_NOT_FOUND', 'contract not found'],
};

/** The label and text of a refusal. A positive code comes from a fault, whose text is the label. */
export function wordsOf(venue: Venue, code: number, msg: string): Words {
  if (code > 0) {
    return [400, msg, msg];
  }
  const kind = refusalKind(code, msg);
  return (venue === 'usdm' ? FUTURES[kind] : undefined) ?? WORDS[kind];
}

/**
 * Orders are limited by second and account, by default to ten a second on spot, everything else to
 * two hundred in ten seconds; both follow from the limits that the core was started with.
 */
function limitOf(core: Core, venue: Venue, isOrder: boolean) {
  const type = isOrder ? 'ORDERS' : 'REQUEST_WEIGHT';
  const { limits } = core.limits[isOrder ? venue : 'spot'];
  const limit = limits.find(({ rateLimitType }) => rateLimitType === type)?.limit ?? 0;
  return isOrder
    ? { calls: Math.floor(limit / 10), windowMs: 1000 }
    : { calls: Math.floor(limit / 30), windowMs: 10_000 };
}

/** The time of the reset is that of the answer as long as the limit is not exceeded. */
function headers(core: Core, usage: CallUsage, retryAfterS: number | undefined) {
  const now = core.time();
  const exceeded = usage.remaining < 0 ? usage.resetsAt : now;
  const resetsAt = retryAfterS === undefined ? exceeded : now + retryAfterS * 1000;
  const remaining = retryAfterS === undefined ? Math.max(0, usage.remaining) : 0;
  return {
    'x-gate-ratelimit-limit': String(usage.limit),
    'x-gate-ratelimit-requests-remain': String(remaining),
    'x-gate-ratelimit-reset-timestamp': String(Math.ceil(resetsAt / 1000)),
  };
}

export const wording: Wording = {
  clockWindowMs: 60_000,
  count: (core, { key, venue, isOrder }) => windowsOf(core).add(key, limitOf(core, venue, isOrder)),
  success: (_core, data) => data,
  refusal: (_core, { code, msg, status: coreStatus, venue }) => {
    const [status, label, message] = wordsOf(venue, code, msg);
    return { status: coreStatus >= 500 ? coreStatus : status, body: { label, message } };
  },
  headers,
};
