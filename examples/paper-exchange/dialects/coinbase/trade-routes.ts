import type { Core } from '../../core.js';
import type { RestRequest } from '../dialect.js';
import { type Fields, jsonOf } from '../fields.js';
import type { SignedTask, Task } from '../gateway.js';
import { pathRoutes } from '../path-routes.js';
import { accounts, PORTFOLIO, portfolio, positions } from './account-views.js';
import { book, product, products, trades } from './market-views.js';
import { iso } from './names.js';
import {
  cancelOrders,
  closePosition,
  createOrder,
  editOrder,
  listFills,
  listOrders,
  oneOrder,
  previewOrder,
  productOf,
} from './trade-tasks.js';

export const PREFIX = '/api/v3/brokerage/';

type Route = (core: Core, request: RestRequest, id: string) => Task;
type Account = Parameters<SignedTask['run']>[0];

const open =
  (body: (core: Core, query: URLSearchParams, id: string) => unknown): Route =>
  (core, { query }, id) => ({
    access: 'public',
    venue: 'spot',
    run: () => ({ body: body(core, query, id) }),
  });

const read =
  (body: (core: Core, account: Account, query: URLSearchParams, id: string) => unknown): Route =>
  (core, { query }, id) => ({
    access: 'signed',
    venue: 'spot',
    run: (account) => ({ body: body(core, account, query, id) }),
  });

const write =
  (task: (core: Core, words: Fields) => SignedTask): Route =>
  (core, { body }) =>
    task(core, jsonOf(body));

const time = open((core) => ({
  iso: iso(core.time()),
  epochSeconds: String(Math.floor(core.time() / 1000)),
  epochMillis: String(core.time()),
}));

const limitOf = (query: URLSearchParams): number | undefined =>
  query.has('limit') ? Number(query.get('limit')) : undefined;

const oneProduct = open((core, _query, id) => {
  const { venue, market } = productOf(id);
  return product(core, venue, market);
});

const productBook = open((core, query) => {
  const { venue, market } = productOf(query.get('product_id'));
  return { pricebook: book(core, venue, market, limitOf(query)) };
});

const marketTrades = open((core, query, id) => {
  const { venue, market } = productOf(id);
  return trades(core, venue, market, limitOf(query));
});

const bestBidAsk = open((core, query) => ({
  pricebooks: query.getAll('product_ids').map((id) => {
    const { venue, market } = productOf(id);
    return book(core, venue, market, 1);
  }),
}));

const position = read((core, account, _query, id) => ({
  position: positions(core, account).find(({ symbol }) => symbol === id) ?? null,
}));

/** Paths behind the prefix. */
const find = pathRoutes<Route>({
  'POST orders': write(createOrder),
  'POST orders/batch_cancel': write(cancelOrders),
  'POST orders/edit': write(editOrder),
  'POST orders/preview': write(previewOrder),
  'POST orders/close_position': write(closePosition),
  'GET orders/historical/batch': read(listOrders),
  'GET orders/historical/fills': read(listFills),
  'GET orders/historical/:id': read((core, account, _query, id) => oneOrder(core, account, id)),
  'GET accounts': read((core, account) => ({
    accounts: accounts(core, account),
    has_next: false,
    cursor: '',
    size: account.spot.balances().size,
  })),
  'GET portfolios': read(() => ({
    portfolios: [{ name: 'Default', uuid: PORTFOLIO, type: 'DEFAULT', deleted: false }],
  })),
  'GET key_permissions': read(() => ({
    can_view: true,
    can_trade: true,
    can_transfer: false,
    portfolio_uuid: PORTFOLIO,
    portfolio_type: 'DEFAULT',
  })),
  'GET transaction_summary': read(() => ({
    total_fees: 0,
    fee_tier: { taker_fee_rate: '0.001', maker_fee_rate: '0.001' },
  })),
  'GET intx/portfolio/:id': read((_core, account) => portfolio(account)),
  'GET intx/positions/:id': read((core, account) => ({ positions: positions(core, account) })),
  [`GET intx/positions/${PORTFOLIO}/:id`]: position,
  'GET cfm/positions': read(() => ({ positions: [] })),
  'GET time': time,
  'GET products': open((core, query) => products(core, query)),
  'GET products/:id': oneProduct,
  'GET products/:id/ticker': marketTrades,
  'GET product_book': productBook,
  'GET best_bid_ask': bestBidAsk,
  'GET market/products': open((core, query) => products(core, query)),
  'GET market/products/:id': oneProduct,
  'GET market/products/:id/ticker': marketTrades,
  'GET market/product_book': productBook,
});

/** The task of a request to Advanced Trade. */
export function tradeTask(core: Core, request: RestRequest): Task | undefined {
  const match = find(request.method, request.path.slice(PREFIX.length));
  return match?.route(core, request, match.values['id'] ?? '');
}
