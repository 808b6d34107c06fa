import type { OrderOperation } from '../../../lib/collector/order-event.js';
import { batchOrders, noOrder, type OrdersOf, oneOrder, orderList } from './orders.js';

/** A request about orders: what it does, and how its parameters tell of which. */
export interface OrderRoute {
  readonly operation: OrderOperation;
  readonly orders: OrdersOf;
  /** Whether the request only checks an order. */
  readonly isDry?: boolean;
}

const create = (orders: OrdersOf = oneOrder): OrderRoute => ({ operation: 'create', orders });
const edit = (orders: OrdersOf = oneOrder): OrderRoute => ({ operation: 'edit', orders });
/** Only limit orders can be modified, so their type is not among the parameters. */
const MODIFY = edit((exchange, params) => oneOrder(exchange, { ...params, type: 'limit' }));
const CANCEL: OrderRoute = { operation: 'cancel', orders: noOrder };
const DRY: OrderRoute = { operation: 'create', orders: oneOrder, isDry: true };

const SPOT: Readonly<Record<string, OrderRoute>> = {
  'POST /api/v3/order': create(),
  'POST /api/v3/order/test': DRY,
  'DELETE /api/v3/order': CANCEL,
  'DELETE /api/v3/openOrders': CANCEL,
  'POST /api/v3/order/cancelReplace': edit(),
  'PUT /api/v3/order/amend/keepPriority': edit(),
  'POST /api/v3/sor/order': create(),
  'POST /api/v3/sor/order/test': DRY,
  'POST /api/v3/order/oco': create(orderList('oco')),
  'POST /api/v3/orderList/oco': create(orderList('oco')),
  'POST /api/v3/orderList/oto': create(orderList('oto')),
  'POST /api/v3/orderList/otoco': create(orderList('otoco')),
  'POST /api/v3/orderList/opo': create(orderList('opo')),
  'POST /api/v3/orderList/opoco': create(orderList('opoco')),
  'DELETE /api/v3/orderList': CANCEL,
};

const MARGIN: Readonly<Record<string, OrderRoute>> = {
  'POST /sapi/v1/margin/order': create(),
  'POST /sapi/v1/margin/order/test': DRY,
  'DELETE /sapi/v1/margin/order': CANCEL,
  'DELETE /sapi/v1/margin/openOrders': CANCEL,
  'POST /sapi/v1/margin/order/oco': create(orderList('oco')),
  'POST /sapi/v1/margin/order/oto': create(orderList('oto')),
  'POST /sapi/v1/margin/order/otoco': create(orderList('otoco')),
  'DELETE /sapi/v1/margin/orderList': CANCEL,
  'POST /sapi/v1/algo/spot/newOrderTwap': create((exchange, params) =>
    oneOrder(exchange, { ...params, type: 'twap' }),
  ),
  'POST /sapi/v1/algo/futures/newOrderTwap': create((exchange, params) =>
    oneOrder(exchange, { ...params, type: 'twap' }),
  ),
  'POST /sapi/v1/algo/futures/newOrderVp': create((exchange, params) =>
    oneOrder(exchange, { ...params, type: 'vp' }),
  ),
  'DELETE /sapi/v1/algo/spot/order': CANCEL,
  'DELETE /sapi/v1/algo/futures/order': CANCEL,
};

/** USD-M, COIN-M and options have the same routes under `fapi`, `dapi` and `eapi`. */
const futures = (api: string): Readonly<Record<string, OrderRoute>> => ({
  [`POST /${api}/v1/order`]: create(),
  [`POST /${api}/v1/order/test`]: DRY,
  [`PUT /${api}/v1/order`]: MODIFY,
  [`DELETE /${api}/v1/order`]: CANCEL,
  [`POST /${api}/v1/batchOrders`]: create(batchOrders()),
  [`PUT /${api}/v1/batchOrders`]: edit(batchOrders('limit')),
  [`DELETE /${api}/v1/batchOrders`]: CANCEL,
  [`DELETE /${api}/v1/allOpenOrders`]: CANCEL,
  [`POST /${api}/v1/countdownCancelAll`]: CANCEL,
  [`POST /${api}/v1/algoOrder`]: create(),
  [`DELETE /${api}/v1/algoOrder`]: CANCEL,
  [`DELETE /${api}/v1/algoOpenOrders`]: CANCEL,
});

const portfolio = (part: 'um' | 'cm'): Readonly<Record<string, OrderRoute>> => ({
  [`POST /papi/v1/${part}/order`]: create(),
  [`PUT /papi/v1/${part}/order`]: MODIFY,
  [`DELETE /papi/v1/${part}/order`]: CANCEL,
  [`DELETE /papi/v1/${part}/allOpenOrders`]: CANCEL,
  [`POST /papi/v1/${part}/algo/order`]: create(),
  [`DELETE /papi/v1/${part}/algo/order`]: CANCEL,
  [`DELETE /papi/v1/${part}/algo/allOpenOrders`]: CANCEL,
  [`POST /papi/v1/${part}/conditional/order`]: create(),
  [`DELETE /papi/v1/${part}/conditional/order`]: CANCEL,
  [`DELETE /papi/v1/${part}/conditional/allOpenOrders`]: CANCEL,
});

const PORTFOLIO_MARGIN: Readonly<Record<string, OrderRoute>> = {
  'POST /papi/v1/margin/order': create(),
  'DELETE /papi/v1/margin/order': CANCEL,
  'POST /papi/v1/margin/order/oco': create(orderList('oco')),
  'DELETE /papi/v1/margin/orderList': CANCEL,
  'DELETE /papi/v1/margin/allOpenOrders': CANCEL,
};

/** Binance's REST requests about orders, by `METHOD /path`. */
export const ORDER_ROUTES: Readonly<Record<string, OrderRoute>> = {
  ...SPOT,
  ...MARGIN,
  ...futures('fapi'),
  ...futures('dapi'),
  ...futures('eapi'),
  ...portfolio('um'),
  ...portfolio('cm'),
  ...PORTFOLIO_MARGIN,
};

/** The methods of the WebSocket APIs about orders, by name. */
export const ORDER_METHODS: Readonly<Record<string, OrderRoute>> = {
  'order.place': create(),
  'order.test': DRY,
  'order.modify': MODIFY,
  'order.cancel': CANCEL,
  'order.cancelReplace': edit(),
  'order.amend.keepPriority': edit(),
  'sor.order.place': create(),
  'sor.order.test': DRY,
  'orderList.place': create(orderList('oco')),
  'orderList.place.oco': create(orderList('oco')),
  'orderList.place.oto': create(orderList('oto')),
  'orderList.place.otoco': create(orderList('otoco')),
  'orderList.place.opo': create(orderList('opo')),
  'orderList.place.opoco': create(orderList('opoco')),
  'orderList.cancel': CANCEL,
  'openOrders.cancelAll': CANCEL,
  'algoOrder.place': create(),
  'algoOrder.cancel': CANCEL,
};
