import type { Core } from '../../core.js';
import type { Venue } from '../../markets.js';
import { CallWindows } from '../call-windows.js';
import { type RefusalKind, refusalKind } from '../refusal-kinds.js';
import type { Wording } from '../route.js';

const windows = new WeakMap<Core, CallWindows>();

function windowsOf(core: Core): CallWindows {
  let found = windows.get(core);
  if (found === undefined) {
    found = new CallWindows(() => core.time());
    windows.set(core, found);
  }
  return found;
}

/** HTTP status, code and text of each refusal; the classic and the unified account share them. */
const WORDS: Readonly<Record<RefusalKind, readonly [number, string, string]>> = {
  balance: [400, '43012', 'Insufficient balance'],
  order: [400, '40808', 'Parameter verification exception size checkBDScale error'],
  minimum: [400, '45110', 'less than the minimum amount 5 USDT'],
  parameter: [400, '400172', 'Parameter verification failed'],
  postOnly: [400, '40917', 'The order would be executed immediately'],
  symbol: [400, '40034', 'Parameter symbol does not exist'],
  notFound: [400, '43001', 'The order does not exist'],
  noPosition: [400, '22002', 'No position to close'],
  key: [400, '40012', 'apikey/password is incorrect'],
  clock: [400, '40008', 'Request timestamp expired'],
  limit: [429, '429', 'Too Many Requests'],
  busy: [500, '40015', 'System is abnormal, please try again later'],
  down: [503, '40200', 'Server upgrade, please try again later'],
  rejected: [400, '40309', 'The contract has been removed'],
};

/** The futures engine has codes of its own for these. */
const MIX: Readonly<Partial<Record<RefusalKind, readonly [number, string, string]>>> = {
  balance: [400, '40762', 'The order amount exceeds the balance'],
  notFound: [400, '40768', 'Order does not exist'],
};

/** The code and text of a refusal. A positive code comes from a fault and is Bitget's own. */
export function wordsOf(
  venue: Venue,
  code: number,
  msg: string,
): readonly [number, string, string] {
  if (code > 0) {
    return [400, String(code), msg];
  }
  const kind = refusalKind(code, msg);
  return (venue === 'usdm' ? MIX[kind] : undefined) ?? WORDS[kind];
}

/**
 * Orders are limited by second and account, by default to ten a second on spot, and everything else
 * to twenty, which both follow from the limits that the core was started with.
 */
function limitOf(core: Core, venue: Venue, isOrder: boolean): number {
  const type = isOrder ? 'ORDERS' : 'REQUEST_WEIGHT';
  const { limits } = core.limits[isOrder ? venue : 'spot'];
  const limit = limits.find(({ rateLimitType }) => rateLimitType === type)?.limit ?? 0;
  return Math.floor(isOrder ? limit / 10 : limit / 300);
}

export const wording: Wording = {
  clockWindowMs: 30_000,
  count: (core, { key, venue, isOrder }) =>
    windowsOf(core).add(key, { calls: limitOf(core, venue, isOrder), windowMs: 1000 }),
  success: (core, data) => ({ code: '00000', msg: 'success', requestTime: core.time(), data }),
  refusal: (core, { code, msg, status: coreStatus, venue }) => {
    const [status, word, text] = wordsOf(venue, code, msg);
    const body = { code: word, msg: text, requestTime: core.time(), data: null };
    return { status: coreStatus >= 500 ? coreStatus : status, body };
  },
  headers: (_core, { remaining }, retryAfterS) => ({
    'x-mbx-used-remain-limit': String(retryAfterS === undefined ? Math.max(0, remaining) : 0),
  }),
};
