import type { Account } from '../../accounts.js';
import type { Order } from '../../orders.js';
import { field } from '../fields.js';
import type { Fill, Item } from '../orders.js';
import { ACTIONS, type Asked, type Routes } from '../route.js';
import { heldBy, mixAccount, mixPosition } from './account-views.js';
import { listsOf } from './batch-views.js';
import * as views from './order-views.js';
import * as requests from './requests.js';
import { lists, trading } from './trading-routes.js';

const entrusted = (orders: Order[]) => ({
  entrustedList: orders.map(views.mixOrder),
  endId: String(orders.at(-1)?.id ?? ''),
});

const mixFills = (fills: Fill[]) => ({
  fillList: fills.map(({ order, trade }) => views.mixFill(order, trade)),
  endId: String(fills.at(-1)?.trade.id ?? ''),
});

const positions = (account: Account, { core, fields }: Asked) =>
  heldBy(account, field(fields, 'symbol')).map(({ symbol }) => mixPosition(core, account, symbol));

export const MIX_TRADING: Routes = {
  ...trading('usdm', '/api/v2/mix/order', {
    batch: 'batch-place-order',
    batchCancel: 'batch-cancel-orders',
  }),
  'POST /api/v2/mix/order/modify-order': {
    venue: 'usdm',
    action: ACTIONS.amend,
    params: requests.amendment,
    view: views.ids,
  },
  'POST /api/v2/mix/order/cancel-all-orders': {
    venue: 'usdm',
    action: ACTIONS.cancelAll,
    params: requests.symbolOf,
    view: lists('usdm'),
  },
  'POST /api/v2/mix/order/close-positions': {
    venue: 'usdm',
    action: ACTIONS.placeBatch,
    params: requests.closings,
    view: (outcomes: Item[]) => {
      const { successList, failureList } = listsOf('usdm', outcomes, []);
      return { successList, failureList };
    },
  },
  'GET /api/v2/mix/order/detail': {
    venue: 'usdm',
    action: ACTIONS.query,
    params: requests.orderRefOf,
    view: views.mixOrder,
  },
  'GET /api/v2/mix/order/orders-pending': {
    venue: 'usdm',
    action: ACTIONS.openOrders,
    params: requests.symbolOf,
    view: entrusted,
  },
  'GET /api/v2/mix/order/orders-history': {
    venue: 'usdm',
    action: ACTIONS.pastOrders,
    params: requests.symbolOf,
    view: entrusted,
  },
  'GET /api/v2/mix/order/fills': {
    venue: 'usdm',
    action: ACTIONS.fills,
    params: requests.tradesOf,
    view: mixFills,
  },
  'GET /api/v2/mix/position/all-position': {
    venue: 'usdm',
    action: ACTIONS.account,
    view: positions,
  },
  'GET /api/v2/mix/position/single-position': {
    venue: 'usdm',
    action: ACTIONS.account,
    view: positions,
  },
  'GET /api/v2/mix/account/account': {
    venue: 'usdm',
    action: ACTIONS.account,
    view: mixAccount,
  },
  'GET /api/v2/mix/account/accounts': {
    venue: 'usdm',
    action: ACTIONS.account,
    view: (account: Account) => [mixAccount(account)],
  },
};
