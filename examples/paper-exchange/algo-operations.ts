import type { AlgoOrder } from './algo-orders.js';
import { Refusal } from './errors.js';
import { marketOf } from './markets.js';
import { plain } from './money.js';
import { accountOf, type Call, type Operations, type Params } from './operation.js';
import { orderRequest } from './order-request.js';
import { typeName } from './orders.js';
import { injectRejection } from './rejection.js';
import { STOP_KINDS } from './stop-kinds.js';

/** How one of the houses spells a conditional order: the two services differ in names alone. */
interface Spelling {
  /** The parameter that has the type of the order. */
  readonly type: string;
  readonly trigger: string;
  readonly id: string;
  readonly clientId: string;
  readonly newClientId: string;
  readonly view: (algo: AlgoOrder) => object;
}

function place(call: Call, spelling: Spelling) {
  const { core, params } = call;
  const closesPosition = params['closePosition'] === 'true';
  const { request, trigger } = read(call, spelling, closesPosition);
  injectRejection(core);
  const clientId = params[spelling.newClientId] ?? '';
  const algo = core.algos.place(accountOf(call), { request, trigger, clientId, closesPosition });
  return spelling.view(algo);
}

function read({ core, params }: Call, { type, trigger: name }: Spelling, closesPosition: boolean) {
  const kind = params[type];
  if (kind === undefined || STOP_KINDS.usdm[kind] === undefined) {
    throw new Refusal(-1116, 'Invalid orderType.');
  }
  const whole = { quantity: marketOf(params['symbol']).minQty.toFixed(), reduceOnly: 'true' };
  const { trigger, ...request } = orderRequest('usdm', core.prices, {
    timeInForce: 'GTC',
    ...params,
    type: kind,
    ...(params[name] === undefined ? {} : { stopPrice: params[name] }),
    ...(closesPosition ? whole : {}),
  } satisfies Params);
  if (trigger === undefined) {
    throw new Refusal(-1116, 'Invalid orderType.');
  }
  return { request, trigger };
}

const refOf = ({ params }: Call, { id, clientId }: Spelling) => ({
  id: params[id],
  clientId: params[clientId],
});

function query(call: Call, spelling: Spelling) {
  const algo = call.core.algos.find(accountOf(call), refOf(call, spelling));
  if (algo === undefined) {
    throw new Refusal(-2013, 'Order does not exist.');
  }
  return spelling.view(algo);
}

function list(call: Call): AlgoOrder[] {
  const { symbol } = call.params;
  return call.core.algos
    .of(accountOf(call))
    .filter(({ request }) => symbol === undefined || request.market.symbol === symbol);
}

const openOf = (call: Call) => list(call).filter(({ status }) => status === 'NEW');

function cancelAll(call: Call) {
  for (const { id } of openOf(call)) {
    call.core.algos.cancel(accountOf(call), { id: String(id), clientId: undefined });
  }
  return { code: 200, msg: 'The operation of cancel all open order is done.' };
}

const operations = (spelling: Spelling) =>
  ({
    place: {
      weight: 1,
      access: 'signed',
      order: 'create',
      counts: true,
      run: (call) => place(call, spelling),
    },
    cancel: {
      weight: 1,
      access: 'signed',
      order: 'cancel',
      run: (call) => spelling.view(call.core.algos.cancel(accountOf(call), refOf(call, spelling))),
    },
    cancelAll: { weight: 1, access: 'signed', order: 'cancel_all', run: cancelAll },
    query: { weight: 1, access: 'signed', run: (call) => query(call, spelling) },
    open: { weight: 1, access: 'signed', run: (call) => openOf(call).map(spelling.view) },
    all: { weight: 5, access: 'signed', run: (call) => list(call).map(spelling.view) },
  }) satisfies Operations;

const common = ({ request, closesPosition, time, updateTime }: AlgoOrder) => ({
  symbol: request.market.symbol,
  side: request.side,
  positionSide: 'BOTH',
  timeInForce: request.timeInForce,
  price: plain(request.price),
  workingType: 'CONTRACT_PRICE',
  priceProtect: false,
  reduceOnly: request.reduceOnly,
  goodTillDate: 0,
  selfTradePreventionMode: 'NONE',
  priceMatch: 'NONE',
  ...(closesPosition ? { closePosition: true } : { closePosition: false }),
  updateTime,
  bookTime: time,
});

/** `/fapi/v1/algoOrder`. */
export const algoOperations = operations({
  type: 'type',
  trigger: 'triggerPrice',
  id: 'algoId',
  clientId: 'clientAlgoId',
  newClientId: 'clientAlgoId',
  view: (algo) => ({
    algoId: algo.id,
    clientAlgoId: algo.clientId,
    algoType: 'CONDITIONAL',
    orderType: typeName(algo.request),
    ...common(algo),
    quantity: plain(algo.request.qty),
    algoStatus: algo.status,
    triggerPrice: plain(algo.trigger.price),
    actualOrderId: algo.order === undefined ? '' : String(algo.order.id),
    createTime: algo.time,
    triggerTime: algo.status === 'TRIGGERED' ? algo.updateTime : 0,
  }),
});

/** `/papi/v1/um/conditional/order`. */
export const conditionalOperations = operations({
  type: 'strategyType',
  trigger: 'stopPrice',
  id: 'strategyId',
  clientId: 'newClientStrategyId',
  newClientId: 'newClientStrategyId',
  view: (algo) => ({
    newClientStrategyId: algo.clientId,
    strategyId: algo.id,
    strategyStatus: algo.status,
    strategyType: typeName(algo.request),
    ...common(algo),
    origQty: plain(algo.request.qty),
    stopPrice: plain(algo.trigger.price),
    orderId: algo.order?.id ?? 0,
  }),
});
