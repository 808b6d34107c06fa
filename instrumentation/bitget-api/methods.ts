import { fieldsOf } from '../core/fields.js';
import type { NativeOrder, SieblyOrderMethod } from '../siebly/index.js';
import { noOrders, orderAt, orderListAt } from '../siebly/index.js';
import type { ReadOrder } from '../siebly/orders-in.js';

type Methods = Readonly<Record<string, SieblyOrderMethod>>;

const plain: ReadOrder = ({ symbol, side, orderType }) => ({ symbol, side, type: orderType });
const typed =
  (type: string): ReadOrder =>
  ({ symbol, side }) => ({ symbol, side, type });

/** The order types of shares are two letters long; what is none of these keeps its name. */
const STOCK_TYPES: Readonly<Record<string, string>> = {
  LO: 'limit',
  MO: 'market',
  LIT: 'stop_limit',
  MIT: 'stop_market',
  TSLPAMT: 'trailing_stop',
  TSLPPCT: 'trailing_stop',
};
const stock: ReadOrder = ({ symbol, side, orderType }) => ({
  symbol,
  side,
  type: STOCK_TYPES[String(orderType)] ?? orderType,
});

const PLAN_TYPES: Readonly<Record<string, string>> = {
  profit_plan: 'take_profit',
  pos_profit: 'take_profit',
  loss_plan: 'stop_loss',
  pos_loss: 'stop_loss',
  moving_plan: 'trailing_stop',
};
const CLOSING_SIDES: Readonly<Record<string, string>> = {
  long: 'sell',
  buy: 'sell',
  short: 'buy',
  sell: 'buy',
};
/** Take profit and stop loss name the side of the position. */
const protecting: ReadOrder = ({ symbol, holdSide, planType }) => ({
  symbol,
  side: closingSide(holdSide),
  type: PLAN_TYPES[String(planType)] ?? planType,
});
/** What takes the profit of a position and what stops its loss are an order each. */
const bothProtecting: SieblyOrderMethod['orders'] = (args) => {
  const { symbol, holdSide, stopSurplusTriggerPrice, stopLossTriggerPrice } = fieldsOf(args[0]);
  const side = closingSide(holdSide);
  const orders: NativeOrder[] = [];
  if (stopSurplusTriggerPrice) orders.push({ symbol, side, type: 'take_profit' });
  if (stopLossTriggerPrice) orders.push({ symbol, side, type: 'stop_loss' });
  return orders;
};
/** Without a symbol all positions are closed: one order, of a symbol that nobody knows. */
const closing: ReadOrder = ({ symbol, holdSide, posSide }) => ({
  symbol,
  side: closingSide(holdSide ?? posSide),
  type: 'market',
});

/** With one position a symbol its side is named `buy` or `sell`, with two of them `long` or `short`. */
function closingSide(side: unknown): unknown {
  return CLOSING_SIDES[String(side)] ?? side;
}

/** A batch of the classic accounts may name its symbol once for all of its orders. */
const orderList =
  (place: number): SieblyOrderMethod['orders'] =>
  (args) => {
    const { symbol } = (args[place] ?? {}) as { symbol?: unknown };
    const orders = orderListAt(place, plain, 'orderList')(args);
    return orders.map((order): NativeOrder => ({ ...order, symbol: order.symbol ?? symbol }));
  };

const create = (read: ReadOrder, place = 0): SieblyOrderMethod => ({
  operation: 'create',
  orders: orderAt(place, read),
});
const edit = (read: ReadOrder): SieblyOrderMethod => ({
  operation: 'edit',
  orders: orderAt(0, read),
});
const CLOSE: SieblyOrderMethod = { operation: 'close', orders: orderAt(0, closing) };
const CANCEL: SieblyOrderMethod = { operation: 'cancel', orders: noOrders };

/** `RestClientV2`: the classic accounts. Orders that are only changed name neither side nor type. */
export const CLASSIC_ORDERS: Methods = {
  spotSubmitOrder: create(plain),
  spotBatchSubmitOrders: { operation: 'create', orders: orderList(0) },
  spotCancelandSubmitOrder: edit(typed('limit')),
  spotBatchCancelandSubmitOrder: {
    operation: 'edit',
    orders: orderListAt(0, typed('limit'), 'orderList'),
  },
  spotCancelOrder: CANCEL,
  spotBatchCancelOrders: CANCEL,
  spotCancelSymbolOrder: CANCEL,
  spotSubmitPlanOrder: create(plain),
  spotModifyPlanOrder: edit(plain),
  spotCancelPlanOrder: CANCEL,
  spotCancelPlanOrders: CANCEL,
  futuresSubmitOrder: create(plain),
  futuresSubmitReversal: create(typed('market')),
  futuresBatchSubmitOrders: { operation: 'create', orders: orderList(0) },
  futuresModifyOrder: edit(plain),
  futuresCancelOrder: CANCEL,
  futuresBatchCancelOrders: CANCEL,
  futuresCancelAllOrders: CANCEL,
  futuresFlashClosePositions: CLOSE,
  futuresSubmitTPSLOrder: create(protecting),
  futuresSubmitPositionTPSL: { operation: 'create', orders: bothProtecting },
  futuresSubmitPlanOrder: create(plain),
  futuresModifyTPSLPOrder: edit(protecting),
  futuresModifyPlanOrder: edit(plain),
  futuresCancelPlanOrder: CANCEL,
  // Margin methods take `isolated` or `crossed` first.
  marginSubmitOrder: create(plain, 1),
  marginBatchSubmitOrders: { operation: 'create', orders: orderList(1) },
  marginCancelOrder: CANCEL,
  marginBatchCancelOrders: CANCEL,
};

/** `RestClientV3`: the unified account. */
export const UNIFIED_ORDERS: Methods = {
  submitNewOrder: create(plain),
  placeBatchOrders: { operation: 'create', orders: orderListAt(0, plain) },
  placeRealityOrder: create(plain),
  placeStockPlusOrder: create(stock),
  submitStrategyOrder: create(plain),
  modifyOrder: edit(plain),
  batchModifyOrders: { operation: 'edit', orders: orderListAt(0, plain) },
  modifyStrategyOrder: edit(plain),
  modifyStockPlusOrder: edit(stock),
  cancelOrder: CANCEL,
  cancelBatchOrders: CANCEL,
  cancelAllOrders: CANCEL,
  cancelRealityOrder: CANCEL,
  cancelStockPlusOrder: CANCEL,
  cancelStrategyOrder: CANCEL,
  countdownCancelAll: CANCEL,
  closeAllPositions: CLOSE,
};

/** Where `sendWSAPIRequest(wsKey, operation, category, params)` has the fields. */
const PARAMS = 3;

/** The order API of the unified account over WebSocket. */
export const SOCKET_ORDERS: Methods = {
  'place-order': create(plain, PARAMS),
  'batch-place': { operation: 'create', orders: orderListAt(PARAMS, plain) },
  'cancel-order': CANCEL,
  'batch-cancel': CANCEL,
};
