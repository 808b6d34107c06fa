import { futuresSide } from '../exchanges/bitmart/fills.js';
import type { SieblyOrderMethod } from '../siebly/index.js';
import { noOrders, orderAt, orderListAt } from '../siebly/index.js';
import type { ReadOrder } from '../siebly/orders-in.js';

type Methods = Readonly<Record<string, SieblyOrderMethod>>;

const spot: ReadOrder = ({ symbol, side, type }) => ({ symbol, side, type });
/** The side of a futures order is a number; what says no type is a limit order. */
const futures: ReadOrder = ({ symbol, side, type = 'limit' }) => ({
  symbol,
  side: futuresSide(side),
  type,
});
const typed =
  (type: string): ReadOrder =>
  ({ symbol, side }) => ({ symbol, side: futuresSide(side), type });
/** Orders that wait for a price, with the type they then have. */
const triggered: ReadOrder = ({ symbol, side, trigger_type }) => ({
  symbol,
  side,
  type: trigger_type === 'market' ? 'stop_market' : 'stop_limit',
});
const planned: ReadOrder = ({ symbol, side, type }) => ({
  symbol,
  side: futuresSide(side),
  type: PLANS[String(type ?? 'limit')] ?? type,
});
const PLANS: Readonly<Record<string, string>> = { limit: 'stop_limit', market: 'stop_market' };

const create = (read: ReadOrder): SieblyOrderMethod => ({
  operation: 'create',
  orders: orderAt(0, read),
});
const edit = (read: ReadOrder): SieblyOrderMethod => ({
  operation: 'edit',
  orders: orderAt(0, read),
});
const CANCEL: SieblyOrderMethod = { operation: 'cancel', orders: noOrders };

/** The items of a batch of version 4 are all for the symbol beside them. */
const spotBatchV4: SieblyOrderMethod['orders'] = (args) => {
  const { symbol } = (args[0] ?? {}) as { symbol?: unknown };
  return orderListAt(0, ({ side, type }) => ({ symbol, side, type }), 'orderParams')(args);
};

/** Futures of version 1, which `RestClient` still has, and of version 2. */
const EITHER_FUTURES: Methods = {
  submitFuturesOrder: create(futures),
  submitFuturesPlanOrder: create(planned),
  cancelFuturesOrder: CANCEL,
  cancelAllFuturesOrders: CANCEL,
  cancelFuturesPlanOrder: CANCEL,
};

/** `RestClient`: spot and margin. */
export const REST_ORDERS: Methods = {
  submitSpotOrderV2: create(spot),
  submitMarginOrderV1: create(spot),
  submitSpotBatchOrdersV2: { operation: 'create', orders: orderListAt(0, spot, 'order_params') },
  submitSpotBatchOrdersV4: { operation: 'create', orders: spotBatchV4 },
  submitSpotAlgoOrderV4: create(triggered),
  cancelSpotOrderV3: CANCEL,
  cancelSpotBatchOrdersV4: CANCEL,
  cancelAllSpotOrders: CANCEL,
  cancelSpotOrdersV1: CANCEL,
  cancelSpotAlgoOrderV4: CANCEL,
  cancelAllSpotAlgoOrdersV4: CANCEL,
  ...EITHER_FUTURES,
};

/** `FuturesClientV2`. */
export const FUTURES_ORDERS: Methods = {
  ...EITHER_FUTURES,
  submitFuturesTPSLOrder: create(futures),
  submitFuturesTrailOrder: create(typed('trailing_stop')),
  updateFuturesLimitOrder: edit(typed('limit')),
  updateFuturesPlanOrder: edit(typed('stop_limit')),
  updateFuturesPresetPlanOrder: edit(typed('stop_limit')),
  updateFuturesTPSLOrder: edit(typed('take_profit')),
  closeAllFuturesPositions: { operation: 'close', orders: orderAt(0, typed('market')) },
  cancelAllFuturesOrdersAfter: CANCEL,
  cancelFuturesTrailOrder: CANCEL,
};
