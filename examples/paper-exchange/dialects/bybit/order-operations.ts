import { batchItems } from '../../batch-items.js';
import type { Operation as OrderOperation } from '../../journal.js';
import { marketOf } from '../../markets.js';
import type { Params } from '../../operation.js';
import type { SignedTask } from '../gateway.js';
import {
  amend,
  cancel,
  cancelAll,
  each,
  type Item,
  isRefused,
  outcomeOf,
  placeOrExpire,
  rejectable,
  type Step,
} from '../orders.js';
import { envelope, OK, retCodeOf } from './errors.js';
import { type BybitOperation, deskOf } from './operation.js';
import { ack } from './views.js';
import { coreParams, tradedOn } from './words.js';

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
