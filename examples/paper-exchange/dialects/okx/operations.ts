import type { Account } from '../../accounts.js';
import type { Core } from '../../core.js';
import { malformed, Refusal } from '../../errors.js';
import type { Operation as OrderOperation } from '../../journal.js';
import type { Params } from '../../operation.js';
import { isOpen, type Order } from '../../orders.js';
import type { Done, SignedTask, Task } from '../gateway.js';
import {
  amend,
  attempt,
  cancel,
  closing,
  type Desk,
  fillsOf,
  find,
  type Item,
  isRefused,
  ordersOf,
  outcomeOf,
  placeOrExpire,
  rejectable,
  type Step,
} from '../orders.js';
import { balanceRow, positionRows } from './account-views.js';
import { codeOf } from './errors.js';
import { fillRow, orderRow } from './order-views.js';
import { chosen, coreParams, isKnown, named } from './words.js';

/** What a request of either transport asks for; of several orders where it is a batch. */
export type OkxOperation = (core: Core, items: readonly Params[], isRest: boolean) => Task;

interface Call {
  readonly core: Core;
  readonly params: Params;
  readonly account: Account;
}

export const answer = (data: readonly object[], code = 0, msg = '') => ({
  code: String(code),
  msg,
  data,
});

/** Requests count by two seconds and account; each order of a batch does. */
const signed =
  (perWindow: number, data: (call: Call) => readonly object[]): OkxOperation =>
  (core, items) => ({
    access: 'signed',
    venue: venueOf(items),
    perWindow,
    items,
    run: (account) => ({ body: answer(data({ core, params: items[0] ?? {}, account })) }),
  });

export const venueOf = ([first]: readonly Params[]) =>
  first !== undefined && isKnown(first) ? named(first).venue : 'spot';

/** The journal has orders for unknown instruments too, by the name that the client gave them. */
const journaled = (params: Params): Params =>
  isKnown(params) ? coreParams(params) : { symbol: params['instId'] ?? '' };

const writing = (
  order: OrderOperation,
  perWindow: number,
  items: readonly Params[],
  run: SignedTask['run'],
): SignedTask => ({
  access: 'signed',
  venue: venueOf(items),
  order,
  perWindow,
  items: items.map(journaled),
  run,
});

const deskOf = ({ core, params, account }: Call): Desk => ({
  core,
  venue: named(params).venue,
  account,
});

/** On the WebSocket the answer leaves this to the codes of its items. */
const MESSAGES = ['', 'All operations failed', 'Bulk operation partially succeeded.'] as const;

/** One order or many: each stands or falls alone, and says so in a code of its own. */
const orders =
  (order: OrderOperation, perWindow: number, step: Step): OkxOperation =>
  (core, items, isRest) =>
    writing(order, perWindow, items, (account): Done => {
      if (items.length === 0) {
        throw malformed('args');
      }
      const done = items.map((params) =>
        attempt(() => step(deskOf({ core, params, account }), coreParams(params))),
      );
      const refused = done.filter(isRefused).length;
      const code = refused === 0 ? 0 : refused === done.length ? 1 : 2;
      const rows = done.map((item, index) => resultRow(core, order, item, items[index] ?? {}));
      return {
        body: answer(rows, code, isRest ? MESSAGES[code] : ''),
        outcome: done.map((item) => outcomeOf(item, (refusal) => codeOf(refusal, order).code)),
        isRefused: code === 1,
      };
    });

function resultRow(core: Core, order: OrderOperation, item: Item, params: Params) {
  const { clOrdId = '', ordId = '', tag = '', reqId = '' } = params;
  const refusal = isRefused(item) ? codeOf(item, order) : undefined;
  return {
    ordId: isRefused(item) ? ordId : String(item.id),
    clOrdId,
    ...(order === 'edit' ? { reqId } : {}),
    ...(order === 'create' ? { tag } : {}),
    ts: String(core.time()),
    sCode: String(refusal?.code ?? 0),
    sMsg: refusal?.text ?? '',
  };
}

/** Closes a position at the market; that there is none is refused as a whole. */
const closePosition: OkxOperation = (core, items) =>
  writing('create', 20, items, (account) => {
    const params = items[0] ?? {};
    const { market, instId } = named(params);
    if (account.usdm.position(market.symbol).qty.isZero()) {
      throw new Refusal(51023, 'Position does not exist');
    }
    const desk = deskOf({ core, params, account });
    const order = placeOrExpire(desk, closing(desk, market.symbol));
    const { clOrdId = '', tag = '' } = params;
    const body = answer([{ instId, posSide: 'net', clOrdId, tag }]);
    return { body, outcome: outcomeOf(order) };
  });

const ordersWhere =
  (wanted: (order: Order) => boolean) =>
  ({ core, params, account }: Call) =>
    chosen(params).flatMap(({ venue, market }) =>
      ordersOf({ core, venue, account }, market.symbol)
        .filter(wanted)
        .reverse()
        .map((order) => orderRow(venue, order)),
    );

function fills({ core, params, account }: Call) {
  const { ordId } = params;
  const rows = chosen(params).flatMap(({ venue, market }) =>
    fillsOf(ordersOf({ core, venue, account }, market.symbol))
      .filter(({ order: { id } }) => ordId === undefined || String(id) === ordId)
      .map(({ order, trade }) => fillRow(venue, order, trade)),
  );
  return rows.sort((a, b) => Number(b.tradeId) - Number(a.tradeId));
}

function positions({ core, params, account }: Call) {
  const symbols = chosen(params)
    .filter(({ venue }) => venue === 'usdm')
    .map(({ market }) => market.symbol);
  return positionRows(core, account, (symbol) => symbols.includes(symbol));
}

function order(call: Call) {
  const desk = deskOf(call);
  return [orderRow(desk.venue, find(desk, coreParams(call.params)))];
}

/** One-way mode on a single-currency margin account; the account level is what clients look at. */
const CONFIG = {
  uid: '1',
  mainUid: '1',
  acctLv: '2',
  posMode: 'net_mode',
  perm: 'read_only,trade',
};

const withdraw = rejectable(cancel);

export const TRADING = {
  place: orders('create', 60, placeOrExpire),
  placeBatch: orders('create', 300, placeOrExpire),
  amend: orders('edit', 60, amend),
  amendBatch: orders('edit', 300, amend),
  cancel: orders('cancel', 60, withdraw),
  cancelBatch: orders('cancel', 300, withdraw),
  closePosition,
} as const satisfies Record<string, OkxOperation>;

export const ACCOUNT = {
  order: signed(60, order),
  pending: signed(60, ordersWhere(isOpen)),
  past: signed(
    40,
    ordersWhere((one) => !isOpen(one)),
  ),
  fills: signed(60, fills),
  positions: signed(10, positions),
  balance: signed(10, ({ core, params, account }) => [
    balanceRow(core, account, params['ccy']?.split(',')),
  ]),
  config: signed(5, () => [CONFIG]),
} as const satisfies Record<string, OkxOperation>;
