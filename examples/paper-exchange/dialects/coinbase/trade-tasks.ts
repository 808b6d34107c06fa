import type { Account } from '../../accounts.js';
import type { Core } from '../../core.js';
import type { Operation as OrderOperation } from '../../journal.js';
import { marketOf, type Venue } from '../../markets.js';
import { plain } from '../../money.js';
import { type Params, toParams } from '../../operation.js';
import { orderRequest } from '../../order-request.js';
import { isOpen, type Order } from '../../orders.js';
import type { Fields } from '../fields.js';
import type { Done, SignedTask } from '../gateway.js';
import * as orders from '../orders.js';
import { failedEdit, failedOrder, failedPreview } from './errors.js';
import { idOf, named, orderUuid, productId } from './names.js';
import { fillView, orderView, refParams, type Wanted, wanted } from './orders.js';

export const write = (
  core: Core,
  venue: Venue,
  order: OrderOperation,
  items: readonly Params[],
  run: (desk: orders.Desk) => Done,
): SignedTask => ({
  access: 'signed',
  venue,
  order,
  items,
  run: (account) => run({ core, venue, account }),
});

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

function submit(desk: orders.Desk, params: Params, configuration: unknown): Done {
  const item = orders.attempt(() => orders.place(desk, params));
  const body = orders.isRefused(item)
    ? failedOrder(item, configuration)
    : placed({ venue: desk.venue, params }, item, configuration);
  return { body, outcome: orders.outcomeOf(item) };
}

export function createOrder(core: Core, words: Fields): SignedTask {
  const { venue, params } = wanted(words);
  return write(core, venue, 'create', [params], (desk) =>
    submit(desk, params, words['order_configuration']),
  );
}

/** A market order that takes the position away, or the part of it that `size` says. */
export function closePosition(core: Core, words: Fields): SignedTask {
  const { venue, symbol } = named(words['product_id']);
  const { size: quantity, client_order_id: newClientOrderId } = words;
  const asked = toParams({ symbol, type: 'MARKET', quantity, newClientOrderId });
  return write(core, venue, 'create', [asked], (desk) =>
    submit(desk, { ...orders.closing(desk, symbol), ...asked }, null),
  );
}

export function previewOrder(core: Core, words: Fields): SignedTask {
  const { venue, params } = wanted(words);
  return write(core, venue, 'test', [params], ({ account }) => {
    const tried = orders.attempt(() => {
      const request = orderRequest(venue, core.prices, params);
      core.venues[venue].dryRun(account, request);
      return request;
    });
    const isFailed = tried instanceof Error;
    const errs = isFailed ? [failedPreview(tried)] : [];
    const base_size = isFailed ? '0' : plain(tried.qty);
    return { body: { order_total: '0', commission_total: '0', errs, warning: [], base_size } };
  });
}

export function editOrder(core: Core, words: Fields): SignedTask {
  const { order_id, price, size } = words;
  const params = toParams({ ...refParams(order_id), price, quantity: size });
  return write(core, idOf(order_id).venue, 'edit', [params], (desk) => {
    const item = orders.attempt(() => orders.amend(desk, params));
    const success = { success: true, errors: [], success_response: { order_id } };
    const body = orders.isRefused(item) ? failedEdit(item) : success;
    return { body, outcome: orders.outcomeOf(item) };
  });
}

/** Each order is cancelled or not, and the answer is a 200 with one line for each. */
export function cancelOrders(core: Core, words: Fields): SignedTask {
  const ids = Array.isArray(words['order_ids']) ? words['order_ids'] : [];
  const items = ids.map(refParams);
  return write(core, idOf(ids[0]).venue, 'cancel', items, ({ account }) => {
    const done = ids.map((id) => {
      const desk = { core, venue: idOf(id).venue, account };
      return orders.attempt(() => orders.cancel(desk, refParams(id)));
    });
    return {
      body: { results: done.map((item, index) => cancelled(ids[index], item)) },
      outcome: done.map((item) => orders.outcomeOf(item)),
    };
  });
}

const cancelled = (order_id: unknown, item: orders.Item) => {
  const refused = orders.isRefused(item);
  const failure_reason = refused ? 'UNKNOWN_CANCEL_ORDER' : 'UNKNOWN_CANCEL_FAILURE_REASON';
  return { success: !refused, failure_reason, order_id };
};

/** The orders of an account on both venues. */
export const ordersOn = (core: Core, account: Account) =>
  (['spot', 'usdm'] as const).flatMap((venue) =>
    core.venues[venue].orders(account).map((order) => ({ venue, order })),
  );

/** The orders of the account on both venues that a query asks for. */
export function listOrders(core: Core, account: Account, query: URLSearchParams) {
  const products = query.getAll('product_ids');
  const open = query.getAll('order_status').includes('OPEN');
  const wantedOrders = ordersOn(core, account).filter(
    ({ venue, order }) =>
      (!open || isOpen(order)) &&
      (products.length === 0 || products.includes(productId(venue, order.market))),
  );
  const views = wantedOrders.map(({ venue, order }) => orderView(venue, order));
  return { orders: views, has_next: false, cursor: '', sequence: '0' };
}

export function listFills(core: Core, account: Account, query: URLSearchParams) {
  const ids = query.getAll('order_ids');
  const products = query.getAll('product_ids');
  const fills = ordersOn(core, account)
    .filter(({ venue, order }) => ids.length === 0 || ids.includes(orderUuid(venue, order)))
    .flatMap(({ venue, order }) => order.trades.map((trade) => fillView(venue, order, trade)))
    .filter((fill) => products.length === 0 || products.includes(fill.product_id));
  return { fills, cursor: '' };
}

export function oneOrder(core: Core, account: Account, id: string) {
  const { venue } = idOf(id);
  return { order: orderView(venue, orders.find({ core, venue, account }, refParams(id))) };
}

/** The market a product names, or the refusal that there is none. */
export const productOf = (text: unknown) => {
  const { venue, symbol } = named(text);
  return { venue, market: marketOf(symbol) };
};
