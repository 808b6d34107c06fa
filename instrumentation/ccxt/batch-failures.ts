import type { OrderEvent } from '../../lib/collector/order-event.js';
import type { OrderFailure } from '../core/orders/order-call.js';
import type { CcxtOrder } from './internal-types.js';

/**
 * How each order of a call ended, from an answer that resolved. A batch resolves although some of
 * its orders were rejected. Most exchanges answer item by item; some leave the rejected out, and an
 * order without an answer has failed. Without orders each answer speaks for itself.
 */
export function failuresOf(orders: readonly OrderEvent[], answer: unknown): OrderFailure[] {
  if (!Array.isArray(answer)) return [failureOf(answer as CcxtOrder | null | undefined)];
  const answers = answer as (CcxtOrder | null | undefined)[];
  if (orders.length === 0 || answers.length === orders.length) return answers.map(failureOf);
  const left = [...answers];
  return orders.map((order) => {
    const index = left.findIndex((candidate) => isFor(candidate, order));
    if (index === -1) return 'unknown';
    return failureOf(left.splice(index, 1)[0]);
  });
}

/** Orders of one symbol and side share their labels, so it does not matter which is which. */
function isFor(answer: CcxtOrder | null | undefined, { symbol, side }: OrderEvent): boolean {
  return answer?.symbol === symbol && (answer.side ?? side) === side;
}

function failureOf(answer: CcxtOrder | null | undefined): OrderFailure {
  return answer?.status === 'rejected' ? 'rejected' : undefined;
}
