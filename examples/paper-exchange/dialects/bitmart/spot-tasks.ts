import type { Account } from '../../accounts.js';
import type { Core } from '../../core.js';
import { Refusal, unknownOrder } from '../../errors.js';
import { plain } from '../../money.js';
import { type Params, toParams } from '../../operation.js';
import { orderRequest } from '../../order-request.js';
import { isOpen, type Order } from '../../orders.js';
import { injectRejection } from '../../rejection.js';
import { attempt, outcomeOf, type SignedTask, type Told } from '../handling.js';
import { answer, refusedItem } from './errors.js';
import { symbolOf } from './names.js';
import { spotOrder, spotTrade } from './order-views.js';
import { spotParams, type Words } from './order-words.js';

type Run = SignedTask['run'];

const signed = (run: Run): SignedTask => ({ access: 'signed', venue: 'spot', run });

function place(core: Core, account: Account, params: Params): Order {
  const request = orderRequest('spot', core.prices, params);
  injectRejection(core);
  return core.venues.spot.place(account, request);
}

export function submit(core: Core, words: Words): SignedTask {
  const params = spotParams(words);
  const run = (account: Account): Told => {
    const order = place(core, account, params);
    return { body: answer({ order_id: String(order.id) }), result: outcomeOf(order) };
  };
  return { ...signed(run), order: 'create', params };
}

const listOf = (value: unknown): Words[] => (Array.isArray(value) ? (value as Words[]) : []);

/** Version 2 tells of each item what became of it. */
export function batchV2(core: Core, words: Words): SignedTask {
  const items = listOf(words['order_params']).map(spotParams);
  const run = (account: Account): Told => {
    const results = items.map((params) => attempt(() => place(core, account, params)));
    const responses = results.map((result) =>
      result instanceof Refusal
        ? refusedItem(result)
        : { code: 0, msg: 'success', data: { order_id: String(result.id) } },
    );
    return { body: answer({ responses }), result: results.map(outcomeOf) };
  };
  return { ...signed(run), order: 'create', items };
}

/** Version 4 is for one symbol, and takes all items or none. */
export function batchV4(core: Core, words: Words): SignedTask {
  const { symbol } = words;
  const items = listOf(words['orderParams']).map((item) => spotParams({ symbol, ...item }));
  const run = (account: Account): Told => {
    for (const params of items) {
      core.venues.spot.dryRun(account, orderRequest('spot', core.prices, params));
    }
    const orders = items.map((params) => place(core, account, params));
    const orderIds = orders.map(({ id }) => String(id));
    const data = { code: 0, msg: 'success', data: { orderIds } };
    return { body: answer(data), result: orders.map(outcomeOf) };
  };
  return { ...signed(run), order: 'create', items };
}

const refOf = (orderId: unknown, clientOrderId: unknown) => ({
  orderId: orderId === undefined ? undefined : String(orderId),
  clientOrderId: clientOrderId === undefined ? undefined : String(clientOrderId),
});

export function cancel(core: Core, words: Words): SignedTask {
  const { order_id, client_order_id } = words;
  const symbol = symbolOf(words['symbol']) ?? '';
  const run = (account: Account): Told => {
    const order = core.venues.spot.cancel(account, symbol, refOf(order_id, client_order_id));
    return { body: answer({ result: true }), result: outcomeOf(order) };
  };
  const params = toParams({ symbol, origClientOrderId: client_order_id ?? order_id });
  return { ...signed(run), order: 'cancel', params };
}

export function cancelMany(core: Core, words: Words): SignedTask {
  const symbol = symbolOf(words['symbol']) ?? '';
  const ids = (words['orderIds'] ?? []) as unknown[];
  const items = ids.map((id) => ({ symbol, origClientOrderId: String(id) }));
  const run = (account: Account): Told => {
    const results = ids.map((id) =>
      attempt(() => core.venues.spot.cancel(account, symbol, refOf(id, undefined))),
    );
    const failed = (index: number) => results[index] instanceof Refusal;
    const successIds = ids.filter((_, index) => !failed(index));
    const failIds = ids.filter((_, index) => failed(index));
    const counts = { successCount: successIds.length, failedCount: failIds.length };
    const data = { successIds, failIds, totalCount: ids.length, ...counts };
    return { body: answer(data), result: results.map(outcomeOf) };
  };
  return { ...signed(run), order: 'cancel', items };
}

export function cancelAll(core: Core, words: Words): SignedTask {
  const symbol = symbolOf(words['symbol']);
  const run = (account: Account): Told => {
    const open = core.venues.spot.orders(account, symbol).filter(isOpen);
    for (const one of new Set(open.map(({ market }) => market.symbol))) {
      core.venues.spot.cancelAll(account, one);
    }
    return { body: answer({}), result: {} };
  };
  return { ...signed(run), order: 'cancel_all', params: toParams({ symbol }) };
}

function find(core: Core, account: Account, { orderId, clientOrderId }: Words): Order {
  const found = core.venues.spot
    .orders(account)
    .find(({ id, clientOrderId: own }) => String(id) === orderId || own === clientOrderId);
  if (found === undefined) throw unknownOrder();
  return found;
}

export const query = (core: Core, words: Words): SignedTask =>
  signed((account) => ({ body: answer(spotOrder(find(core, account, words))) }));

/** The orders that a query asks for: the open ones, or those that are over. */
export const list =
  (open: boolean) =>
  (core: Core, words: Words): SignedTask =>
    signed((account) => {
      const orders = core.venues.spot.orders(account, symbolOf(words['symbol']));
      return { body: answer(orders.filter((order) => isOpen(order) === open).map(spotOrder)) };
    });

export const trades = (core: Core, words: Words): SignedTask =>
  signed((account) => {
    const orders = core.venues.spot
      .orders(account, symbolOf(words['symbol']))
      .filter(({ id }) => words['orderId'] === undefined || String(id) === words['orderId']);
    const all = orders.flatMap((order) => order.trades.map((trade) => spotTrade(order, trade)));
    return { body: answer(all) };
  });

export const wallet = (): SignedTask =>
  signed((account) => {
    const balances = [...account.spot.balances()].map(([id, { free, locked }]) => ({
      id,
      name: id,
      available: plain(free),
      frozen: plain(locked),
    }));
    return { body: answer({ wallet: balances }) };
  });
