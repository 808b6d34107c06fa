import type { Account } from '../../accounts.js';
import { MARKETS } from '../../markets.js';
import type { Order } from '../../orders.js';
import { field } from '../fields.js';
import type { Fill } from '../orders.js';
import { ACTIONS, type Route, type Routes } from '../route.js';
import { spotBalances } from './account-views.js';
import * as views from './order-views.js';
import * as requests from './requests.js';
import { batchRows, cancelRows, trading } from './trading-routes.js';

const placeSpot: Route = {
  venue: 'spot',
  status: 201,
  action: ACTIONS.place,
  params: ({ fields }) => requests.spotOrder(fields),
  view: views.spotOrder,
};

export const SPOT: Routes = {
  'POST /spot/orders': placeSpot,
  'POST /spot/batch_orders': {
    venue: 'spot',
    action: ACTIONS.placeBatch,
    params: requests.batchOf(() => requests.spotOrder),
    view: batchRows('spot'),
  },
  'POST /spot/cancel_batch_orders': {
    venue: 'spot',
    action: ACTIONS.cancelBatch,
    params: requests.batchOfRefs('spot'),
    view: cancelRows('spot'),
  },
  'GET /spot/open_orders': {
    venue: 'spot',
    action: ACTIONS.openOrders,
    view: (orders: Order[]) =>
      [...MARKETS.values()]
        .map((market) => orders.filter((order) => order.market === market).map(views.spotOrder))
        .filter((own) => own.length > 0)
        .map((own) => ({ currency_pair: own[0]?.currency_pair, total: own.length, orders: own })),
  },
  ...trading('spot', '/spot'),
  'GET /spot/my_trades': {
    venue: 'spot',
    action: ACTIONS.fills,
    params: requests.tradesOf,
    view: (fills: Fill[]) => fills.map(({ order, trade }) => views.spotTrade(order, trade)),
  },
  'GET /spot/accounts': {
    venue: 'spot',
    action: ACTIONS.account,
    view: (account: Account, { fields }) => spotBalances(account, field(fields, 'currency')),
  },
};
