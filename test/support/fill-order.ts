import type { FillEvent } from '../../instrumentation/core/account/fill-book.js';
import type { OrderIds } from '../../instrumentation/core/orders/order-ids.js';

/** A fill with what its order is known by told, as it is where orders are traced. */
export function withOrder(
  fill: FillEvent | undefined,
): (Omit<FillEvent, 'order'> & { order: OrderIds | undefined }) | undefined {
  return fill === undefined ? undefined : { ...fill, order: fill.order?.() };
}
