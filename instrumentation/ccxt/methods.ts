import type { OrderEvent } from '../../lib/collector/order-event.js';
import { closingSideLabel, orderTypeLabel, sideLabel } from '../core/orders/order-labels.js';
import type { OrderMethod } from '../core/orders/order-method.js';
import { isDryRun } from './dry-run.js';
import type { CcxtExchange } from './internal-types.js';
import { exchangeId, tradedName } from './internal-types.js';
import { symbolLabel } from './symbols.js';

type CcxtMethod = OrderMethod<CcxtExchange>;

/** One order whose symbol, type and side stand at these places. */
function single(symbolAt: number, typeAt: number, sideAt: number): CcxtMethod['orders'] {
  return (args, exchange) => [order(exchange, args[symbolAt], args[typeAt], args[sideAt])];
}

/** The orders of a batch, given as a list of requests. */
function batch(args: readonly unknown[], exchange: CcxtExchange): OrderEvent[] {
  const requests: unknown = args[0];
  if (!Array.isArray(requests)) return [];
  return requests.map((request: Record<string, unknown> | null) =>
    order(exchange, tradedName(request ?? {}), request?.['type'], request?.['side']),
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

const CREATE: CcxtMethod = {
  operation: 'create',
  orders: single(0, 1, 2),
  isDryRun: (args, exchange) => isDryRun(exchange, 'rest', { symbol: args[0], params: args[5] }),
};
const CREATE_WS: CcxtMethod = {
  ...CREATE,
  isDryRun: (args, exchange) => isDryRun(exchange, 'socket', { symbol: args[0], params: args[5] }),
};
const CREATE_BATCH: CcxtMethod = {
  operation: 'create',
  orders: batch,
  isDryRun: (args, exchange) => isDryRun(exchange, 'batch', { params: args[1] }),
};
const EDIT: CcxtMethod = { operation: 'edit', orders: single(1, 2, 3) };
const EDIT_BATCH: CcxtMethod = { operation: 'edit', orders: batch };
const CANCEL: CcxtMethod = { operation: 'cancel', orders: none };

/**
 * The methods of ccxt that talk to an exchange about orders, by name. Every convenience method
 * (`createMarketBuyOrder`, `createStopOrder`, `createLimitOrderWs` …) ends in one of these.
 * The spot, contract, unified-account, order-book and USDC ones are public methods of single exchange
 * classes, the USDC ones until 4.3.
 * See https://github.com/ccxt/ccxt/wiki/Manual#orders
 */
export const ORDER_METHODS: Readonly<Record<string, CcxtMethod>> = {
  createOrder: CREATE,
  createOrderWs: CREATE_WS,
  createOrders: CREATE_BATCH,
  createOrdersWs: CREATE_BATCH,
  createSpotOrder: CREATE,
  createContractOrder: CREATE,
  createSwapOrder: CREATE,
  createUtaOrder: CREATE,
  createSpotOrders: CREATE_BATCH,
  createContractOrders: CREATE_BATCH,
  createUtaOrders: CREATE_BATCH,
  createOrderbookOrder: CREATE,
  createUsdcOrder: CREATE,
  createTwapOrder: {
    operation: 'create',
    orders: (args, exchange) => [order(exchange, args[0], 'twap', args[1])],
  },
  editOrder: EDIT,
  editOrderWs: EDIT,
  editOrders: EDIT_BATCH,
  editSpotOrder: EDIT,
  editContractOrder: EDIT,
  editUsdcOrder: EDIT,
  cancelOrder: CANCEL,
  cancelOrderWs: CANCEL,
  cancelOrders: CANCEL,
  cancelOrdersWs: CANCEL,
  cancelAllOrders: CANCEL,
  cancelAllOrdersWs: CANCEL,
  cancelOrdersForSymbols: CANCEL,
  cancelAllOrdersAfter: CANCEL,
  cancelSpotOrder: CANCEL,
  cancelContractOrder: CANCEL,
  cancelUtaOrder: CANCEL,
  cancelUtaOrders: CANCEL,
  cancelTwapOrder: CANCEL,
  cancelUsdcOrder: CANCEL,
  cancelAllUsdcOrders: CANCEL,
  cancelAllSpotOrders: CANCEL,
  cancelAllContractOrders: CANCEL,
  cancelAllUtaOrders: CANCEL,
  closePosition: { operation: 'close', orders: closing },
  closeAllPositions: {
    operation: 'close',
    orders: (_args, exchange) => closing([], exchange),
  },
};
