import type { Account } from '../../accounts.js';
import type { Core } from '../../core.js';
import { Refusal } from '../../errors.js';
import type { Venue } from '../../markets.js';
import type { Params } from '../../operation.js';
import { type Asked, handle, type Told } from '../requests.js';
import { WindowLimits } from '../window-limits.js';
import { envelope, OK, refused } from './errors.js';
import { type BybitOperation, itemsOf } from './operations.js';
import { coreParams } from './words.js';

const limits = new WindowLimits();

/** A request of either transport. */
export interface BybitRequest {
  readonly operation: BybitOperation;
  readonly params: Params;
  readonly asked: Pick<Asked, 'transport' | 'method' | 'path' | 'apiKey' | 'session'>;
  /** Throws a `Refusal` where the request may not act for an account. */
  readonly authenticate: () => Account | undefined;
}

const venueOrSpot = ({ category }: Params): Venue => (category === 'spot' ? 'spot' : 'usdm');

/** Handles a request from arrival to the answer: authentication, limits, the operation, the journal. */
export function perform(core: Core, request: BybitRequest) {
  const { operation, params, asked } = request;
  const venue = venueOrSpot(params);
  const items = itemsOf(operation, params);
  let headers: Readonly<Record<string, string>> = {};
  const answer = (): Told => {
    const account = operation.access === 'public' ? undefined : request.authenticate();
    if (account !== undefined) {
      const usage = limits.take(
        core,
        `${account.id} ${asked.path}`,
        operation.perSecond,
        1000,
        items.length,
      );
      headers = limitHeaders(usage.limit, usage.left, usage.resetAt);
      if (usage.exceeded) {
        throw new Refusal(-1003, 'Too many visits.', 429);
      }
    }
    const done = operation.run({ core, params, account });
    return {
      status: 200,
      code: 0,
      body: envelope(core.time(), OK, done.result, done.retExtInfo),
      headers,
      ...(done.items === undefined ? {} : { items: done.items }),
    };
  };
  return handle(
    core,
    { ...asked, venue, order: operation.order, items: items.map(coreParams) },
    answer,
    (refusal) =>
      refused(refusal, venue, core.time(), throttled(core, refusal, operation.perSecond, headers)),
  );
}

const limitHeaders = (limit: number, left: number, resetAt: number) => ({
  'X-Bapi-Limit': String(limit),
  'X-Bapi-Limit-Status': String(left),
  'X-Bapi-Limit-Reset-Timestamp': String(resetAt),
});

/** A fault refuses before anything is counted; its headers say so all the same. */
function throttled(
  core: Core,
  { code, status }: Refusal,
  limit: number,
  headers: Readonly<Record<string, string>>,
) {
  const uncounted = code === -1003 && status === 429 && headers['X-Bapi-Limit'] === undefined;
  return uncounted ? limitHeaders(limit, 0, core.time() + 1000) : headers;
}
