import type { SieblyOrderMethod } from '../siebly/index.js';
import { noOrders, orderAt, orderListAt } from '../siebly/index.js';
import type { ReadOrder } from '../siebly/orders-in.js';

type Methods = Readonly<Record<string, SieblyOrderMethod>>;

const plain: ReadOrder = ({ symbol, side, type }) => ({ symbol, side, type });
/** The side and the type of a list are those of the order that works first. */
const list =
  (type: string): ReadOrder =>
  ({ symbol, side, workingSide }) => ({ symbol, side: workingSide ?? side, type });
const typed =
  (type: string): ReadOrder =>
  ({ symbol, side }) => ({ symbol, side, type });
const conditional: ReadOrder = ({ symbol, side, strategyType }) => ({
  symbol,
  side,
  type: strategyType,
});

const create = (read: ReadOrder, place = 0): SieblyOrderMethod => ({
  operation: 'create',
  orders: orderAt(place, read),
});
const edit = (read: ReadOrder, place = 0): SieblyOrderMethod => ({
  operation: 'edit',
  orders: orderAt(place, read),
});
const CREATE_BATCH: SieblyOrderMethod = { operation: 'create', orders: orderListAt(0, plain) };
/** Only limit orders can be modified, so their type is not among the arguments. */
const EDIT_BATCH: SieblyOrderMethod = { operation: 'edit', orders: orderListAt(0, typed('limit')) };
const CANCEL: SieblyOrderMethod = { operation: 'cancel', orders: noOrders };

/**
 * `MainClient`: spot, margin and the algorithms of the spot API. `testNewOrder` and `testNewSOROrder`
 * place nothing and are not here. A list of orders (OCO, OTO …) is one order of that type.
 */
export const MAIN_ORDERS: Methods = {
  submitNewOrder: create(plain),
  submitNewSOROrder: create(plain),
  submitNewOCO: create(list('oco')),
  submitNewOrderList: create(list('oco')),
  submitNewOrderListOTO: create(list('oto')),
  submitNewOrderListOTOCO: create(list('otoco')),
  submitNewOrderListOPO: create(list('opo')),
  submitNewOrderListOPOCO: create(list('opoco')),
  replaceOrder: edit(plain),
  amendOrderKeepPriority: edit(plain),
  cancelOrder: CANCEL,
  cancelAllSymbolOrders: CANCEL,
  cancelOCO: CANCEL,
  marginAccountNewOrder: create(plain),
  marginAccountNewOCO: create(list('oco')),
  submitMarginOTOOrder: create(list('oto')),
  submitMarginOTOCOOrder: create(list('otoco')),
  marginAccountCancelOrder: CANCEL,
  marginAccountCancelOpenOrders: CANCEL,
  marginAccountCancelOCO: CANCEL,
  submitTwapNewOrder: create(typed('twap')),
  submitVpNewOrder: create(typed('vp')),
  cancelAlgoOrder: CANCEL,
  submitSpotAlgoTwapOrder: create(typed('twap')),
  cancelSpotAlgoOrder: CANCEL,
};

/** `USDMClient` and `CoinMClient`. `testOrder` places nothing. */
export const FUTURES_ORDERS: Methods = {
  submitNewOrder: create(plain),
  submitMultipleOrders: CREATE_BATCH,
  submitNewAlgoOrder: create(plain),
  modifyOrder: edit(typed('limit')),
  modifyMultipleOrders: EDIT_BATCH,
  cancelOrder: CANCEL,
  cancelMultipleOrders: CANCEL,
  cancelAllOpenOrders: CANCEL,
  setCancelOrdersOnTimeout: CANCEL,
  cancelAlgoOrder: CANCEL,
  cancelAllAlgoOpenOrders: CANCEL,
};

/** `PortfolioClient`. */
export const PORTFOLIO_ORDERS: Methods = {
  submitNewUMOrder: create(plain),
  submitNewUMConditionalOrder: create(conditional),
  submitNewUMAlgoOrder: create(plain),
  submitNewCMOrder: create(plain),
  submitNewCMConditionalOrder: create(conditional),
  submitNewMarginOrder: create(plain),
  submitNewMarginOCO: create(list('oco')),
  modifyUMOrder: edit(typed('limit')),
  modifyCMOrder: edit(typed('limit')),
  cancelUMOrder: CANCEL,
  cancelAllUMOrders: CANCEL,
  cancelUMConditionalOrder: CANCEL,
  cancelAllUMConditionalOrders: CANCEL,
  cancelUMAlgoOrder: CANCEL,
  cancelAllUMAlgoOpenOrders: CANCEL,
  cancelCMOrder: CANCEL,
  cancelAllCMOrders: CANCEL,
  cancelCMConditionalOrder: CANCEL,
  cancelAllCMConditionalOrders: CANCEL,
  cancelMarginOrder: CANCEL,
  cancelAllMarginOrders: CANCEL,
  cancelMarginOCO: CANCEL,
};

/** Where `sendWSAPIRequest(wsKey, operation, params)` has the fields. */
const PARAMS = 2;

/** The order API over WebSocket, spot and futures. `order.test` and `sor.order.test` place nothing. */
export const SOCKET_ORDERS: Methods = {
  'order.place': create(plain, PARAMS),
  'sor.order.place': create(plain, PARAMS),
  'orderList.place': create(list('oco'), PARAMS),
  'orderList.place.oco': create(list('oco'), PARAMS),
  'orderList.place.oto': create(list('oto'), PARAMS),
  'orderList.place.otoco': create(list('otoco'), PARAMS),
  'orderList.place.opo': create(list('opo'), PARAMS),
  'orderList.place.opoco': create(list('opoco'), PARAMS),
  'algoOrder.place': create(plain, PARAMS),
  'order.modify': edit(typed('limit'), PARAMS),
  'order.cancelReplace': edit(plain, PARAMS),
  'order.amend.keepPriority': edit(plain, PARAMS),
  'order.cancel': CANCEL,
  'openOrders.cancelAll': CANCEL,
  'orderList.cancel': CANCEL,
  'algoOrder.cancel': CANCEL,
};
