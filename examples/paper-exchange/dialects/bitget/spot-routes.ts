import type { Account } from '../../accounts.js';
import type { Order } from '../../orders.js';
import { field } from '../fields.js';
import type { Fill } from '../orders.js';
import { ACTIONS, type Routes } from '../route.js';
import { spotAssets } from './account-views.js';
import * as views from './order-views.js';
import * as requests from './requests.js';
import { trading } from './trading-routes.js';

export const SPOT_TRADING: Routes = {
  ...trading('spot', '/api/v2/spot/trade', {
    batch: 'batch-orders',
    batchCancel: 'batch-cancel-order',
  }),
  'POST /api/v2/spot/trade/cancel-replace-order': {
    venue: 'spot',
    action: ACTIONS.replace,
    params: requests.replacement,
    view: (order: Order) => ({ ...views.ids(order), success: 'success', msg: null }),
  },
  'POST /api/v2/spot/trade/cancel-symbol-order': {
    venue: 'spot',
    action: ACTIONS.cancelAll,
    params: requests.symbolOf,
    view: (_: unknown, { fields }) => ({ symbol: field(fields, 'symbol') }),
  },
  'GET /api/v2/spot/trade/orderInfo': {
    venue: 'spot',
    action: ACTIONS.query,
    params: requests.orderRefOf,
    view: (order: Order) => [views.spotOrder(order)],
  },
  'GET /api/v2/spot/trade/unfilled-orders': {
    venue: 'spot',
    action: ACTIONS.openOrders,
    params: requests.symbolOf,
    view: (orders: Order[]) => orders.map(views.spotOrder),
  },
  'GET /api/v2/spot/trade/history-orders': {
    venue: 'spot',
    action: ACTIONS.pastOrders,
    params: requests.symbolOf,
    view: (orders: Order[]) => orders.map(views.spotOrder),
  },
  'GET /api/v2/spot/trade/fills': {
    venue: 'spot',
    action: ACTIONS.fills,
    params: requests.tradesOf,
    view: (fills: Fill[]) =>
      fills.map(({ order, trade }) => ({
        ...views.spotFill(order, trade),
        feeDetail: views.feeDetail(trade),
      })),
  },
  'GET /api/v2/spot/account/assets': {
    venue: 'spot',
    action: ACTIONS.account,
    view: (account: Account, { core }) => spotAssets(core, account),
  },
};
