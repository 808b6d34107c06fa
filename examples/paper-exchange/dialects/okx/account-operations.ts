import { isOpen, type Order } from '../../orders.js';
import { fillsOf, find, ordersOf } from '../orders.js';
import { balanceRow, positionRows } from './account-views.js';
import { answer, type Call, deskOf, type OkxOperation, venueOf } from './operation.js';
import { fillRow, orderRow } from './order-views.js';
import { chosen, coreParams } from './words.js';

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
