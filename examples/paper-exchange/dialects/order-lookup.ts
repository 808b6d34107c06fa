import type { Account } from '../accounts.js';
import type { Core } from '../core.js';
import type { Venue } from '../markets.js';
import type { Order } from '../orders.js';
import { type Asked, field } from './route.js';

export interface Found {
  readonly venue: Venue;
  readonly order: Order;
}

/** An order that a request names by one of its ids and maybe by nothing else. */
export function findOrder(
  core: Core,
  account: Account | undefined,
  ids: { orderId: string | undefined; clientOrderId: string | undefined },
  venues: readonly Venue[] = ['spot', 'usdm'],
): Found | undefined {
  for (const venue of account === undefined ? [] : venues) {
    const orders = core.venues[venue].orders(account as Account).reverse();
    const order = orders.find(({ id, clientOrderId }) =>
      ids.orderId === undefined ? clientOrderId === ids.clientOrderId : String(id) === ids.orderId,
    );
    if (order !== undefined) {
      return { venue, order };
    }
  }
  return undefined;
}

/** The same for the fields of a request, under the names that its exchange gives the ids. */
export const namedOrder = (
  { core, account, fields }: Asked,
  names: { orderId: string; clientOrderId: string },
  venues?: readonly Venue[],
): Found | undefined =>
  findOrder(
    core,
    account,
    {
      orderId: field(fields, names.orderId),
      clientOrderId: field(fields, names.clientOrderId),
    },
    venues,
  );
