import type { SieblyOrderMethod } from '../siebly/index.js';
import { noOrders, orderAt } from '../siebly/index.js';
import type { ReadOrder } from '../siebly/orders-in.js';

type Methods = Readonly<Record<string, SieblyOrderMethod>>;

/** What the keys of `order_configuration` begin with, and the type of order they stand for. */
const KINDS: readonly [prefix: string, type: string][] = [
  ['market_', 'market'],
  ['limit_', 'limit'],
  ['sor_limit_', 'limit'],
  ['stop_limit_', 'stop_limit'],
  ['twap_', 'twap'],
  ['trigger_bracket_', 'bracket'],
  ['scaled_', 'scaled'],
];

function typeOf(configuration: unknown): string | undefined {
  if (typeof configuration !== 'object' || configuration === null) return undefined;
  const [key = ''] = Object.keys(configuration);
  return KINDS.find(([prefix]) => key.startsWith(prefix))?.[1];
}

const configured: ReadOrder = ({ product_id, side, order_configuration }) => ({
  symbol: product_id,
  side,
  type: typeOf(order_configuration),
});
/** The side that closes a position is the exchange's to know. */
const closing: ReadOrder = ({ product_id }) => ({ symbol: product_id, type: 'market' });
/** Changes name the order alone, and only limit orders can be changed. */
const edited: ReadOrder = ({ product_id, instrument }) => ({
  symbol: product_id ?? instrument,
  type: 'limit',
});
/** The Exchange API takes what says no type for a limit order. */
const plain: ReadOrder = ({ product_id, side, type = 'limit' }) => ({
  symbol: product_id,
  side,
  type,
});
const international: ReadOrder = ({ instrument, side, type }) => ({
  symbol: instrument,
  side,
  type,
});
const prime: ReadOrder = ({ product_id, side, type }) => ({ symbol: product_id, side, type });

const create = (read: ReadOrder): SieblyOrderMethod => ({
  operation: 'create',
  orders: orderAt(0, read),
});
const EDIT: SieblyOrderMethod = { operation: 'edit', orders: orderAt(0, edited) };
const CANCEL: SieblyOrderMethod = { operation: 'cancel', orders: noOrders };

/** `CBAdvancedTradeClient`. `previewOrder` and `updateOrderPreview` place nothing and are not here. */
export const TRADE_ORDERS: Methods = {
  submitOrder: create(configured),
  updateOrder: EDIT,
  cancelOrders: CANCEL,
  closePosition: { operation: 'close', orders: orderAt(0, closing) },
};

/** `CBExchangeClient`. */
export const EXCHANGE_ORDERS: Methods = {
  submitOrder: create(plain),
  cancelOrder: CANCEL,
  cancelAllOrders: CANCEL,
};

/** `CBInternationalClient`. */
export const INTERNATIONAL_ORDERS: Methods = {
  submitOrder: create(international),
  updateOpenOrder: EDIT,
  cancelOrder: CANCEL,
  cancelOrders: CANCEL,
};

/** `CBPrimeClient`. `getOrderPreview` places nothing and is not here. */
export const PRIME_ORDERS: Methods = {
  submitOrder: create(prime),
  editOrder: EDIT,
  cancelOrder: CANCEL,
};
