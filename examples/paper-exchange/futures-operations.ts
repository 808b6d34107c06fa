import { batchItems, listOf } from './batch-items.js';
import { Refusal, unknownOrder } from './errors.js';
import { futuresAccount, futuresBalance, leverageBrackets, positionRisk } from './futures-views.js';
import { marketOf } from './markets.js';
import {
  accountOf,
  type Call,
  type Operations,
  type Params,
  requireParam,
  toParams,
} from './operation.js';
import { amendment, orderRef, orderRequest } from './order-request.js';
import { futuresOrder, futuresTrade } from './order-views.js';
import { isOpen } from './orders.js';
import { injectRejection } from './rejection.js';
import { STOP_KINDS } from './stop-kinds.js';

const symbolOf = ({ params }: Call) => marketOf(params['symbol']).symbol;

function place(call: Call) {
  const { core, venue, params } = call;
  refuseConditional(params);
  const request = orderRequest('usdm', core.prices, params);
  injectRejection(core);
  return futuresOrder(venue.place(accountOf(call), request));
}

/** Stop kinds have a service of their own: see `algo-operations.ts`. */
function refuseConditional({ type = '' }: Params): void {
  if (STOP_KINDS.usdm[type.toUpperCase()] !== undefined) {
    throw new Refusal(
      -4120,
      'Order type not supported for this endpoint. Please use the Algo Order API endpoints instead.',
    );
  }
}

function test(call: Call) {
  const { core, venue, params } = call;
  refuseConditional(params);
  venue.dryRun(accountOf(call), orderRequest('usdm', core.prices, params));
  return {};
}

const cancel = (call: Call) =>
  futuresOrder(call.venue.cancel(accountOf(call), symbolOf(call), orderRef(call.params)));

function modify(call: Call) {
  const market = marketOf(call.params['symbol']);
  const { price, qty } = amendment(market, call.params);
  const ref = orderRef(call.params);
  injectRejection(call.core);
  return futuresOrder(call.venue.amend(accountOf(call), market.symbol, ref, price, qty));
}

const batched = (params: Params) => batchItems(params['batchOrders']);

/** The cancellations of a batch, which names its orders in a list of either kind of id. */
function batchedCancels({ symbol, orderIdList, origClientOrderIdList }: Params): Params[] {
  const [name, list] =
    orderIdList === undefined
      ? ['origClientOrderId', origClientOrderIdList]
      : ['orderId', orderIdList];
  return listOf(list).map((id) => toParams({ symbol, [name]: id }));
}

/** Each item stands or falls alone, and the answer is 200 whatever becomes of them. */
const each =
  (items: (params: Params) => readonly Params[], run: (call: Call) => object) => (call: Call) =>
    items(call.params).map((params) => {
      try {
        return run({ ...call, params });
      } catch (error) {
        if (!(error instanceof Refusal)) {
          throw error;
        }
        return { code: error.code, msg: error.message };
      }
    });

function batch(run: (call: Call) => object) {
  return (call: Call) => {
    requireParam(call.params, 'batchOrders');
    return each(batched, run)(call);
  };
}

function countdownCancelAll(call: Call) {
  const countdownTime = requireParam(call.params, 'countdownTime');
  const account = accountOf(call);
  call.core.countdowns.set(account, symbolOf(call), Number(countdownTime));
  return { symbol: symbolOf(call), countdownTime };
}

function cancelAll(call: Call) {
  call.venue.cancelAll(accountOf(call), symbolOf(call));
  return { code: 200, msg: 'The operation of cancel all open order is done.' };
}

const listOrders = (call: Call) => {
  const { symbol } = call.params;
  return call.venue.orders(accountOf(call), symbol && marketOf(symbol).symbol);
};

function setLeverage(call: Call) {
  const leverage = Number(requireParam(call.params, 'leverage'));
  if (!Number.isInteger(leverage) || leverage < 1 || leverage > 125) {
    throw new Refusal(-4028, `Leverage ${leverage} is not valid`);
  }
  accountOf(call).usdm.setLeverage(symbolOf(call), leverage);
  return { leverage, maxNotionalValue: '1000000', symbol: symbolOf(call) };
}

function setPositionMode(call: Call) {
  throw call.params['dualSidePosition'] === 'true'
    ? new Refusal(-4067, 'The paper exchange has one-way mode only.')
    : new Refusal(-4059, 'No need to change position side.');
}

function setMarginType() {
  throw new Refusal(-4046, 'No need to change margin type.');
}

/** Everything a key may do on USD-M; REST routes and WebSocket methods both point here. */
export const futuresOperations = {
  place: { weight: 0, access: 'signed', order: 'create', counts: true, run: place },
  test: { weight: 0, access: 'signed', order: 'test', run: test },
  batch: {
    weight: 5,
    access: 'signed',
    order: 'create',
    counts: true,
    items: batched,
    run: batch(place),
  },
  batchModify: {
    weight: 5,
    access: 'signed',
    order: 'edit',
    counts: true,
    items: batched,
    run: batch(modify),
  },
  batchCancel: {
    weight: 1,
    access: 'signed',
    order: 'cancel',
    items: batchedCancels,
    run: each(batchedCancels, cancel),
  },
  countdownCancelAll: { weight: 10, access: 'signed', run: countdownCancelAll },
  cancel: { weight: 1, access: 'signed', order: 'cancel', run: cancel },
  cancelAll: { weight: 1, access: 'signed', order: 'cancel_all', run: cancelAll },
  modify: { weight: 1, access: 'signed', order: 'edit', counts: true, run: modify },
  query: {
    weight: 1,
    access: 'signed',
    run: (call) =>
      futuresOrder(call.venue.order(accountOf(call), symbolOf(call), orderRef(call.params))),
  },
  openOrder: {
    weight: 1,
    access: 'signed',
    run: (call) => {
      const order = call.venue.order(accountOf(call), symbolOf(call), orderRef(call.params));
      if (!isOpen(order)) {
        throw unknownOrder();
      }
      return futuresOrder(order);
    },
  },
  openOrders: {
    weight: [1, 40],
    access: 'signed',
    run: (call) => listOrders(call).filter(isOpen).map(futuresOrder),
  },
  allOrders: {
    weight: 5,
    access: 'signed',
    run: (call) => listOrders(call).map(futuresOrder),
  },
  userTrades: {
    weight: 5,
    access: 'signed',
    run: (call) => call.venue.trades(accountOf(call), symbolOf(call)).map(futuresTrade),
  },
  account: { weight: 5, access: 'signed', run: futuresAccount },
  balance: { weight: 5, access: 'signed', run: futuresBalance },
  positionRisk: { weight: 5, access: 'signed', run: positionRisk },
  leverageBracket: { weight: 1, access: 'signed', run: leverageBrackets },
  setLeverage: { weight: 1, access: 'signed', run: setLeverage },
  positionMode: { weight: 30, access: 'signed', run: () => ({ dualSidePosition: false }) },
  setPositionMode: { weight: 1, access: 'signed', run: setPositionMode },
  setMarginType: { weight: 1, access: 'signed', run: setMarginType },
  multiAssetsMargin: { weight: 30, access: 'signed', run: () => ({ multiAssetsMargin: false }) },
  listenKey: {
    weight: 1,
    access: 'key',
    run: (call) => ({ listenKey: accountOf(call).listenKey }),
  },
} satisfies Operations;
