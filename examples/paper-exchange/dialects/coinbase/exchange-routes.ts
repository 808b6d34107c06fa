import type { Account } from '../../accounts.js';
import type { Core } from '../../core.js';
import { plain } from '../../money.js';
import { toParams } from '../../operation.js';
import { orderRequest } from '../../order-request.js';
import { isOpen, type Order } from '../../orders.js';
import { injectRejection } from '../../rejection.js';
import type { RestRequest } from '../dialect.js';
import { jsonOf, outcomeOf, type SignedTask, type Task } from '../handling.js';
import { idOf, iso, named, orderUuid, productId, uuid } from './names.js';
import { find, type Words } from './orders.js';

export const EXCHANGE_PATH = /^\/(orders|fills|time|accounts)(\/|$)/;

/** A new order of the Exchange API in the core's words; it trades spot alone. */
function paramsOf(words: Words) {
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

function create(core: Core, words: Words): SignedTask {
  const params = paramsOf(words);
  const run = (account: Account) => {
    const request = orderRequest('spot', core.prices, params);
    injectRejection(core);
    const order = core.venues.spot.place(account, request);
    return { body: view(order), result: outcomeOf(order) };
  };
  return { access: 'signed', venue: 'spot', order: 'create', params, run };
}

function cancel(core: Core, text: string): SignedTask {
  const run = (account: Account) => {
    const { order } = find(core, account, text);
    const ref = { orderId: String(idOf(text).id), clientOrderId: undefined };
    core.venues.spot.cancel(account, order.market.symbol, ref);
    return { body: text, result: outcomeOf(order) };
  };
  const params = toParams({ origClientOrderId: text });
  return { access: 'signed', venue: 'spot', order: 'cancel', params, run };
}

function cancelAll(core: Core, query: URLSearchParams): SignedTask {
  const product = query.get('product_id');
  const run = (account: Account) => {
    const open = core.venues.spot.orders(account).filter(isOpen);
    const symbols =
      product === null ? open.map(({ market }) => market.symbol) : [named(product).symbol];
    const gone = [...new Set(symbols)].flatMap((symbol) =>
      core.venues.spot.cancelAll(account, symbol),
    );
    return { body: gone.map((order) => orderUuid('spot', order)), result: {} };
  };
  return { access: 'signed', venue: 'spot', order: 'cancel_all', run };
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

const time = (core: Core): Task => ({
  access: 'public',
  run: () => ({ body: { iso: iso(core.time()), epoch: core.time() / 1000 } }),
});

/** The task of a request to the Exchange API. */
export function exchangeTask(core: Core, request: RestRequest): Task | undefined {
  const { method, path, query, body } = request;
  const [, collection, id] = path.split('/');
  switch (`${method} ${collection}${id === undefined ? '' : '/*'}`) {
    case 'GET time':
      return time(core);
    case 'POST orders':
      return create(core, jsonOf(body));
    case 'DELETE orders':
      return cancelAll(core, query);
    case 'DELETE orders/*':
      return cancel(core, id ?? '');
    case 'GET orders':
      return read((account) => core.venues.spot.orders(account).filter(isOpen).map(view));
    case 'GET orders/*':
      return read((account) => view(find(core, account, id).order));
    case 'GET fills':
      return read((account) => fills(core, account, query));
    case 'GET accounts':
      return read(accounts);
    default:
      return undefined;
  }
}
