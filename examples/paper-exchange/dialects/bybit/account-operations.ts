import type { Params } from '../../operation.js';
import { isOpen, type Order } from '../../orders.js';
import { type Desk, fills, ordersOf } from '../orders.js';
import { envelope, OK } from './errors.js';
import { type BybitOperation, deskOf, listed } from './operation.js';
import { executionRow, orderRow, positionRows, walletRow } from './views.js';
import { categoryOf, tradedOn } from './words.js';

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
