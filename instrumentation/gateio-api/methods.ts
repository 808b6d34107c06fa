import { sideOfSize } from '../exchanges/gate/fills.js';
import type { SieblyOrderMethod } from '../siebly/index.js';
import { noOrders, orderAt, orderListAt } from '../siebly/index.js';
import type { ReadOrder } from '../siebly/orders-in.js';

type Methods = Readonly<Record<string, SieblyOrderMethod>>;

/** Spot orders are limit orders unless they say otherwise. */
const spot: ReadOrder = ({ currency_pair: symbol, side, type = 'limit' }) => ({
  symbol,
  side,
  type,
});
const CLOSING_SIDES: Readonly<Record<string, string>> = { close_long: 'sell', close_short: 'buy' };
/** A price of zero is a market order; the sign of the size is the side. */
const futures: ReadOrder = ({ contract, size, price, auto_size: autoSize }) => ({
  symbol: contract,
  side: sideOfSize(size) ?? CLOSING_SIDES[String(autoSize)],
  type: Number(price ?? 0) === 0 ? 'market' : 'limit',
});
/** Only limit orders can be amended. */
const amended: ReadOrder = ({ currency_pair: pair, contract, side, size }) => ({
  symbol: pair ?? contract,
  side: side ?? sideOfSize(size),
  type: 'limit',
});
const spotTrigger: ReadOrder = ({ market, put }) => {
  const { side, type = 'limit' } = (put ?? {}) as { side?: unknown; type?: unknown };
  return { symbol: market, side, type: type === 'market' ? 'stop_market' : 'stop_limit' };
};
const futuresTrigger: ReadOrder = ({ initial }) => {
  const { contract, size, price } = (initial ?? {}) as Record<string, unknown>;
  const type = Number(price ?? 0) === 0 ? 'stop_market' : 'stop_limit';
  return { symbol: contract, side: sideOfSize(size), type };
};
const typed =
  (type: string): ReadOrder =>
  ({ contract, currency_pair: pair, side, amount }) => ({
    symbol: contract ?? pair,
    side: side ?? sideOfSize(amount),
    type,
  });

const create = (read: ReadOrder, place = 0): SieblyOrderMethod => ({
  operation: 'create',
  orders: orderAt(place, read),
});
const edit = (read: ReadOrder, place = 0): SieblyOrderMethod => ({
  operation: 'edit',
  orders: orderAt(place, read),
});
const CANCEL: SieblyOrderMethod = { operation: 'cancel', orders: noOrders };

/** `RestClient`: spot, margin, futures, delivery and options. */
export const ORDERS: Methods = {
  submitSpotOrder: create(spot),
  submitSpotBatchOrders: { operation: 'create', orders: orderListAt(0, spot) },
  submitSpotClosePosCrossDisabled: create(spot),
  updateSpotOrder: edit(amended),
  batchUpdateSpotOrders: { operation: 'edit', orders: orderListAt(0, amended) },
  cancelSpotOrder: CANCEL,
  cancelSpotOpenOrders: CANCEL,
  batchCancelSpotOrders: CANCEL,
  submitSpotCountdownOrders: CANCEL,
  submitSpotPriceTriggerOrder: create(spotTrigger),
  cancelSpotTriggeredOrder: CANCEL,
  cancelAllOpenSpotOrders: CANCEL,
  createSpotPovOrder: create(typed('pov')),
  cancelSpotPovOrder: CANCEL,
  cancelSpotPovOrders: CANCEL,
  submitFuturesOrder: create(futures),
  submitFuturesBatchOrders: { operation: 'create', orders: orderListAt(0, futures, 'orders') },
  updateFuturesOrder: edit(amended),
  batchUpdateFuturesOrders: { operation: 'edit', orders: orderListAt(0, amended, 'orders') },
  cancelFuturesOrder: CANCEL,
  cancelAllFuturesOrders: CANCEL,
  batchCancelFuturesOrders: CANCEL,
  setFuturesOrderCancelCountdown: CANCEL,
  submitFuturesPriceTriggeredOrder: create(futuresTrigger),
  updateFuturesPriceTriggeredOrder: edit(typed('stop')),
  cancelFuturesPriceTriggeredOrder: CANCEL,
  cancelAllOpenFuturesOrders: CANCEL,
  createTrailOrder: create(typed('trailing_stop')),
  updateTrailOrder: edit(typed('trailing_stop')),
  terminateTrailOrder: CANCEL,
  batchTerminateTrailOrders: CANCEL,
  createChaseOrder: create(typed('chase')),
  stopChaseOrder: CANCEL,
  stopAllChaseOrders: CANCEL,
  submitDeliveryOrder: create(futures),
  cancelDeliveryOrder: CANCEL,
  cancelAllDeliveryOrders: CANCEL,
  submitDeliveryTriggeredOrder: create(futuresTrigger),
  cancelTriggeredDeliveryOrder: CANCEL,
  cancelAllOpenDeliveryOrders: CANCEL,
  submitOptionsOrder: create(futures),
  amendOptionsOrder: edit(amended),
  cancelOptionsOrder: CANCEL,
  cancelAllOpenOptionsOrders: CANCEL,
  submitOptionsCountdownCancel: CANCEL,
};

/** Where `sendWSAPIRequest(wsKey, channel, params)` has the fields. */
const PARAMS = 2;

/** The order API over WebSocket, spot and futures. */
export const SOCKET_ORDERS: Methods = {
  'spot.order_place': create(spot, PARAMS),
  'spot.order_amend': edit(amended, PARAMS),
  'spot.order_cancel': CANCEL,
  'spot.order_cancel_ids': CANCEL,
  'spot.order_cancel_cp': CANCEL,
  'futures.order_place': create(futures, PARAMS),
  'futures.order_batch_place': { operation: 'create', orders: orderListAt(PARAMS, futures) },
  'futures.order_amend': edit(amended, PARAMS),
  'futures.order_cancel': CANCEL,
  'futures.order_cancel_ids': CANCEL,
  'futures.order_cancel_cp': CANCEL,
};
