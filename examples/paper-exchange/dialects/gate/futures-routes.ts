import type { Account } from '../../accounts.js';
import { field } from '../fields.js';
import type { Fill } from '../orders.js';
import { ACTIONS, type Route, type Routes } from '../route.js';
import { futuresAccount } from './account-views.js';
import { marketAsked } from './market-routes.js';
import * as views from './order-views.js';
import { position, positions } from './positions.js';
import * as requests from './requests.js';
import { batchRows, cancelRows, trading } from './trading-routes.js';

const placeFutures: Route = {
  venue: 'usdm',
  status: 201,
  action: ACTIONS.place,
  params: ({ fields, account }) => requests.futuresOrder(account)(fields),
  view: views.futuresOrder,
};

const futuresTrades: Route = {
  venue: 'usdm',
  action: ACTIONS.fills,
  params: requests.tradesOf,
  view: (fills: Fill[]) => fills.map(({ order, trade }) => views.futuresTrade(order, trade)),
};

export const FUTURES: Routes = {
  'POST /futures/usdt/orders': placeFutures,
  'POST /futures/usdt/batch_orders': {
    venue: 'usdm',
    action: ACTIONS.placeBatch,
    params: requests.batchOf(({ account }) => requests.futuresOrder(account)),
    view: batchRows('usdm'),
  },
  'POST /futures/usdt/batch_cancel_orders': {
    venue: 'usdm',
    action: ACTIONS.cancelBatch,
    params: requests.batchOfRefs('usdm'),
    view: cancelRows('usdm'),
  },
  ...trading('usdm', '/futures/usdt'),
  'GET /futures/usdt/my_trades': futuresTrades,
  'GET /futures/usdt/my_trades_timerange': futuresTrades,
  'GET /futures/usdt/positions': {
    venue: 'usdm',
    action: ACTIONS.account,
    view: (account: Account, { core, fields }) =>
      positions(core, account, field(fields, 'holding') === 'true'),
  },
  'GET /futures/usdt/positions/:contract': {
    venue: 'usdm',
    action: ACTIONS.account,
    view: (account: Account, asked) => position(asked.core, account, marketAsked(asked)),
  },
  'GET /futures/usdt/accounts': {
    venue: 'usdm',
    action: ACTIONS.account,
    view: futuresAccount,
  },
};
