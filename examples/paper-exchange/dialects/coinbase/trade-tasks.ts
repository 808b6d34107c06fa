import type { Account } from '../../accounts.js';
import type { Core } from '../../core.js';
import { Refusal, unknownOrderForCancel } from '../../errors.js';
import { marketOf } from '../../markets.js';
import { plain } from '../../money.js';
import { toParams } from '../../operation.js';
import { amendment, orderRequest } from '../../order-request.js';
import { isOpen, type Order } from '../../orders.js';
import { injectRejection } from '../../rejection.js';
import { attempt, outcomeOf, type SignedTask, type Told } from '../handling.js';
import { failedEdit, failedOrder, failedPreview } from './errors.js';
import { idOf, named, orderUuid, productId } from './names.js';
import { fillView, find, orderView, type Wanted, type Words, wanted } from './orders.js';

const placed = ({ venue }: Wanted, order: Order, configuration: unknown) => ({
  success: true,
  failure_reason: 'UNKNOWN_FAILURE_REASON',
  order_id: orderUuid(venue, order),
  success_response: {
    order_id: orderUuid(venue, order),
    product_id: productId(venue, order.market),
    side: order.side,
    client_order_id: order.clientOrderId,
  },
  order_configuration: configuration,
});

function submit(core: Core, account: Account, want: Wanted, configuration: unknown): Told {
  const { venue, params } = want;
  const order = attempt(() => {
    const request = orderRequest(venue, core.prices, params);
    injectRejection(core);
    return core.venues[venue].place(account, request);
  });
  const refused = order instanceof Refusal;
  const body = refused ? failedOrder(order, configuration) : placed(want, order, configuration);
  return { body, result: outcomeOf(order) };
}

export function createOrder(core: Core, words: Words): SignedTask {
  const want = wanted(words);
  const configuration = words['order_configuration'];
  const run = (account: Account) => submit(core, account, want, configuration);
  return { access: 'signed', order: 'create', ...want, run };
}

/** A market order that takes the position away, or the part of it that `size` says. */
export function closePosition(core: Core, words: Words): SignedTask {
  const { venue, symbol } = named(words['product_id']);
  const { size: quantity, client_order_id: newClientOrderId } = words;
  const basic = { symbol, type: 'MARKET', reduceOnly: true, quantity, newClientOrderId };
  const run = (account: Account) => {
    const { qty } = account.usdm.position(symbol);
    const side = qty.isNeg() ? 'BUY' : 'SELL';
    const params = toParams({ ...basic, side, quantity: quantity ?? plain(qty.abs()) });
    return submit(core, account, { venue, params }, null);
  };
  return { access: 'signed', venue, order: 'create', params: toParams(basic), run };
}

export function previewOrder(core: Core, words: Words): SignedTask {
  const { venue, params } = wanted(words);
  const run = (account: Account): Told => {
    const tried = attempt(() => {
      const request = orderRequest(venue, core.prices, params);
      core.venues[venue].dryRun(account, request);
      return request;
    });
    const errs = tried instanceof Refusal ? [failedPreview(tried)] : [];
    const base_size = tried instanceof Refusal ? '0' : plain(tried.qty);
    return { body: { order_total: '0', commission_total: '0', errs, warning: [], base_size } };
  };
  return { access: 'signed', order: 'test', venue, params, run };
}

export function editOrder(core: Core, words: Words): SignedTask {
  const { order_id, price, size } = words;
  const { venue } = idOf(order_id);
  const params = toParams({ origClientOrderId: order_id, price, quantity: size });
  const run = (account: Account): Told => {
    const edited = attempt(() => amend(core, account, words));
    const body = edited instanceof Refusal ? failedEdit(edited) : { success: true, errors: [] };
    const success = { success_response: { order_id } };
    const told = edited instanceof Refusal ? body : { ...body, ...success };
    return { body: told, result: outcomeOf(edited) };
  };
  return { access: 'signed', order: 'edit', venue, params, run };
}

function amend(core: Core, account: Account, { order_id, price, size }: Words): Order {
  const { venue, id } = idOf(order_id);
  const known = core.venues[venue].orders(account).find((order) => order.id === id);
  if (known === undefined) throw unknownOrderForCancel();
  const to = amendment(
    known.market,
    toParams({ price: price ?? plain(known.price), quantity: size ?? plain(known.qty) }),
  );
  injectRejection(core);
  const ref = { orderId: String(id), clientOrderId: undefined };
  return core.venues[venue].amend(account, known.market.symbol, ref, to.price, to.qty);
}

/** Each order is cancelled or not, and the answer is a 200 with one line for each. */
export function cancelOrders(core: Core, words: Words): SignedTask {
  const ids = Array.isArray(words['order_ids']) ? words['order_ids'] : [];
  const items = ids.map((id) => ({ origClientOrderId: String(id) }));
  const run = (account: Account): Told => {
    const results = ids.map((id) => attempt(() => cancel(core, account, id)));
    return {
      body: { results: results.map((result, index) => cancelled(ids[index], result)) },
      result: results.map(outcomeOf),
    };
  };
  return { access: 'signed', order: 'cancel', venue: idOf(ids[0]).venue, items, run };
}

const cancelled = (order_id: unknown, result: Order | Refusal) => ({
  success: !(result instanceof Refusal),
  failure_reason:
    result instanceof Refusal ? 'UNKNOWN_CANCEL_ORDER' : 'UNKNOWN_CANCEL_FAILURE_REASON',
  order_id,
});

function cancel(core: Core, account: Account, text: unknown): Order {
  const { venue, id } = idOf(text);
  const known = core.venues[venue].orders(account).find((order) => order.id === id);
  const ref = { orderId: String(id), clientOrderId: undefined };
  return core.venues[venue].cancel(account, known?.market.symbol ?? '', ref);
}

const both = (core: Core, account: Account) =>
  (['spot', 'usdm'] as const).flatMap((venue) =>
    core.venues[venue].orders(account).map((order) => ({ venue, order })),
  );

/** The orders of the account on both venues that a query asks for. */
export function listOrders(core: Core, account: Account, query: URLSearchParams): Told {
  const products = query.getAll('product_ids');
  const open = query.getAll('order_status').includes('OPEN');
  const orders = both(core, account).filter(
    ({ venue, order }) =>
      (!open || isOpen(order)) &&
      (products.length === 0 || products.includes(productId(venue, order.market))),
  );
  const views = orders.map(({ venue, order }) => orderView(venue, order));
  return { body: { orders: views, has_next: false, cursor: '', sequence: '0' } };
}

export function listFills(core: Core, account: Account, query: URLSearchParams): Told {
  const ids = query.getAll('order_ids');
  const products = query.getAll('product_ids');
  const fills = both(core, account)
    .filter(({ venue, order }) => ids.length === 0 || ids.includes(orderUuid(venue, order)))
    .flatMap(({ venue, order }) => order.trades.map((trade) => fillView(venue, order, trade)))
    .filter((fill) => products.length === 0 || products.includes(fill.product_id));
  return { body: { fills, cursor: '' } };
}

export function oneOrder(core: Core, account: Account, id: string): Told {
  const { venue, order } = find(core, account, id);
  return { body: { order: orderView(venue, order) } };
}

/** The market a product names, or the refusal that there is none. */
export const productOf = (text: unknown) => {
  const { venue, symbol } = named(text);
  return { venue, market: marketOf(symbol) };
};
