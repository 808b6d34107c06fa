import type { NativeOrder, SieblyOrderMethod } from '../siebly/index.js';
import { noOrders, orderAt, orderListAt } from '../siebly/index.js';

type Methods = Readonly<Record<string, SieblyOrderMethod>>;
type Fields = Readonly<Record<string, unknown>>;

/** OKX's own names of order types that others have another name for. */
const TYPES: Readonly<Record<string, string>> = {
  optimal_limit_ioc: 'market',
  trigger: 'stop',
  conditional: 'stop',
  move_order_stop: 'trailing_stop',
};

/** Orders over WebSocket may name their instrument by a number alone; then it stays unknown. */
function plain({ instId, side, ordType }: Fields): NativeOrder {
  return { symbol: instId, side, type: TYPES[String(ordType)] ?? ordType };
}

function spread({ sprdId, side, ordType }: Fields): NativeOrder {
  return { symbol: sprdId, side, type: ordType };
}

/** In net mode the arguments do not tell which side is to be closed. */
function position({ instId, posSide }: Fields): NativeOrder {
  const sides: Readonly<Record<string, string>> = { long: 'sell', short: 'buy' };
  return { symbol: instId, side: sides[String(posSide)], type: 'market' };
}

const CREATE: SieblyOrderMethod = { operation: 'create', orders: orderAt(0, plain) };
const EDIT: SieblyOrderMethod = { operation: 'edit', orders: orderAt(0, plain) };
const CANCEL: SieblyOrderMethod = { operation: 'cancel', orders: noOrders };

/** `RestClient`. `submitOrderPrecheck` places nothing and is not here. */
export const REST_ORDERS: Methods = {
  submitOrder: CREATE,
  submitMultipleOrders: { operation: 'create', orders: orderListAt(0, plain) },
  placeAlgoOrder: CREATE,
  submitSpreadOrder: { operation: 'create', orders: orderAt(0, spread) },
  amendOrder: EDIT,
  amendMultipleOrders: { operation: 'edit', orders: orderListAt(0, plain) },
  amendAlgoOrder: EDIT,
  updateSpreadOrder: { operation: 'edit', orders: orderAt(0, spread) },
  cancelOrder: CANCEL,
  cancelMultipleOrders: CANCEL,
  cancelMassOrder: CANCEL,
  cancelAllAfter: CANCEL,
  cancelAlgoOrder: CANCEL,
  cancelAdvanceAlgoOrder: CANCEL,
  cancelSpreadOrder: CANCEL,
  cancelAllSpreadOrders: CANCEL,
  cancelSpreadAllAfter: CANCEL,
  closePositions: { operation: 'close', orders: orderAt(0, position) },
};

/** The order API over WebSocket: `sendWSAPIRequest(wsKey, operation, params)`. */
export const SOCKET_ORDERS: Methods = {
  order: { operation: 'create', orders: orderAt(2, plain) },
  'batch-orders': { operation: 'create', orders: orderListAt(2, plain) },
  'sprd-order': { operation: 'create', orders: orderAt(2, spread) },
  'amend-order': { operation: 'edit', orders: orderAt(2, plain) },
  'batch-amend-orders': { operation: 'edit', orders: orderListAt(2, plain) },
  'sprd-amend-order': { operation: 'edit', orders: orderAt(2, spread) },
  'cancel-order': CANCEL,
  'batch-cancel-orders': CANCEL,
  'mass-cancel': CANCEL,
  'sprd-cancel-order': CANCEL,
  'sprd-mass-cancel': CANCEL,
};
