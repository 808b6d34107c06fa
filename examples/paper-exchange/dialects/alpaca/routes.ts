import type { Account } from '../../accounts.js';
import type { Core } from '../../core.js';
import { Refusal } from '../../errors.js';
import type { Operation } from '../../journal.js';
import { dec, floorTo } from '../../money.js';
import { type Params, toParams } from '../../operation.js';
import type { Done, Task } from '../gateway.js';
import { attempt } from '../orders.js';
import { pathRoutes } from '../path-routes.js';
import { ASSETS, type Asset, assetOf, assetView, findAsset, positionSymbol } from './assets.js';
import { bookOf as coreBook } from './book.js';
import { type AlpacaOrder, isOpen, type Terms } from './order.js';
import { alpacaRefusal, injected, refusalOf } from './refusals.js';
import { amendedTerms, bodyOf, legTerms, readTerms } from './terms.js';
import {
  acceptedView,
  accountView,
  activityView,
  iso,
  openAssets,
  orderView,
  positionView,
} from './views.js';

/** A request as the routes take it. */
interface Call {
  readonly core: Core;
  readonly account: Account;
  /** What the path names. */
  readonly name: string;
  readonly query: URLSearchParams;
  readonly body: string;
}

interface Route {
  readonly order?: Operation;
  /** The orders a request is about, in the journal's words. */
  readonly told?: (call: Call) => readonly Params[];
  readonly run: (call: Call) => Done;
}

const ok = (body: unknown): Done => ({ status: 200, body });
const bookOf = ({ core }: Call) => coreBook(core);
const orderOf = (call: Call): AlpacaOrder => bookOf(call).order(call.account, call.name);
const inJournal = ({ core }: AlpacaOrder) => ({ orderId: core?.id });

function injectRejection({ core }: Call): void {
  const fault = core.faults.meets('reject', true);
  if (fault !== undefined) {
    throw injected(fault.code, fault.msg);
  }
}

function place(call: Call): Done {
  const body = bodyOf(call.body);
  const terms = readTerms(call.core, body);
  const legs = legTerms(terms, body);
  injectRejection(call);
  const order = bookOf(call).place(call.account, terms, legs);
  return { status: 200, body: acceptedView(order), outcome: inJournal(order) };
}

function replace(call: Call): Done {
  const old = orderOf(call);
  const body = bodyOf(call.body);
  const terms = amendedTerms(call.core, old.terms, body, '');
  injectRejection(call);
  const order = bookOf(call).replace(old, terms);
  return { status: 200, body: orderView(order), outcome: inJournal(order) };
}

function cancel(call: Call): Done {
  const order = orderOf(call);
  bookOf(call).cancel(order);
  return { status: 204, body: undefined, outcome: inJournal(order) };
}

function cancelAll(call: Call): Done {
  const open = bookOf(call).orders(call.account).filter(isOpen);
  for (const order of open.filter(isOpen)) {
    if (isOpen(order)) bookOf(call).cancel(order);
  }
  return { status: 207, body: open.map(({ id }) => ({ id, status: 200 })) };
}

const closing = ({ account }: Call, asset: Asset): Terms => {
  const { qty } = account.usdm.position(asset.market.symbol);
  return {
    asset,
    side: qty.isNeg() ? 'BUY' : 'SELL',
    type: 'market',
    timeInForce: asset.assetClass === 'crypto' ? 'gtc' : 'day',
    orderClass: 'simple',
    qty: qty.abs(),
    notional: undefined,
    limitPrice: undefined,
    stopPrice: undefined,
    trail: undefined,
    clientOrderId: '',
    extendedHours: false,
  };
};

/** The position a request names, which has to be there. */
function held({ account, name }: Call): Asset {
  const asset = findAsset(name);
  if (asset === undefined || account.usdm.position(asset.market.symbol).qty.isZero()) {
    throw alpacaRefusal(40410000, 'position does not exist');
  }
  return asset;
}

function close(call: Call): Done {
  const asset = held(call);
  const terms = closing(call, asset);
  const asked = call.query.get('qty');
  const percentage = call.query.get('percentage');
  const part = percentage === null ? undefined : terms.qty.mul(percentage).div(100);
  const qty = asked === null ? (part ?? terms.qty) : dec(asked);
  injectRejection(call);
  const order = bookOf(call).place(call.account, {
    ...terms,
    qty: floorTo(qty, asset.market.step),
  });
  return { status: 200, body: acceptedView(order), outcome: inJournal(order) };
}

/** Each position closes or stays alone; the answer is 207 whatever becomes of them. */
function closeAll(call: Call): Done {
  if (call.query.get('cancel_orders') === 'true') {
    cancelAll(call);
  }
  const items = openAssets(call.account).map((asset) => ({ asset, ...closeOne(call, asset) }));
  return {
    status: 207,
    body: items.map(({ asset, status, body }) => ({ symbol: positionSymbol(asset), status, body })),
    outcome: items.map(({ outcome }) => outcome),
  };
}

function closeOne(call: Call, asset: Asset) {
  try {
    injectRejection(call);
    const order = bookOf(call).place(call.account, closing(call, asset));
    return { status: 200, body: acceptedView(order), outcome: inJournal(order) };
  } catch (error) {
    if (!(error instanceof Refusal)) {
      throw error;
    }
    const { status, code, message } = refusalOf(error);
    return { status, body: { code, message }, outcome: { code } };
  }
}

function listOrders(call: Call): Done {
  const { query } = call;
  const status = query.get('status') ?? 'open';
  const symbols = query.get('symbols')?.split(',');
  const orders = bookOf(call)
    .orders(call.account)
    .filter((order) => status === 'all' || (status === 'open') === isOpen(order))
    .filter(({ terms }) => symbols === undefined || symbols.includes(terms.asset.symbol));
  return ok(orders.reverse().map(orderView));
}

function orderByClientId(call: Call): Done {
  const id = call.query.get('client_order_id') ?? '';
  const found = bookOf(call)
    .orders(call.account)
    .find(({ terms }) => terms.clientOrderId === id);
  if (found === undefined) {
    throw alpacaRefusal(40410000, 'order not found');
  }
  return ok(orderView(found));
}

const position = (call: Call, asset: Asset) =>
  positionView(call.core, call.account, asset, bookOf(call).available(call.account, asset));

const activities = (call: Call): Done =>
  ok(
    bookOf(call)
      .fills(call.account)
      .map(({ order, trade }) => activityView(order, trade)),
  );

function clock({ core }: Call): Done {
  const time = core.time();
  const hours = (count: number) => iso(time + count * 3_600_000);
  return ok({ timestamp: iso(time), is_open: true, next_open: hours(18), next_close: hours(6) });
}

const toldTerms = ({ body }: Call): readonly Params[] => {
  const { symbol, side, type, client_order_id, qty, limit_price } = toParams(bodyOf(body));
  const named = { symbol, side, type, newClientOrderId: client_order_id };
  return [toParams({ ...named, quantity: qty, price: limit_price })];
};

const toldOrder = (call: Call): readonly Params[] => {
  const { terms } = orderOf(call);
  return [
    toParams({
      symbol: terms.asset.symbol,
      side: terms.side.toLowerCase(),
      type: terms.type,
      origClientOrderId: terms.clientOrderId,
    }),
  ];
};

const toldClosing = (call: Call, assets: readonly Asset[]): readonly Params[] =>
  assets.map((asset) => {
    const { side, qty } = closing(call, asset);
    const { symbol } = asset;
    return { symbol, side: side.toLowerCase(), type: 'market', quantity: qty.toFixed() };
  });

/** Everything served here under the paths of Alpaca's trading API. */
const find = pathRoutes<Route>({
  'POST orders': { order: 'create', told: toldTerms, run: place },
  'GET orders': { run: listOrders },
  'DELETE orders': { order: 'cancel_all', run: cancelAll },
  'GET orders:by_client_order_id': { run: orderByClientId },
  'GET orders/:name': { run: (call) => ok(orderView(orderOf(call))) },
  'PATCH orders/:name': { order: 'edit', told: toldOrder, run: replace },
  'DELETE orders/:name': { order: 'cancel', told: toldOrder, run: cancel },
  'GET positions': {
    run: (call) => ok(openAssets(call.account).map((asset) => position(call, asset))),
  },
  'DELETE positions': {
    order: 'create',
    told: (call) => toldClosing(call, openAssets(call.account)),
    run: closeAll,
  },
  'GET positions/*name': { run: (call) => ok(position(call, held(call))) },
  'DELETE positions/*name': {
    order: 'create',
    told: (call) => toldClosing(call, [held(call)]),
    run: close,
  },
  'GET account': { run: ({ account }) => ok(accountView(account)) },
  'GET account/activities': { run: activities },
  'GET account/activities/FILL': { run: activities },
  'GET clock': { run: clock },
  'GET assets': { run: () => ok(ASSETS.map(assetView)) },
  'GET assets/*name': { run: ({ name }) => ok(assetView(assetOf(name))) },
});

interface Sent {
  readonly query: URLSearchParams;
  readonly body: string;
  readonly authenticate: () => Account;
}

/** The task of a request, whose orders the journal has from the start. */
export function taskOf(core: Core, method: string, path: string, sent: Sent): Task | undefined {
  const match = find(method, path);
  if (match === undefined) {
    return undefined;
  }
  const { order, told = () => [{}], run } = match.route;
  const callOf = (account: Account): Call => {
    const { query, body } = sent;
    return { core, account, name: match.values['name'] ?? '', query, body };
  };
  // What cannot be read has an entry of its own, since it was an order all the same.
  const items = attempt(() => told(callOf(sent.authenticate())));
  return {
    access: 'signed',
    venue: 'usdm',
    order,
    items: items instanceof Refusal ? [{}] : items,
    run: (account) => run(callOf(account)),
  };
}
