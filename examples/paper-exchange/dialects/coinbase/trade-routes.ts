import type { Core } from '../../core.js';
import type { RestRequest } from '../dialect.js';
import { jsonOf, type PublicTask, type SignedTask, type Task } from '../handling.js';
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
type Read = (
  core: Core,
  account: Parameters<SignedTask['run']>[0],
  query: URLSearchParams,
) => unknown;

const open =
  (body: (core: Core, query: URLSearchParams, id: string) => unknown): Route =>
  (core, { query }, id): PublicTask => ({
    access: 'public',
    run: () => ({ body: body(core, query, id) }),
  });

const read =
  (body: Read): Route =>
  (core, { query }): SignedTask => ({
    access: 'signed',
    venue: 'spot',
    run: (account) => ({ body: body(core, account, query) }),
  });

const write =
  (task: (core: Core, words: ReturnType<typeof jsonOf>) => SignedTask): Route =>
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

const position: Route = (core, _request, id) => ({
  access: 'signed',
  venue: 'usdm',
  run: (account) => ({
    body: { position: positions(core, account).find(({ symbol }) => symbol === id) ?? null },
  }),
});

const onePast: Route = (core, _request, id) => ({
  access: 'signed',
  venue: 'spot',
  run: (account) => oneOrder(core, account, id),
});

/** Paths behind the prefix; `*` is one part, which the route is handed. */
const ROUTES: Readonly<Record<string, Route>> = {
  'POST orders': write(createOrder),
  'POST orders/batch_cancel': write(cancelOrders),
  'POST orders/edit': write(editOrder),
  'POST orders/preview': write(previewOrder),
  'POST orders/close_position': write(closePosition),
  'GET orders/historical/batch': read(
    (core, account, query) => listOrders(core, account, query).body,
  ),
  'GET orders/historical/fills': read(
    (core, account, query) => listFills(core, account, query).body,
  ),
  'GET orders/historical/*': onePast,
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
  'GET intx/portfolio/*': read((_core, account) => portfolio(account)),
  'GET intx/positions/*': read((core, account) => ({ positions: positions(core, account) })),
  [`GET intx/positions/${PORTFOLIO}/*`]: position,
  'GET cfm/positions': read(() => ({ positions: [] })),
  'GET time': time,
  'GET products': open((core, query) => products(core, query)),
  'GET products/*': oneProduct,
  'GET products/*/ticker': marketTrades,
  'GET product_book': productBook,
  'GET best_bid_ask': bestBidAsk,
  'GET market/products': open((core, query) => products(core, query)),
  'GET market/products/*': oneProduct,
  'GET market/products/*/ticker': marketTrades,
  'GET market/product_book': productBook,
};

/** The task of a request to Advanced Trade. */
export function tradeTask(core: Core, request: RestRequest): Task | undefined {
  const path = `${request.method} ${request.path.slice(PREFIX.length)}`;
  const exact = ROUTES[path];
  if (exact !== undefined) return exact(core, request, '');
  for (const [pattern, route] of Object.entries(ROUTES)) {
    const match = new RegExp(`^${pattern.replace('*', '([^/]+)')}$`).exec(path);
    if (match !== null) return route(core, request, match[1] ?? '');
  }
  return undefined;
}
