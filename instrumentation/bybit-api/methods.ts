import type { NativeOrder, SieblyOrderMethod } from '../siebly/index.js';
import { noOrders, orderAt, orderListAt } from '../siebly/index.js';

type Methods = Readonly<Record<string, SieblyOrderMethod>>;
type Fields = Readonly<Record<string, unknown>>;

/** A trigger price makes a conditional order of any order. */
function plain({ symbol, side, orderType, triggerPrice }: Fields): NativeOrder {
  const conditional = orderType === 'Market' ? 'stop_market' : 'stop_limit';
  return { symbol, side, type: triggerPrice ? conditional : orderType };
}

/** Slices of an order over time have a kind of their own. */
function strategy({ symbol, side, strategyType }: Fields): NativeOrder {
  return { symbol, side, type: strategyType };
}

const CREATE: SieblyOrderMethod = { operation: 'create', orders: orderAt(0, plain) };
const EDIT: SieblyOrderMethod = { operation: 'edit', orders: orderAt(0, plain) };
const CANCEL: SieblyOrderMethod = { operation: 'cancel', orders: noOrders };

/** `RestClientV5`. `preCheckOrder` places nothing and is not here. */
export const REST_ORDERS: Methods = {
  submitOrder: CREATE,
  batchSubmitOrders: { operation: 'create', orders: orderListAt(1, plain) },
  submitSpreadOrder: CREATE,
  createStrategyOrder: { operation: 'create', orders: orderAt(0, strategy) },
  amendOrder: EDIT,
  batchAmendOrders: { operation: 'edit', orders: orderListAt(1, plain) },
  amendSpreadOrder: EDIT,
  cancelOrder: CANCEL,
  batchCancelOrders: CANCEL,
  cancelAllOrders: CANCEL,
  cancelSpreadOrder: CANCEL,
  cancelAllSpreadOrders: CANCEL,
  stopStrategy: CANCEL,
};

/** The order API over WebSocket: `sendWSAPIRequest(wsKey, operation, params)`. */
export const SOCKET_ORDERS: Methods = {
  'order.create': { operation: 'create', orders: orderAt(2, plain) },
  'order.create-batch': { operation: 'create', orders: orderListAt(2, plain, 'request') },
  'order.amend': { operation: 'edit', orders: orderAt(2, plain) },
  'order.amend-batch': { operation: 'edit', orders: orderListAt(2, plain, 'request') },
  'order.cancel': CANCEL,
  'order.cancel-batch': CANCEL,
};
