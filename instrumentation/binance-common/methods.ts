/**
 * Functions of Binance's packages that place orders, by the name under which they report a missing
 * parameter. They check that before they have a path. One name serves several packages.
 * See https://github.com/binance/binance-connector-js (`clients/`)
 */
export const PLACING_FUNCTIONS: ReadonlySet<string> = new Set([
  'newOrder',
  'sorOrder',
  'orderCancelReplace',
  'orderAmendKeepPriority',
  'orderListOco',
  'orderListOto',
  'orderListOtoco',
  'orderListOpo',
  'orderListOpoco',
  'orderOco',
  'marginAccountNewOrder',
  'marginAccountNewOco',
  'marginAccountNewOto',
  'marginAccountNewOtoco',
  'modifyOrder',
  'newAlgoOrder',
  'placeMultipleOrders',
  'modifyMultipleOrders',
  'newUmOrder',
  'newCmOrder',
  'newUmConditionalOrder',
  'newCmConditionalOrder',
  'newUmAlgoOrder',
  'modifyUmOrder',
  'modifyCmOrder',
  'newMarginOrder',
]);
