import type { Core } from '../../core.js';
import { Throttled } from '../../dispatch.js';
import type { Venue } from '../../markets.js';
import { Gateway } from '../gateway.js';
import { type Asked, type Route, taskOf } from '../route.js';
import { coreLimit, type WindowLimit } from '../window-limits.js';
import { wordsOf } from './wording.js';

/** How far a client's clock may be off. */
export const CLOCK_WINDOW_MS = 30_000;

/**
 * Orders are limited by second and account, by default to ten a second on spot, and everything else
 * to twenty, which both follow from the limits that the core was started with.
 */
function limitOf(core: Core, venue: Venue, isOrder: boolean): WindowLimit {
  const { requests } = isOrder
    ? coreLimit(core, venue, 'ORDERS')
    : coreLimit(core, 'spot', 'REQUEST_WEIGHT');
  return {
    requests: Math.floor(requests / (isOrder ? 10 : 300)),
    windowMs: 1000,
    isAligned: true,
  };
}

export const gateway = new Gateway({
  counts: 'arrived',
  meter: (core, { session, apiKey, method, path }, { venue, order }) => ({
    name: `${session?.id ?? apiKey ?? ''} ${method} ${path}`,
    limit: limitOf(core, venue, order !== undefined),
  }),
  headers: (_core, { usage, refusal }) => ({
    'x-mbx-used-remain-limit': String(refusal instanceof Throttled ? 0 : (usage?.left ?? 0)),
  }),
  refused: (core, refusal, _arrival, { venue }) => {
    const [status, code, msg] = wordsOf(venue, refusal);
    const body = { code, msg, requestTime: core.time(), data: null };
    return { status: refusal.status >= 500 ? refusal.status : status, body };
  },
});

export const taskFor = (route: Route, asked: Asked) =>
  taskOf(route, asked, (data) => ({
    code: '00000',
    msg: 'success',
    requestTime: asked.core.time(),
    data,
  }));
