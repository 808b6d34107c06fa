import type { Core } from '../../core.js';
import { plain } from '../../money.js';
import { type Params, toParams } from '../../operation.js';
import { orderRequest } from '../../order-request.js';
import { isOpen } from '../../orders.js';
import type { Fields } from '../fields.js';
import * as orders from '../orders.js';
import { refusedItem } from './errors.js';
import { symbolOf } from './names.js';
import { spotOrder, spotTrade } from './order-views.js';
import { spotParams } from './order-words.js';
import { refParams, tasksOn } from './tasks.js';

const { read, write, query: queryOf, cancelAll: cancelAllOf } = tasksOn('spot');

export function submit(core: Core, words: Fields) {
  const params = spotParams(words);
  return write(core, 'create', [params], (desk) => {
    const order = orders.place(desk, params);
    return { data: { order_id: String(order.id) }, outcome: orders.outcomeOf(order) };
  });
}

const listOf = (value: unknown): Fields[] => (Array.isArray(value) ? (value as Fields[]) : []);

/** Version 2 tells of each item what became of it. */
export function batchV2(core: Core, words: Fields) {
  const items = listOf(words['order_params']).map(spotParams);
  return write(core, 'create', items, (desk) => {
    const placed = orders.each(desk, orders.place, items);
    const responses = placed.map((item) =>
      orders.isRefused(item)
        ? refusedItem(item)
        : { code: 0, msg: 'success', data: { order_id: String(item.id) } },
    );
    return { data: { responses }, outcome: placed.map((item) => orders.outcomeOf(item)) };
  });
}

/** Version 4 is for one symbol, and takes all items or none. */
export function batchV4(core: Core, words: Fields) {
  const { symbol } = words;
  const items = listOf(words['orderParams']).map((item) => spotParams({ symbol, ...item }));
  return write(core, 'create', items, (desk) => {
    for (const params of items) {
      core.venues.spot.dryRun(desk.account, orderRequest('spot', core.prices, params));
    }
    const placed = items.map((params) => orders.place(desk, params));
    const data = { orderIds: placed.map(({ id }) => String(id)) };
    return {
      data: { code: 0, msg: 'success', data },
      outcome: placed.map((order) => orders.outcomeOf(order)),
    };
  });
}

export function cancel(core: Core, words: Fields) {
  const params = refParams(words);
  return write(core, 'cancel', [params], (desk) => ({
    outcome: orders.outcomeOf(orders.cancel(desk, params)),
    data: { result: true },
  }));
}

export function cancelMany(core: Core, words: Fields) {
  const symbol = symbolOf(words['symbol']);
  const ids = (words['orderIds'] ?? []) as unknown[];
  const items = ids.map((id): Params => toParams({ symbol, orderId: String(id) }));
  return write(core, 'cancel', items, (desk) => {
    const cancelled = orders.each(desk, orders.cancel, items);
    const failed = (index: number) => cancelled[index] instanceof Error;
    const successIds = ids.filter((_, index) => !failed(index));
    const failIds = ids.filter((_, index) => failed(index));
    const counts = { successCount: successIds.length, failedCount: failIds.length };
    const data = { successIds, failIds, totalCount: ids.length, ...counts };
    return { data, outcome: cancelled.map((item) => orders.outcomeOf(item)) };
  });
}

export const cancelAll = cancelAllOf({});
export const query = queryOf((order) => spotOrder(order));

/** The orders that a query asks for: the open ones, or those that are over. */
export const list = (open: boolean) =>
  read((desk, words) =>
    orders
      .ordersOf(desk, symbolOf(words['symbol']))
      .filter((order) => isOpen(order) === open)
      .map(spotOrder),
  );

export const trades = read((desk, words) =>
  orders
    .fillsOf(orders.ordersOf(desk, symbolOf(words['symbol'])))
    .filter(({ order: { id } }) => [undefined, String(id)].includes(words['orderId'] as string))
    .map(({ order, trade }) => spotTrade(order, trade)),
);

export const wallet = read(({ account }) => ({
  wallet: [...account.spot.balances()].map(([id, { free, locked }]) => ({
    id,
    name: id,
    available: plain(free),
    frozen: plain(locked),
  })),
}));
