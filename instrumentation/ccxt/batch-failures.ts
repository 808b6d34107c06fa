import type { OrderEvent } from '../../lib/collector/order-event.js';
import type { OrderFailure, OrderRequest } from '../core/orders/order-call.js';
import type { CcxtOrder } from './internal-types.js';
import { tradedName } from './internal-types.js';

/**
 * How each order of a call ended, from an answer that resolved. A batch resolves although some of
 * its orders were rejected. Most exchanges answer item by item; some leave the rejected out, and an
 * order without an answer has failed. Cancelling or closing many answers for as many as there were,
 * whatever was asked, and each answer speaks for itself.
 */
export function failuresOf(answer: unknown, { operation, orders }: OrderRequest): OrderFailure[] {
  const answers = (Array.isArray(answer) ? answer : [answer]) as (CcxtOrder | null | undefined)[];
  const isPlacing = operation === 'create' || operation === 'edit';
  const isItemByItem = !Array.isArray(answer) || answers.length === orders.length;
  if (!isPlacing || isItemByItem) return answers.map(failureOf);
  const left = [...answers];
  return orders.map((order) => {
    const index = left.findIndex((candidate) => isFor(candidate, order));
    if (index === -1) return 'unknown';
    return failureOf(left.splice(index, 1)[0]);
  });
}

/** Orders of one symbol and side share their labels, so it does not matter which is which. */
function isFor(answer: CcxtOrder | null | undefined, { symbol, side }: OrderEvent): boolean {
  return tradedName(answer ?? {}) === symbol && (answer?.side ?? side) === side;
}

function failureOf(answer: CcxtOrder | null | undefined): OrderFailure {
  return answer?.status === 'rejected' ? 'rejected' : undefined;
}
