import { decimalParam } from './decimal-param.js';
import { Refusal } from './errors.js';
import { marketOf } from './markets.js';
import { fixed8 } from './money.js';
import { accountOf, type Call, type Operations, requireParam } from './operation.js';
import { orderRef, orderRequest } from './order-request.js';
import { spotCanceled, spotOrder, spotPlaced, spotTrade } from './order-views.js';
import { isOpen, typeName } from './orders.js';
import { injectRejection } from './rejection.js';

const symbolOf = ({ params }: Call) => marketOf(params['symbol']).symbol;

function place(call: Call) {
  const { core, venue, params } = call;
  const request = orderRequest('spot', core.prices, params);
  injectRejection(core);
  const usual = ['MARKET', 'LIMIT'].includes(typeName(request)) ? 'FULL' : 'ACK';
  return spotPlaced(venue.place(accountOf(call), request), params['newOrderRespType'] ?? usual);
}

/** The order routed to the best of several books, of which there is only one here. */
const placeSor = (call: Call) => ({ ...place(call), workingFloor: 'SOR', usedSor: true });

/** Fewer of the same at the same price, so that the order keeps its place in the book. */
function amendKeepPriority(call: Call) {
  const { venue, params } = call;
  const account = accountOf(call);
  const { qty, price } = venue.order(account, symbolOf(call), orderRef(params));
  const newQty = decimalParam(params, 'newQty');
  if (newQty.gte(qty) || newQty.isZero()) {
    throw new Refusal(-2038, 'The requested action would change no order.');
  }
  injectRejection(call.core);
  const order = venue.amend(account, symbolOf(call), orderRef(params), price, newQty);
  const { origQty, executedQty, ...rest } = spotOrder(order);
  return {
    transactTime: order.updateTime,
    executionId: order.id,
    amendedOrder: { ...rest, qty: origQty, executedQty, preventedQty: '0.00000000' },
  };
}

function test(call: Call) {
  const { core, venue, params } = call;
  venue.dryRun(accountOf(call), orderRequest('spot', core.prices, params));
  return {};
}

const cancel = (call: Call) =>
  spotCanceled(call.venue.cancel(accountOf(call), symbolOf(call), orderRef(call.params)));

/** The two halves fail apart: the body of -2021 and -2022 tells which of them did. */
function cancelReplace(call: Call) {
  const { params } = call;
  const { cancelOrderId, cancelOrigClientOrderId } = params;
  const ref = {
    ...(cancelOrderId === undefined ? {} : { orderId: cancelOrderId }),
    ...(cancelOrigClientOrderId === undefined
      ? {}
      : { origClientOrderId: cancelOrigClientOrderId }),
  };
  const cancelResponse = attempt(() => cancel({ ...call, params: { ...params, ...ref } }));
  if (cancelResponse.refused && params['cancelReplaceMode'] !== 'ALLOW_FAILURE') {
    throw replaceFailure(-2022, 'Order cancel-replace failed.', cancelResponse, undefined);
  }
  const newOrderResponse = attempt(() => place(call));
  if (newOrderResponse.refused || cancelResponse.refused) {
    const text = 'Order cancel-replace partially failed.';
    throw replaceFailure(-2021, text, cancelResponse, newOrderResponse);
  }
  return replaceBody(cancelResponse, newOrderResponse);
}

interface Half {
  readonly refused: boolean;
  readonly body: unknown;
}

function attempt(run: () => unknown): Half {
  try {
    return { refused: false, body: run() };
  } catch (error) {
    if (!(error instanceof Refusal)) {
      throw error;
    }
    return { refused: true, body: { code: error.code, msg: error.message } };
  }
}

const replaceBody = (cancelled: Half, placed: Half | undefined) => ({
  cancelResult: cancelled.refused ? 'FAILURE' : 'SUCCESS',
  newOrderResult: placed === undefined ? 'NOT_ATTEMPTED' : placed.refused ? 'FAILURE' : 'SUCCESS',
  cancelResponse: cancelled.body,
  newOrderResponse: placed?.body ?? null,
});

const replaceFailure = (code: number, text: string, cancelled: Half, placed: Half | undefined) =>
  new Refusal(code, text, placed === undefined ? 400 : 409, replaceBody(cancelled, placed));

export function accountInfo(call: Call) {
  const balances = [...accountOf(call).spot.balances()];
  return {
    makerCommission: 10,
    takerCommission: 10,
    canTrade: true,
    accountType: 'SPOT',
    updateTime: call.core.time(),
    balances: balances.map(([asset, { free, locked }]) => ({
      asset,
      free: fixed8(free),
      locked: fixed8(locked),
    })),
    permissions: ['SPOT'],
  };
}

const listOrders = (call: Call, symbol = call.params['symbol']) =>
  call.venue.orders(accountOf(call), symbol === undefined ? undefined : marketOf(symbol).symbol);

function cancelAll(call: Call) {
  const canceled = call.venue.cancelAll(accountOf(call), symbolOf(call));
  if (canceled.length === 0) {
    throw new Refusal(-2011, 'Unknown order sent.');
  }
  return canceled.map(spotCanceled);
}

/** Everything a key may do on spot; REST routes and WebSocket methods both point here. */
export const spotOperations = {
  place: { weight: 1, access: 'signed', order: 'create', counts: true, run: place },
  test: { weight: 1, access: 'signed', order: 'test', run: test },
  cancel: { weight: 1, access: 'signed', order: 'cancel', run: cancel },
  cancelAll: { weight: 1, access: 'signed', order: 'cancel_all', run: cancelAll },
  replace: { weight: 1, access: 'signed', order: 'edit', counts: true, run: cancelReplace },
  placeSor: { weight: 1, access: 'signed', order: 'create', counts: true, run: placeSor },
  amend: { weight: 4, access: 'signed', order: 'edit', run: amendKeepPriority },
  query: {
    weight: 4,
    access: 'signed',
    run: (call) =>
      spotOrder(call.venue.order(accountOf(call), symbolOf(call), orderRef(call.params))),
  },
  openOrders: {
    weight: [6, 80],
    access: 'signed',
    run: (call) => listOrders(call).filter(isOpen).map(spotOrder),
  },
  allOrders: {
    weight: 20,
    access: 'signed',
    run: (call) => listOrders(call, requireParam(call.params, 'symbol')).map(spotOrder),
  },
  myTrades: {
    weight: 20,
    access: 'signed',
    run: (call) => call.venue.trades(accountOf(call), symbolOf(call)).map(spotTrade),
  },
  account: { weight: 20, access: 'signed', run: accountInfo },
  listenKey: {
    weight: 2,
    access: 'key',
    run: (call) => ({ listenKey: accountOf(call).listenKey }),
  },
  keepListenKey: { weight: 2, access: 'key', run: () => ({}) },
} satisfies Operations;
