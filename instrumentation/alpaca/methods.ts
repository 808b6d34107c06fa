import type { OrderEvent, OrderOperation } from '../../lib/collector/order-event.js';
import { UNKNOWN_LABEL } from '../../lib/metrics/attributes.js';
import type { OrderMemory } from '../exchanges/alpaca/order-memory.js';
import { clientIdOf, labelsOf } from '../exchanges/alpaca/order-memory.js';

export const EXCHANGE = 'alpaca';

/** What a method does, and how to read the orders from its arguments. */
export interface AlpacaMethod {
  readonly operation: OrderOperation;
  readonly orders: (args: readonly unknown[], memory: OrderMemory) => OrderEvent[];
}

type Fields = Readonly<Record<string, unknown>>;

const fields = (value: unknown): Fields => (value ?? {}) as Fields;

/** An order with the id that the bot gave it, which never becomes a label. */
export interface AskedOrder extends OrderEvent {
  readonly clientId?: string | undefined;
}

const order = (asked: unknown): AskedOrder => ({
  exchange: EXCHANGE,
  ...labelsOf(asked),
  clientId: clientIdOf(asked),
});

/** An order whose type is the method's name for it. */
const typed = (type: string | ((input: Fields) => string)): AlpacaMethod => ({
  operation: 'create',
  orders: ([input]) => {
    const asked = fields(input);
    return [order({ ...asked, type: typeof type === 'string' ? type : type(asked) })];
  },
});

/** The order that opens a bracket has a limit, or takes the market's price. */
const entryType = ({ limitPrice }: Fields): string =>
  limitPrice === undefined ? 'market' : 'limit';

const changed = (id: unknown, memory: OrderMemory): OrderEvent[] => [
  { exchange: EXCHANGE, ...memory.labels(id) },
];

/** Which side closes a position, the call does not say. */
const closing = (symbol: unknown, memory: OrderMemory): OrderEvent[] => [
  { exchange: EXCHANGE, symbol: memory.spelled(symbol), side: UNKNOWN_LABEL, type: 'market' },
];

const POST: AlpacaMethod = {
  operation: 'create',
  orders: ([request]) => [order(fields(request)['postOrderRequest'])],
};
const SUBMIT: AlpacaMethod = { operation: 'create', orders: ([input]) => [order(input)] };
const PATCH: AlpacaMethod = {
  operation: 'edit',
  orders: ([request], memory) => changed(fields(request)['orderId'], memory),
};
const CANCEL: AlpacaMethod = { operation: 'cancel', orders: () => [] };
const CLOSE: AlpacaMethod = {
  operation: 'close',
  orders: ([request], memory) => closing(fields(request)['symbolOrAssetId'], memory),
};
/** Which positions there are to close, only the answer tells. */
const CLOSE_ALL: AlpacaMethod = { operation: 'close', orders: () => [] };

/**
 * The methods of the 4.x line's `OrdersApi` that place, change and cancel orders. The short ones end
 * in `postOrder`, and check their arguments before.
 * See https://github.com/alpacahq/alpaca-trade-api-js
 */
export const ORDER_METHODS: Readonly<Record<string, AlpacaMethod>> = {
  market: typed('market'),
  limit: typed('limit'),
  stop: typed('stop'),
  stopLimit: typed('stop_limit'),
  trailingStop: typed('trailing_stop'),
  bracket: typed(entryType),
  oco: typed('oco'),
  oto: typed(entryType),
  submit: SUBMIT,
  postOrder: POST,
  postOrderRaw: POST,
  patchOrderByOrderId: PATCH,
  patchOrderByOrderIdRaw: PATCH,
  deleteOrderByOrderID: CANCEL,
  deleteOrderByOrderIDRaw: CANCEL,
  deleteAllOrders: CANCEL,
  deleteAllOrdersRaw: CANCEL,
};

/** The methods of the 4.x line's `PositionsApi` that close positions. */
export const POSITION_METHODS: Readonly<Record<string, AlpacaMethod>> = {
  deleteOpenPosition: CLOSE,
  deleteOpenPositionRaw: CLOSE,
  deleteAllOpenPositions: CLOSE_ALL,
  deleteAllOpenPositionsRaw: CLOSE_ALL,
};

/** A request of the 3.x line. */
export interface Route extends AlpacaMethod {
  readonly method: string;
  readonly endpoint: RegExp;
}

/** What stands in the endpoint behind the second slash. */
const named = ([endpoint]: readonly unknown[]): string =>
  String(endpoint).replace(/^\/[^/]*\//, '');

/**
 * The requests about orders that `createOrder`, `replaceOrder`, `cancelOrder`, `cancelAllOrders`,
 * `closePosition` and `closeAllPositions` of the 3.x line send: the arguments of `sendRequest` are
 * the endpoint, the query, the body and the HTTP method.
 */
export const ROUTES: readonly Route[] = [
  {
    method: 'POST',
    endpoint: /^\/orders$/,
    operation: 'create',
    orders: ([, , body]) => [order(body)],
  },
  {
    method: 'PATCH',
    endpoint: /^\/orders\/./,
    operation: 'edit',
    orders: (args, memory) => changed(named(args), memory),
  },
  { method: 'DELETE', endpoint: /^\/orders(?:\/.|$)/, ...CANCEL },
  {
    method: 'DELETE',
    endpoint: /^\/positions\/./,
    operation: 'close',
    orders: (args, memory) => closing(named(args), memory),
  },
  { method: 'DELETE', endpoint: /^\/positions$/, ...CLOSE_ALL },
];
