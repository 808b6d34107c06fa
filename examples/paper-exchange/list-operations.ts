import { Refusal } from './errors.js';
import { accountOf, type Call, type Operation, type Operations, type Params } from './operation.js';
import type { ListRequest, OrderList } from './order-lists.js';
import { ordersOf } from './order-lists.js';
import { orderRequest } from './order-request.js';
import { spotCanceled, spotPlaced } from './order-views.js';
import { injectRejection } from './rejection.js';

/** How the parameters of a list spell those of its orders. */
type Legs = (params: Params) => { readonly working?: Params; readonly pair: readonly Params[] };

const LEG_FIELDS = ['type', 'side', 'price', 'stopPrice', 'quantity', 'timeInForce'] as const;

/** The parameters of one order: `aboveStopPrice` is the stop price of the order `above`. */
function leg(params: Params, prefix: string, shared: Params = {}): Params {
  const named = (name: string) => `${prefix}${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const own = LEG_FIELDS.map((name) => [name, params[named(name)] ?? shared[name]]);
  const clientId = params[named('clientOrderId')];
  return defined({
    ...Object.fromEntries(own),
    newClientOrderId: clientId,
    symbol: params['symbol'],
  });
}

/** Side and quantity that two orders of a list have in common, by the names the list has for them. */
const shared = (params: Params, side: string, quantity: string): Params => ({
  ...(params[side] === undefined ? {} : { side: params[side] }),
  ...(params[quantity] === undefined ? {} : { quantity: params[quantity] }),
});

const oco: Legs = (params) => {
  const both = shared(params, 'side', 'quantity');
  return { pair: [leg(params, 'above', both), leg(params, 'below', both)] };
};

const oto: Legs = (params) => ({
  working: leg(params, 'working'),
  pair: [leg(params, 'pending')],
});

const otoco: Legs = (params) => {
  const both = shared(params, 'pendingSide', 'pendingQuantity');
  return {
    working: leg(params, 'working'),
    pair: [leg(params, 'pendingAbove', both), leg(params, 'pendingBelow', both)],
  };
};

const opo: Legs = (params) => ({
  working: leg(params, 'working'),
  pair: [leg(params, 'pending', shared(params, 'pendingSide', 'workingQuantity'))],
});

const opoco: Legs = (params) => {
  const both = shared(params, 'pendingSide', 'workingQuantity');
  return {
    working: leg(params, 'working'),
    pair: [leg(params, 'pendingAbove', both), leg(params, 'pendingBelow', both)],
  };
};

/** The first OCO of the exchange, which knows only a limit and a stop under names of their own. */
const legacyOco: Legs = (params) => {
  const { symbol, stopLimitPrice, stopLimitTimeInForce, limitClientOrderId, stopClientOrderId } =
    params;
  const both = { ...shared(params, 'side', 'quantity'), symbol };
  const legs = [
    { ...both, type: 'LIMIT_MAKER', price: params['price'], newClientOrderId: limitClientOrderId },
    {
      ...both,
      type: stopLimitPrice === undefined ? 'STOP_LOSS' : 'STOP_LOSS_LIMIT',
      price: stopLimitPrice,
      stopPrice: params['stopPrice'],
      timeInForce: stopLimitTimeInForce ?? 'GTC',
      newClientOrderId: stopClientOrderId,
    },
  ];
  return { pair: legs.map(defined) };
};

const defined = (values: Readonly<Record<string, string | undefined>>): Params =>
  Object.fromEntries(
    Object.entries(values).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );

function listRequest({ core, params }: Call, legs: Legs, isPaying: boolean): ListRequest {
  const { working, pair } = legs(params);
  const request = (one: Params) => orderRequest('spot', core.prices, one);
  return {
    clientId: params['listClientOrderId'] ?? '',
    ...(working === undefined ? {} : { working: request(working) }),
    // The money is held by the order that is not a stop.
    pair: pair
      .map(request)
      .sort((a, b) => Number(a.trigger !== undefined) - Number(b.trigger !== undefined)),
    isPaying,
  };
}

const place = (legs: Legs, isPaying: boolean) => (call: Call) => {
  const request = listRequest(call, legs, isPaying);
  injectRejection(call.core);
  const list = call.core.lists.place(accountOf(call), request);
  const respType = call.params['newOrderRespType'] ?? 'RESULT';
  return {
    ...listView(list),
    orderReports: ordersOf(list).map((one) => spotPlaced(one, respType)),
  };
};

export const listView = (list: OrderList) => ({
  orderListId: list.id,
  contingencyType: list.contingency,
  listStatusType: list.isDone ? 'ALL_DONE' : 'EXEC_STARTED',
  listOrderStatus: list.isDone ? 'ALL_DONE' : 'EXECUTING',
  listClientOrderId: list.clientId,
  transactionTime: list.time,
  symbol: list.pair[0]?.market.symbol,
  orders: ordersOf(list).map(({ market, id, clientOrderId }) => ({
    symbol: market.symbol,
    orderId: id,
    clientOrderId,
  })),
});

const refOf = ({ params }: Call) => ({
  id: params['orderListId'],
  clientId: params['listClientOrderId'] ?? params['origClientOrderId'],
});

function cancel(call: Call) {
  const list = call.core.lists.cancel(accountOf(call), refOf(call));
  return { ...listView(list), orderReports: ordersOf(list).map(spotCanceled) };
}

function query(call: Call) {
  const list = call.core.lists.find(accountOf(call), refOf(call));
  if (list === undefined) {
    throw new Refusal(-2018, 'Order list does not exist.');
  }
  return listView(list);
}

/** A new list is as many orders as it has; the journal and the order limits count them all. */
const placing = (legs: Legs, isPaying = false): Operation => ({
  weight: 1,
  access: 'signed',
  order: 'create',
  counts: true,
  items: (params) => {
    const { working, pair } = legs(params);
    return working === undefined ? pair : [working, ...pair];
  },
  run: place(legs, isPaying),
});

/** Order lists on spot; REST routes and WebSocket methods both point here. */
export const listOperations = {
  oco: placing(oco),
  oto: placing(oto),
  otoco: placing(otoco),
  opo: placing(opo, true),
  opoco: placing(opoco, true),
  legacyOco: placing(legacyOco),
  cancel: { weight: 1, access: 'signed', order: 'cancel', run: cancel },
  query: { weight: 4, access: 'signed', run: query },
  open: {
    weight: 6,
    access: 'signed',
    run: (call) =>
      call.core.lists
        .of(accountOf(call))
        .filter(({ isDone }) => !isDone)
        .map(listView),
  },
  all: {
    weight: 20,
    access: 'signed',
    run: (call) => call.core.lists.of(accountOf(call)).map(listView),
  },
} satisfies Operations;
