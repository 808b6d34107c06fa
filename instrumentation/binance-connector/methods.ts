import type { OrderOperation } from '../../lib/collector/order-event.js';
import type { OrderMethod } from '../core/orders/order-method.js';
import { orderEvent } from '../exchanges/binance/orders.js';
import type { ConnectorClient } from './internal-types.js';

type Method = OrderMethod<ConnectorClient>;

/** `(symbol, side, type, …)` */
const order = (operation: OrderOperation): Method => ({
  operation,
  orders: ([symbol, side, type]) => [orderEvent('binance', symbol, type, side)],
});

/** `(symbol, side, …)` of two orders of which one can trade. */
const OCO: Method = {
  operation: 'create',
  orders: ([symbol, side]) => [orderEvent('binance', symbol, 'oco', side)],
};

const CANCEL: Method = { operation: 'cancel', orders: () => [] };

/**
 * The methods of `Spot` about orders; `newOrderTest` places nothing and is not here.
 * See https://github.com/binance/binance-connector-js (`clients/` of version 3)
 */
export const ORDER_METHODS: Readonly<Record<string, Method>> = {
  newOrder: order('create'),
  cancelAndReplace: order('edit'),
  newOCOOrder: OCO,
  cancelOrder: CANCEL,
  cancelOpenOrders: CANCEL,
  cancelOCOOrder: CANCEL,
  newMarginOrder: order('create'),
  marginOCOOrder: OCO,
  cancelMarginOrder: CANCEL,
  cancelAllOpenMarginOrder: CANCEL,
  cancelMarginOCOOrder: CANCEL,
};
