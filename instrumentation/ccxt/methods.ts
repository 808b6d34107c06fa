import type { OrderEvent, OrderOperation } from '../../lib/collector/order-event.js';
import { closingSideLabel, orderTypeLabel, sideLabel } from '../core/orders/order-labels.js';
import type { CcxtExchange } from './internal-types.js';
import { exchangeId } from './internal-types.js';
import { symbolLabel } from './symbols.js';

/** What an order method of ccxt does, and how to read the orders from its arguments. */
export interface OrderMethod {
  readonly operation: OrderOperation;
  /** The orders that a call with these arguments places, edits or closes. */
  readonly orders: (args: readonly unknown[], exchange: CcxtExchange) => OrderEvent[];
  /** Where the `params` object stands among the arguments. */
  readonly paramsAt: number;
}

/** One order whose symbol, type and side stand at these places. */
function single(symbolAt: number, typeAt: number, sideAt: number): OrderMethod['orders'] {
  return (args, exchange) => [order(exchange, args[symbolAt], args[typeAt], args[sideAt])];
}

/** The orders of a batch, given as a list of requests. */
function batch(args: readonly unknown[], exchange: CcxtExchange): OrderEvent[] {
  const requests: unknown = args[0];
  if (!Array.isArray(requests)) return [];
  return requests.map((request: Record<string, unknown> | null) =>
    order(exchange, request?.['symbol'], request?.['type'], request?.['side']),
  );
}

function none(): OrderEvent[] {
  return [];
}

function order(exchange: CcxtExchange, symbol: unknown, type: unknown, side: unknown): OrderEvent {
  return {
    exchange: exchangeId(exchange),
    symbol: symbolLabel(exchange, symbol),
    type: orderTypeLabel(type),
    side: sideLabel(side),
  };
}

function closing(args: readonly unknown[], exchange: CcxtExchange): OrderEvent[] {
  const [symbol, side] = args;
  return [{ ...order(exchange, symbol, 'market', undefined), side: closingSideLabel(side) }];
}

const CREATE: OrderMethod = { operation: 'create', orders: single(0, 1, 2), paramsAt: 5 };
const CREATE_BATCH: OrderMethod = { operation: 'create', orders: batch, paramsAt: 1 };
const EDIT: OrderMethod = { operation: 'edit', orders: single(1, 2, 3), paramsAt: 6 };
const EDIT_BATCH: OrderMethod = { operation: 'edit', orders: batch, paramsAt: 1 };
const CANCEL: OrderMethod = { operation: 'cancel', orders: none, paramsAt: 2 };
const CANCEL_ALL: OrderMethod = { operation: 'cancel', orders: none, paramsAt: 1 };

/**
 * The methods of ccxt that talk to an exchange about orders, by name. Every convenience method
 * (`createMarketBuyOrder`, `createStopOrder`, `createLimitOrderWs` …) ends in one of these.
 * The spot, contract and unified-account ones are public methods of single exchange classes.
 * See https://github.com/ccxt/ccxt/wiki/Manual#orders
 */
export const ORDER_METHODS: Readonly<Record<string, OrderMethod>> = {
  createOrder: CREATE,
  createOrderWs: CREATE,
  createOrders: CREATE_BATCH,
  createOrdersWs: CREATE_BATCH,
  createSpotOrder: CREATE,
  createContractOrder: CREATE,
  createSwapOrder: CREATE,
  createUtaOrder: CREATE,
  createSpotOrders: CREATE_BATCH,
  createContractOrders: CREATE_BATCH,
  createUtaOrders: CREATE_BATCH,
  createTwapOrder: {
    operation: 'create',
    orders: (args, exchange) => [order(exchange, args[0], 'twap', args[1])],
    paramsAt: 4,
  },
  editOrder: EDIT,
  editOrderWs: EDIT,
  editOrders: EDIT_BATCH,
  editSpotOrder: EDIT,
  editContractOrder: EDIT,
  cancelOrder: CANCEL,
  cancelOrderWs: CANCEL,
  cancelOrders: CANCEL,
  cancelOrdersWs: CANCEL,
  cancelAllOrders: CANCEL_ALL,
  cancelAllOrdersWs: CANCEL_ALL,
  cancelOrdersForSymbols: CANCEL_ALL,
  cancelAllOrdersAfter: CANCEL_ALL,
  cancelSpotOrder: CANCEL,
  cancelContractOrder: CANCEL,
  cancelUtaOrder: CANCEL,
  cancelUtaOrders: CANCEL,
  cancelTwapOrder: CANCEL,
  cancelAllSpotOrders: CANCEL_ALL,
  cancelAllContractOrders: CANCEL_ALL,
  cancelAllUtaOrders: CANCEL_ALL,
  closePosition: { operation: 'close', orders: closing, paramsAt: 2 },
  closeAllPositions: {
    operation: 'close',
    orders: (_args, exchange) => closing([], exchange),
    paramsAt: 0,
  },
};
