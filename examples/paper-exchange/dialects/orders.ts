import type { Account } from '../accounts.js';
import type { Core } from '../core.js';
import { Refusal, unknownOrder, unknownOrderForCancel } from '../errors.js';
import { marketOf, type Venue } from '../markets.js';
import type { Params } from '../operation.js';
import { amendment, orderRef, orderRequest } from '../order-request.js';
import { isOpen, type Order, type Trade } from '../orders.js';
import { injectRejection } from '../rejection.js';
import type { OrderRef } from '../venue.js';
import type { Outcome } from './gateway.js';

/** What an order of a dialect is done with: the account on one venue. */
export interface Desk {
  readonly core: Core;
  readonly venue: Venue;
  readonly account: Account;
}

/** Takes an order's parameters, named as at Binance, and does one thing with it. */
export type Step = (desk: Desk, params: Params) => Order;

/** What became of one order of a request. */
export type Item = Order | Refusal;

export const place: Step = ({ core, venue, account }, params) => {
  const request = orderRequest(venue, core.prices, params);
  injectRejection(core);
  return core.venues[venue].place(account, request);
};

/** Post-only orders that would take are taken here and expire at once; Binance refuses them. */
export const placeOrExpire: Step = ({ core, venue, account }, params) => {
  const request = orderRequest(venue, core.prices, params);
  const timeInForce = request.timeInForce === 'GTX' ? 'PO' : request.timeInForce;
  injectRejection(core);
  return core.venues[venue].place(account, { ...request, timeInForce });
};

/** Changes what is named and leaves the rest of the order as it is. */
export const amend: Step = (desk, params) => {
  const { core, venue, account } = desk;
  const order = lookUp(desk, params);
  if (order === undefined) {
    throw unknownOrderForCancel();
  }
  const { price, qty } = amendment(order.market, {
    price: params['price'] ?? order.price.toFixed(),
    quantity: params['quantity'] ?? order.qty.toFixed(),
  });
  injectRejection(core);
  return core.venues[venue].amend(account, order.market.symbol, refTo(order), price, qty);
};

export const cancel: Step = (desk, params) => {
  const order = lookUp(desk, params);
  if (order === undefined) {
    throw unknownOrderForCancel();
  }
  return desk.core.venues[desk.venue].cancel(desk.account, order.market.symbol, refTo(order));
};

/** A step that the `reject` fault meets as well, where it meets more than new orders. */
export const rejectable =
  (step: Step): Step =>
  (desk, params) => {
    injectRejection(desk.core);
    return step(desk, params);
  };

/** Cancels and places; where there is nothing to cancel, nothing is placed. */
export const replace: Step = (desk, params) => {
  cancel(desk, params);
  return place(desk, params);
};

/** An order in whatever state it is. */
export const find: Step = (desk, params) => {
  const order = lookUp(desk, params);
  if (order === undefined) {
    throw unknownOrder();
  }
  return order;
};

/** Cancels what is open, of one symbol or of all. */
export function cancelAll(desk: Desk, symbol: string | undefined): Order[] {
  const { core, venue, account } = desk;
  const open = ordersOf(desk, symbol).filter(isOpen);
  const symbols = new Set(open.map(({ market }) => market.symbol));
  return [...symbols].flatMap((one) => core.venues[venue].cancelAll(account, one));
}

/** The order that closes a position at the market. */
export const closing = ({ account }: Desk, symbol: string): Params => {
  const { qty } = account.usdm.position(symbol);
  return {
    symbol,
    side: qty.isNeg() ? 'BUY' : 'SELL',
    type: 'MARKET',
    quantity: qty.abs().toFixed(),
    reduceOnly: 'true',
  };
};

/** Runs what may be refused; the refusal of one item must not undo the others. */
export function attempt<T>(act: () => T): T | Refusal {
  try {
    return act();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** A batch: each item stands or falls alone. */
export const each = (desk: Desk, step: Step, items: readonly Params[]): Item[] =>
  items.map((params) => attempt(() => step(desk, params)));

export const isRefused = (item: Item): item is Refusal => item instanceof Refusal;

/** What an order is to the journal; a refusal's code is the core's unless a dialect says its own. */
export const outcomeOf = (item: Item, codeOf = (refusal: Refusal) => refusal.code): Outcome =>
  isRefused(item) ? { code: codeOf(item) } : { orderId: item.id };

/** The orders of an account, of one symbol or of all. */
export function ordersOf({ core, venue, account }: Desk, symbol: string | undefined): Order[] {
  const wanted = symbol === undefined ? undefined : marketOf(symbol).symbol;
  return core.venues[venue].orders(account, wanted);
}

export interface Fill {
  readonly order: Order;
  readonly trade: Trade;
}

export const fillsOf = (orders: readonly Order[]): Fill[] =>
  orders.flatMap((order) => order.trades.map((trade) => ({ order, trade })));

/** The fills of a symbol, an order or all of the account, the latest first. */
export const fills = (desk: Desk, { symbol, orderId }: Params): Fill[] =>
  fillsOf(ordersOf(desk, symbol))
    .filter(({ order }) => orderId === undefined || String(order.id) === orderId)
    .sort((a, b) => b.trade.id - a.trade.id);

/** The latest order that goes by an id, on whichever of the venues it is. */
export function findOrder(
  core: Core,
  account: Account,
  { orderId, clientOrderId }: OrderRef,
  venues: readonly Venue[] = ['spot', 'usdm'],
): { readonly venue: Venue; readonly order: Order } | undefined {
  for (const venue of venues) {
    const orders = core.venues[venue].orders(account).reverse();
    const order = orders.find((one) =>
      orderId === undefined ? one.clientOrderId === clientOrderId : String(one.id) === orderId,
    );
    if (order !== undefined) return { venue, order };
  }
  return undefined;
}

/** The order that parameters name by an id, and maybe by its symbol. */
function lookUp({ core, venue, account }: Desk, params: Params): Order | undefined {
  const { symbol } = params;
  const market = symbol === undefined ? undefined : marketOf(symbol);
  const order = findOrder(core, account, orderRef(params), [venue])?.order;
  return market === undefined || order?.market === market ? order : undefined;
}

const refTo = ({ id }: Order): OrderRef => ({ orderId: String(id), clientOrderId: undefined });
