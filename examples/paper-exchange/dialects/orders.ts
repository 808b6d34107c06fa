import type { Account } from '../accounts.js';
import type { Core } from '../core.js';
import { Refusal, unknownOrder } from '../errors.js';
import { marketOf, type Venue } from '../markets.js';
import type { Params } from '../operation.js';
import { amendment, orderRef, orderRequest } from '../order-request.js';
import { isOpen, type Order } from '../orders.js';
import { injectRejection } from '../rejection.js';
import type { OrderRef } from '../venue.js';
import type { Item } from './requests.js';

/** What an order of a dialect is done with: the account on one venue. */
export interface Desk {
  readonly core: Core;
  readonly venue: Venue;
  readonly account: Account;
}

/** Takes an order's parameters, named as at Binance, and does one thing with it. */
export type Step = (desk: Desk, params: Params) => Order;

/** Post-only orders that would take are taken here and expire at once; Binance refuses them. */
export const place: Step = ({ core, venue, account }, params) => {
  const request = orderRequest(venue, core.prices, params);
  const timeInForce = request.timeInForce === 'GTX' ? 'PO' : request.timeInForce;
  injectRejection(core);
  return core.venues[venue].place(account, { ...request, timeInForce });
};

/** Changes what is named and leaves the rest of the order as it is. */
export const amend: Step = (desk, params) => {
  const { core, venue, account } = desk;
  const order = find(desk, params);
  const { price, qty } = amendment(order.market, {
    price: params['price'] ?? order.price.toFixed(),
    quantity: params['quantity'] ?? order.qty.toFixed(),
  });
  injectRejection(core);
  return core.venues[venue].amend(account, order.market.symbol, refOf(params), price, qty);
};

export const cancel: Step = ({ core, venue, account }, params) => {
  const { symbol } = marketOf(params['symbol']);
  injectRejection(core);
  return core.venues[venue].cancel(account, symbol, refOf(params));
};

export const find: Step = ({ core, venue, account }, params) =>
  core.venues[venue].order(account, marketOf(params['symbol']).symbol, refOf(params));

/** Cancels what is open, of one symbol or of all. */
export function cancelAll({ core, venue, account }: Desk, symbol: string | undefined): Order[] {
  const wanted = symbol === undefined ? undefined : marketOf(symbol).symbol;
  const open = core.venues[venue].orders(account, wanted).filter(isOpen);
  const symbols = new Set(open.map((order) => order.market.symbol));
  return [...symbols].flatMap((one) => core.venues[venue].cancelAll(account, one));
}

/** A batch: each item stands or falls alone. */
export const each = (desk: Desk, step: Step, items: readonly Params[]): Item[] =>
  items.map((params) => {
    try {
      return step(desk, params);
    } catch (error) {
      if (error instanceof Refusal) {
        return error;
      }
      throw error;
    }
  });

/** Names that are no number belong to no order of the core. */
function refOf(params: Params): OrderRef {
  const ref = orderRef(params);
  if (ref.orderId !== undefined && !/^\d{1,15}$/.test(ref.orderId)) {
    throw unknownOrder();
  }
  return ref;
}
