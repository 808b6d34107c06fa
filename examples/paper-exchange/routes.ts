import { futuresOperations as usdm } from './futures-operations.js';
import { marketData } from './market-data.js';
import type { Venue } from './markets.js';
import type { Operation, Operations, Target } from './operation.js';
import { spotOperations as spot } from './spot-operations.js';

type Table = Readonly<Record<string, Operation>>;

const gets = (prefix: string, operations: Operations): Table =>
  Object.fromEntries(
    Object.entries(operations).map(([path, operation]) => [`GET ${prefix}/${path}`, operation]),
  );

const SPOT: Table = {
  ...gets('/api/v3', marketData('spot')),
  'POST /api/v3/order': spot.place,
  'POST /api/v3/order/test': spot.test,
  'DELETE /api/v3/order': spot.cancel,
  'GET /api/v3/order': spot.query,
  'POST /api/v3/order/cancelReplace': spot.replace,
  'GET /api/v3/openOrders': spot.openOrders,
  'DELETE /api/v3/openOrders': spot.cancelAll,
  'GET /api/v3/allOrders': spot.allOrders,
  'GET /api/v3/myTrades': spot.myTrades,
  'GET /api/v3/account': spot.account,
  'POST /api/v3/userDataStream': spot.listenKey,
  'PUT /api/v3/userDataStream': spot.keepListenKey,
  'DELETE /api/v3/userDataStream': spot.keepListenKey,
};

const USDM: Table = {
  ...gets('/fapi/v1', marketData('usdm')),
  'POST /fapi/v1/order': usdm.place,
  'POST /fapi/v1/order/test': usdm.test,
  'PUT /fapi/v1/order': usdm.modify,
  'DELETE /fapi/v1/order': usdm.cancel,
  'GET /fapi/v1/order': usdm.query,
  'POST /fapi/v1/batchOrders': usdm.batch,
  'GET /fapi/v1/openOrders': usdm.openOrders,
  'DELETE /fapi/v1/allOpenOrders': usdm.cancelAll,
  'GET /fapi/v1/allOrders': usdm.allOrders,
  'GET /fapi/v1/userTrades': usdm.userTrades,
  'GET /fapi/v2/account': usdm.account,
  'GET /fapi/v3/account': usdm.account,
  'GET /fapi/v2/balance': usdm.balance,
  'GET /fapi/v3/balance': usdm.balance,
  'GET /fapi/v2/positionRisk': usdm.positionRisk,
  'GET /fapi/v3/positionRisk': usdm.positionRisk,
  'GET /fapi/v1/leverageBracket': usdm.leverageBracket,
  'POST /fapi/v1/leverage': usdm.setLeverage,
  'GET /fapi/v1/positionSide/dual': usdm.positionMode,
  'POST /fapi/v1/positionSide/dual': usdm.setPositionMode,
  'POST /fapi/v1/marginType': usdm.setMarginType,
  'GET /fapi/v1/multiAssetsMargin': usdm.multiAssetsMargin,
  'POST /fapi/v1/listenKey': usdm.listenKey,
  'PUT /fapi/v1/listenKey': usdm.listenKey,
  'DELETE /fapi/v1/listenKey': usdm.listenKey,
};

const SPOT_METHODS: Table = {
  ...marketData('spot'),
  'ticker.price': marketData('spot')['ticker/price'] as Operation,
  'ticker.book': marketData('spot')['ticker/bookTicker'] as Operation,
  'ticker.24hr': marketData('spot')['ticker/24hr'] as Operation,
  'order.place': spot.place,
  'order.test': spot.test,
  'order.cancel': spot.cancel,
  'order.cancelReplace': spot.replace,
  'order.status': spot.query,
  'openOrders.status': spot.openOrders,
  'openOrders.cancelAll': spot.cancelAll,
  allOrders: spot.allOrders,
  myTrades: spot.myTrades,
  'account.status': spot.account,
};

const USDM_METHODS: Table = {
  ...marketData('usdm'),
  'ticker.price': marketData('usdm')['ticker/price'] as Operation,
  'ticker.book': marketData('usdm')['ticker/bookTicker'] as Operation,
  'order.place': usdm.place,
  'order.modify': usdm.modify,
  'order.cancel': usdm.cancel,
  'order.status': usdm.query,
  'account.status': usdm.account,
  'v2/account.status': usdm.account,
  'account.balance': usdm.balance,
  'v2/account.balance': usdm.balance,
  'account.position': usdm.positionRisk,
  'v2/account.position': usdm.positionRisk,
  'userDataStream.start': usdm.listenKey,
  'userDataStream.ping': usdm.listenKey,
};

const target = (venue: Venue, operation: Operation | undefined): Target | undefined =>
  operation === undefined ? undefined : { venue, operation };

/** The operation behind a REST request. */
export function restTarget(method: string, path: string): Target | undefined {
  const key = `${method} ${path}`;
  return target('spot', SPOT[key]) ?? target('usdm', USDM[key]);
}

/** The operation behind a method of the WebSocket API. */
export const wsTarget = (venue: Venue, method: string): Target | undefined =>
  target(venue, venue === 'spot' ? SPOT_METHODS[method] : USDM_METHODS[method]);
