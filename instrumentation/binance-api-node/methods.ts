import type { OrdersOf } from '../exchanges/binance/orders.js';
import { oneOrder } from '../exchanges/binance/orders.js';

/**
 * The methods of a client about orders, and the request that each of them makes; all take one object
 * with Binance's own parameters. `papiUmOrder` sends a GET where a POST is meant (0.13.10) and so is
 * refused, which counts as the failure of an order that it is.
 * See https://github.com/ccxt/binance-api-node
 */
export const ORDER_METHODS: Readonly<Record<string, string>> = {
  order: 'POST /api/v3/order',
  orderTest: 'POST /api/v3/order/test',
  orderOco: 'POST /api/v3/order/oco',
  updateOrder: 'POST /api/v3/order/cancelReplace',
  cancelOrder: 'DELETE /api/v3/order',
  cancelOrderOco: 'DELETE /api/v3/orderList',
  cancelOpenOrders: 'DELETE /api/v3/openOrders',
  futuresOrder: 'POST /fapi/v1/order',
  futuresUpdateOrder: 'PUT /fapi/v1/order',
  futuresBatchOrders: 'POST /fapi/v1/batchOrders',
  futuresCancelOrder: 'DELETE /fapi/v1/order',
  futuresCancelAllOpenOrders: 'DELETE /fapi/v1/allOpenOrders',
  futuresCancelBatchOrders: 'DELETE /fapi/v1/batchOrders',
  futuresCreateAlgoOrder: 'POST /fapi/v1/algoOrder',
  futuresCancelAlgoOrder: 'DELETE /fapi/v1/algoOrder',
  futuresCancelAllAlgoOpenOrders: 'DELETE /fapi/v1/algoOpenOrders',
  deliveryOrder: 'POST /dapi/v1/order',
  deliveryBatchOrders: 'POST /dapi/v1/batchOrders',
  deliveryCancelOrder: 'DELETE /dapi/v1/order',
  deliveryCancelAllOpenOrders: 'DELETE /dapi/v1/allOpenOrders',
  deliveryCancelBatchOrders: 'DELETE /dapi/v1/batchOrders',
  marginOrder: 'POST /sapi/v1/margin/order',
  marginOrderOco: 'POST /sapi/v1/margin/order/oco',
  marginCancelOrder: 'DELETE /sapi/v1/margin/order',
  marginCancelOpenOrders: 'DELETE /sapi/v1/margin/openOrders',
  papiUmOrder: 'POST /papi/v1/um/order',
  papiUmConditionalOrder: 'POST /papi/v1/um/conditional/order',
  papiUmUpdateOrder: 'PUT /papi/v1/um/order',
  papiUmCancelOrder: 'DELETE /papi/v1/um/order',
  papiUmCancelAllOpenOrders: 'DELETE /papi/v1/um/allOpenOrders',
  papiUmCancelConditionalOrder: 'DELETE /papi/v1/um/conditional/order',
  papiUmCancelConditionalAllOpenOrders: 'DELETE /papi/v1/um/conditional/allOpenOrders',
  papiCmOrder: 'POST /papi/v1/cm/order',
  papiCmConditionalOrder: 'POST /papi/v1/cm/conditional/order',
  papiCmUpdateOrder: 'PUT /papi/v1/cm/order',
  papiCmCancelOrder: 'DELETE /papi/v1/cm/order',
  papiCmCancelAllOpenOrders: 'DELETE /papi/v1/cm/allOpenOrders',
  papiCmCancelConditionalOrder: 'DELETE /papi/v1/cm/conditional/order',
  papiCmCancelConditionalAllOpenOrders: 'DELETE /papi/v1/cm/conditional/allOpenOrders',
  papiMarginOrder: 'POST /papi/v1/margin/order',
  papiMarginOrderOco: 'POST /papi/v1/margin/order/oco',
  papiMarginCancelOrder: 'DELETE /papi/v1/margin/order',
  papiMarginCancelOrderList: 'DELETE /papi/v1/margin/orderList',
  papiMarginCancelAllOpenOrders: 'DELETE /papi/v1/margin/allOpenOrders',
};

/** Orders without a type are limit orders to these methods. */
const LIMIT_BY_DEFAULT = new Set(['order', 'futuresOrder', 'deliveryOrder', 'marginOrder']);

export function ordersFor(method: string, orders: OrdersOf): OrdersOf {
  return LIMIT_BY_DEFAULT.has(method)
    ? (exchange, params) => oneOrder(exchange, { type: 'LIMIT', ...params })
    : orders;
}

/** Methods whose answers tell something else, and those by which a bot sees that it is connected. */
export const OTHER_METHODS: Readonly<Record<string, string>> = {
  ping: 'GET /api/v3/ping',
  time: 'GET /api/v3/time',
  exchangeInfo: 'GET /api/v3/exchangeInfo',
  accountInfo: 'GET /api/v3/account',
  openOrders: 'GET /api/v3/openOrders',
  getOrder: 'GET /api/v3/order',
  myTrades: 'GET /api/v3/myTrades',
  marginMyTrades: 'GET /sapi/v1/margin/myTrades',
  futuresPing: 'GET /fapi/v1/ping',
  futuresTime: 'GET /fapi/v1/time',
  futuresExchangeInfo: 'GET /fapi/v1/exchangeInfo',
  futuresAccountInfo: 'GET /fapi/v2/account',
  futuresAccountBalance: 'GET /fapi/v2/balance',
  futuresPositionRisk: 'GET /fapi/v2/positionRisk',
  futuresOpenOrders: 'GET /fapi/v1/openOrders',
  futuresGetOrder: 'GET /fapi/v1/order',
  futuresUserTrades: 'GET /fapi/v1/userTrades',
  deliveryPing: 'GET /dapi/v1/ping',
  deliveryTime: 'GET /dapi/v1/time',
  deliveryExchangeInfo: 'GET /dapi/v1/exchangeInfo',
  deliveryAccountInfo: 'GET /dapi/v1/account',
  deliveryPositionRisk: 'GET /dapi/v1/positionRisk',
  deliveryUserTrades: 'GET /dapi/v1/userTrades',
  papiUmGetUserTrades: 'GET /papi/v1/um/userTrades',
  papiCmGetUserTrades: 'GET /papi/v1/cm/userTrades',
  papiMarginGetMyTrades: 'GET /papi/v1/margin/myTrades',
};

/** The methods of `client.ws` that give a user data stream: `(callback, transform)`. */
export const USER_STREAMS: Readonly<Record<string, string>> = {
  user: 'binance',
  marginUser: 'binance',
  futuresUser: 'binanceusdm',
  deliveryUser: 'binancecoinm',
};
