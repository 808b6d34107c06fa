import type { Account } from '../../accounts.js';
import type { Core } from '../../core.js';
import { plain } from '../../money.js';
import { toParams } from '../../operation.js';
import { isOpen, type Order } from '../../orders.js';
import type { RestRequest } from '../dialect.js';
import { type Fields, jsonOf } from '../fields.js';
import type { SignedTask, Task } from '../gateway.js';
import * as orders from '../orders.js';
import { pathRoutes } from '../path-routes.js';
import { iso, named, orderUuid, productId, uuid } from './names.js';
import { refParams } from './orders.js';
import { write } from './trade-tasks.js';

export const EXCHANGE_PATH = /^\/(orders|fills|time|accounts)(\/|$)/;

/** A new order of the Exchange API in the core's words; it trades spot alone. */
function paramsOf(words: Fields) {
  const { side, type = 'limit', price, post_only, time_in_force = 'GTC' } = words;
  const timeInForce = post_only === true ? 'GTX' : time_in_force;
  return toParams({
    symbol: named(words['product_id']).symbol,
    side,
    type,
    quantity: words['size'],
    quoteOrderQty: words['funds'],
    newClientOrderId: words['client_oid'],
    ...(type === 'market' ? {} : { price, timeInForce }),
  });
}

const view = (order: Order) => ({
  id: orderUuid('spot', order),
  client_oid: order.clientOrderId,
  product_id: productId('spot', order.market),
  side: order.side.toLowerCase(),
  type: order.type === 'MARKET' ? 'market' : 'limit',
  price: plain(order.price),
  size: plain(order.qty),
  time_in_force: order.timeInForce === 'GTX' ? 'GTC' : order.timeInForce,
  post_only: order.timeInForce === 'GTX',
  created_at: iso(order.time),
  fill_fees: '0',
  filled_size: plain(order.filled),
  executed_value: plain(order.quoteFilled),
  status: isOpen(order) ? 'open' : 'done',
  settled: order.status === 'FILLED',
});

function create(core: Core, words: Fields): SignedTask {
  const params = paramsOf(words);
  return write(core, 'spot', 'create', [params], (desk) => {
    const order = orders.place(desk, params);
    return { body: view(order), outcome: orders.outcomeOf(order) };
  });
}

function cancel(core: Core, text: string): SignedTask {
  const params = refParams(text);
  return write(core, 'spot', 'cancel', [params], (desk) => ({
    outcome: orders.outcomeOf(orders.cancel(desk, params)),
    body: text,
  }));
}

function cancelAll(core: Core, query: URLSearchParams): SignedTask {
  const product = query.get('product_id');
  const symbol = product === null ? undefined : named(product).symbol;
  return write(core, 'spot', 'cancel_all', [{}], (desk) => ({
    body: orders.cancelAll(desk, symbol).map((order) => orderUuid('spot', order)),
  }));
}

const fills = (core: Core, account: Account, query: URLSearchParams) =>
  core.venues.spot.trades(account, named(query.get('product_id')).symbol).map((trade) => ({
    trade_id: trade.id,
    order_id: uuid('spot', trade.orderId),
    product_id: query.get('product_id'),
    price: plain(trade.price),
    size: plain(trade.qty),
    fee: plain(trade.commission),
    side: trade.side.toLowerCase(),
    liquidity: trade.maker ? 'M' : 'T',
    settled: true,
    created_at: iso(trade.time),
  }));

const accounts = (account: Account) =>
  [...account.spot.balances()].map(([currency, { free, locked }], index) => ({
    id: uuid('spot', index + 1),
    currency,
    balance: plain(free.add(locked)),
    available: plain(free),
    hold: plain(locked),
    trading_enabled: true,
  }));

const read = (body: (account: Account) => unknown): SignedTask => ({
  access: 'signed',
  venue: 'spot',
  run: (account) => ({ body: body(account) }),
});

type Route = (core: Core, request: RestRequest, id: string) => Task;

const ROUTES: Readonly<Record<string, Route>> = {
  'GET /time': (core) => ({
    access: 'public',
    venue: 'spot',
    run: () => ({ body: { iso: iso(core.time()), epoch: core.time() / 1000 } }),
  }),
  'POST /orders': (core, { body }) => create(core, jsonOf(body)),
  'DELETE /orders': (core, { query }) => cancelAll(core, query),
  'DELETE /orders/:id': (core, _request, id) => cancel(core, id),
  'GET /orders': (core) =>
    read((account) => core.venues.spot.orders(account).filter(isOpen).map(view)),
  'GET /orders/:id': (core, _request, id) =>
    read((account) => view(orders.find({ core, venue: 'spot', account }, refParams(id)))),
  'GET /fills': (core, { query }) => read((account) => fills(core, account, query)),
  'GET /accounts': () => read(accounts),
};

const find = pathRoutes(ROUTES);

/** The task of a request to the Exchange API. */
export function exchangeTask(core: Core, request: RestRequest): Task | undefined {
  const match = find(request.method, request.path);
  return match?.route(core, request, match.values['id'] ?? '');
}
