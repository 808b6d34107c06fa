import type { Account } from '../../accounts.js';
import { batchItems } from '../../batch-items.js';
import type { Core } from '../../core.js';
import type { Operation as OrderOperation } from '../../journal.js';
import { marketOf } from '../../markets.js';
import type { Params } from '../../operation.js';
import { isOpen, type Order } from '../../orders.js';
import type { SignedTask, Task } from '../gateway.js';
import {
  amend,
  cancel,
  cancelAll,
  type Desk,
  each,
  fills,
  type Item,
  isRefused,
  ordersOf,
  outcomeOf,
  placeOrExpire,
  rejectable,
  type Step,
} from '../orders.js';
import { envelope, OK, retCodeOf } from './errors.js';
import { ack, executionRow, orderRow, positionRows, walletRow } from './views.js';
import { categoryOf, coreParams, tradedOn, venueOf } from './words.js';

/** What a request of either transport asks for. */
export type BybitOperation = (core: Core, params: Params) => Task;

export const listed = (rows: readonly object[], more: object = {}) => ({
  nextPageCursor: '',
  ...more,
  list: rows,
});

const deskOf = (core: Core, { category }: Params, account: Account): Desk => ({
  core,
  venue: venueOf(category),
  account,
});

const signed =
  (perWindow: number, result: (desk: Desk, params: Params) => object): BybitOperation =>
  (core, params) => ({
    access: 'signed',
    venue: tradedOn(params),
    perWindow,
    run: (account) => {
      const desk = deskOf(core, params, account);
      return { body: envelope(core.time(), OK, result(desk, params)) };
    },
  });

/** What concerns the account as a whole names no category. */
const unified =
  (perWindow: number, result: (desk: Desk, params: Params) => object): BybitOperation =>
  (core, params) =>
    signed(perWindow, (desk) => result(desk, params))(core, { category: 'linear' });

/** An order request: the orders as the client wrote them, and what becomes of them. */
const writing = (
  order: OrderOperation,
  params: Params,
  items: readonly Params[],
  run: SignedTask['run'],
): SignedTask => ({
  access: 'signed',
  venue: tradedOn(params),
  order,
  perWindow: 20,
  items: items.map(coreParams),
  run,
});

const single =
  (order: OrderOperation, step: Step): BybitOperation =>
  (core, params) =>
    writing(order, params, [params], (account) => {
      const done = step(deskOf(core, params, account), coreParams(params));
      return { body: envelope(core.time(), OK, ack(done)), outcome: outcomeOf(done) };
    });

/** Resolves whatever becomes of the items: their codes are in `retExtInfo`. */
const batch =
  (order: OrderOperation, step: Step): BybitOperation =>
  (core, params) => {
    const { category = '', request } = params;
    const asked = batchItems(request).map((item): Params => ({ category, ...item }));
    return writing(order, params, asked, (account) => {
      const desk = deskOf(core, params, account);
      const done = each(desk, step, asked.map(coreParams));
      const codes = done.map((item) => (isRefused(item) ? retCodeOf(item, desk.venue) : OK));
      const list = done.map((item, index) => batchRow(item, asked[index] ?? {}));
      const ext = { list: codes.map(({ retCode: code, retMsg: msg }) => ({ code, msg })) };
      return {
        body: envelope(core.time(), OK, { list }, ext),
        outcome: done.map((item) =>
          outcomeOf(item, (refusal) => retCodeOf(refusal, desk.venue).retCode),
        ),
      };
    });
  };

function batchRow(item: Item, { category, symbol, orderLinkId = '' }: Params) {
  return isRefused(item)
    ? { category, symbol, orderId: '', orderLinkId, createAt: '' }
    : { category, symbol, ...ack(item), createAt: String(item.time) };
}

const cancelAllOrders: BybitOperation = (core, params) =>
  writing('cancel_all', params, [params], (account) => {
    const cancelled = cancelAll(deskOf(core, params, account), params['symbol']);
    const result = { list: cancelled.map(ack), success: '1' };
    return { body: envelope(core.time(), OK, result) };
  });

/** Names an order: then it is told whatever its state, else only what is open. */
function realtime(desk: Desk, params: Params) {
  const { orderId, orderLinkId } = params;
  if (orderId === undefined && orderLinkId === undefined) {
    return ordersWhere(desk, params, isOpen);
  }
  return ordersWhere(desk, params, (order) =>
    orderId === undefined ? order.clientOrderId === orderLinkId : String(order.id) === orderId,
  );
}

function ordersWhere(desk: Desk, { symbol }: Params, wanted: (order: Order) => boolean) {
  const { venue } = desk;
  const orders = ordersOf(desk, symbol).filter(wanted).reverse();
  return listed(
    orders.map((order) => orderRow(venue, order)),
    { category: categoryOf(venue) },
  );
}

function executions(desk: Desk, params: Params) {
  const { venue } = desk;
  const rows = fills(desk, params).map(({ order, trade }) => executionRow(venue, order, trade));
  return listed(rows, { category: categoryOf(venue) });
}

/** Clients ask for inverse positions as well, of which there are none. */
function positions({ core, account }: Desk, { category, symbol }: Params) {
  return listed(category === 'linear' ? positionRows(core, account, symbol) : [], { category });
}

/** What the account can be asked for that never changes here: clients ask before anything else. */
const ACCOUNT_INFO = {
  marginMode: 'REGULAR_MARGIN',
  unifiedMarginStatus: 6,
  isMasterTrader: false,
};

/** An id alone names no order. */
const named =
  (step: Step): Step =>
  (desk, params) => {
    marketOf(params['symbol']);
    return step(desk, params);
  };

export const TRADING = {
  create: single('create', placeOrExpire),
  amend: single('edit', named(amend)),
  cancel: single('cancel', named(rejectable(cancel))),
  cancelAll: cancelAllOrders,
  createBatch: batch('create', placeOrExpire),
  amendBatch: batch('edit', named(amend)),
  cancelBatch: batch('cancel', named(rejectable(cancel))),
} as const satisfies Record<string, BybitOperation>;

export const ACCOUNT = {
  realtime: signed(50, realtime),
  history: signed(50, (desk, params) => ordersWhere(desk, params, (order) => !isOpen(order))),
  executions: signed(50, executions),
  positions: unified(50, positions),
  wallet: unified(50, ({ core, account }, { coin }) => ({
    list: [walletRow(core, account, coin?.split(','))],
  })),
  info: unified(50, () => ACCOUNT_INFO),
  apiKey: unified(10, () => ({ readOnly: 0, unified: 0, uta: 1 })),
} as const satisfies Record<string, BybitOperation>;
