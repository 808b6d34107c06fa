import { type Params, toParams } from '../../operation.js';
import type { Done } from '../gateway.js';
import { bookOf, type Call, inJournal, injectRejection, ok, orderOf } from './call.js';
import { isOpen } from './order.js';
import { alpacaRefusal } from './refusals.js';
import { amendedTerms, bodyOf, legTerms, readTerms } from './terms.js';
import { acceptedView, orderView } from './views.js';

export function place(call: Call): Done {
  const body = bodyOf(call.body);
  const terms = readTerms(call.core, body);
  const legs = legTerms(terms, body);
  injectRejection(call);
  const order = bookOf(call).place(call.account, terms, legs);
  return { status: 200, body: acceptedView(order), outcome: inJournal(order) };
}

export function replace(call: Call): Done {
  const old = orderOf(call);
  const body = bodyOf(call.body);
  const terms = amendedTerms(call.core, old.terms, body, '');
  injectRejection(call);
  const order = bookOf(call).replace(old, terms);
  return { status: 200, body: orderView(order), outcome: inJournal(order) };
}

export function cancel(call: Call): Done {
  const order = orderOf(call);
  bookOf(call).cancel(order);
  return { status: 204, body: undefined, outcome: inJournal(order) };
}

export function cancelAll(call: Call): Done {
  const open = bookOf(call).orders(call.account).filter(isOpen);
  for (const order of open.filter(isOpen)) {
    if (isOpen(order)) bookOf(call).cancel(order);
  }
  return { status: 207, body: open.map(({ id }) => ({ id, status: 200 })) };
}

export function listOrders(call: Call): Done {
  const { query } = call;
  const status = query.get('status') ?? 'open';
  const symbols = query.get('symbols')?.split(',');
  const orders = bookOf(call)
    .orders(call.account)
    .filter((order) => status === 'all' || (status === 'open') === isOpen(order))
    .filter(({ terms }) => symbols === undefined || symbols.includes(terms.asset.symbol));
  return ok(orders.reverse().map(orderView));
}

export function orderByClientId(call: Call): Done {
  const id = call.query.get('client_order_id') ?? '';
  const found = bookOf(call)
    .orders(call.account)
    .find(({ terms }) => terms.clientOrderId === id);
  if (found === undefined) {
    throw alpacaRefusal(40410000, 'order not found');
  }
  return ok(orderView(found));
}

export const toldTerms = ({ body }: Call): readonly Params[] => {
  const { symbol, side, type, client_order_id, qty, limit_price } = toParams(bodyOf(body));
  const named = { symbol, side, type, newClientOrderId: client_order_id };
  return [toParams({ ...named, quantity: qty, price: limit_price })];
};

export const toldOrder = (call: Call): readonly Params[] => {
  const { terms } = orderOf(call);
  return [
    toParams({
      symbol: terms.asset.symbol,
      side: terms.side.toLowerCase(),
      type: terms.type,
      origClientOrderId: terms.clientOrderId,
    }),
  ];
};
