import type { Account } from '../../accounts.js';
import { bookSide } from '../../market-data.js';
import { MARKETS, type Market, marketOf, type Venue } from '../../markets.js';
import type { Order } from '../../orders.js';
import { field } from '../fields.js';
import { type Fill, type Item, isRefused } from '../orders.js';
import { ACTIONS, type Asked, open, type Route, type Routes } from '../route.js';
import { position, positions } from './positions.js';
import * as requests from './requests.js';
import { symbolOfPair } from './symbols.js';
import * as views from './views.js';
import { wordsOf } from './wording.js';

type View = (order: Order) => object;

const viewOf = (venue: Venue): View => (venue === 'spot' ? views.spotOrder : views.futuresOrder);

/** Each item of a batch says whether it succeeded, and a refused one why. */
const batchRows =
  (venue: Venue) =>
  (items: Item[], { list }: Asked) =>
    items.map((item, index) => {
      const { text } = requests.refFields(list[index]);
      if (!isRefused(item)) {
        return { order_id: String(item.id), text, succeeded: true, ...viewOf(venue)(item) };
      }
      const [, label, message] = wordsOf(venue, item);
      return { text, succeeded: false, label, message, detail: message };
    });

const cancelRows =
  (venue: Venue) =>
  (items: Item[], { list }: Asked) =>
    items.map((item, index) => {
      const asked = requests.refFields(list[index]);
      const id = { ...asked, id: String(asked['id']) };
      if (!isRefused(item)) return { ...id, succeeded: true, label: '', message: '' };
      const [, label, message] = wordsOf(venue, item);
      return { ...id, succeeded: false, label, message };
    });

/** What spot and futures do alike, under paths of their own. */
function trading(venue: Venue, prefix: string): Routes {
  const { orderRefOf, amendment } = requests;
  const amend: Route = {
    venue,
    action: ACTIONS.amend,
    params: amendment(venue),
    view: viewOf(venue),
  };
  return {
    [`DELETE ${prefix}/orders`]: {
      venue,
      action: ACTIONS.cancelAll,
      params: requests.symbolParam,
      view: (orders: Order[]) => orders.map(viewOf(venue)),
    },
    [`GET ${prefix}/orders`]: {
      venue,
      action: { run: listOrders },
      params: (asked) => ({
        ...requests.symbolParam(asked),
        status: field(asked.fields, 'status') ?? 'open',
      }),
      view: (orders: Order[]) => orders.map(viewOf(venue)),
    },
    [`GET ${prefix}/orders/:id`]: {
      venue,
      action: ACTIONS.query,
      params: orderRefOf(venue),
      view: viewOf(venue),
    },
    [`DELETE ${prefix}/orders/:id`]: {
      venue,
      action: ACTIONS.cancel,
      params: orderRefOf(venue),
      view: viewOf(venue),
    },
    [`PATCH ${prefix}/orders/:id`]: amend,
    [`PUT ${prefix}/orders/:id`]: amend,
  };
}

const listOrders: typeof ACTIONS.openOrders.run = (desk, items) =>
  (items[0]?.['status'] === 'open' ? ACTIONS.openOrders : ACTIONS.pastOrders).run(desk, items);

const placeSpot: Route = {
  venue: 'spot',
  status: 201,
  action: ACTIONS.place,
  params: ({ fields }) => requests.spotOrder(fields),
  view: views.spotOrder,
};

const placeFutures: Route = {
  venue: 'usdm',
  status: 201,
  action: ACTIONS.place,
  params: ({ fields, account }) => requests.futuresOrder(account)(fields),
  view: views.futuresOrder,
};

const SPOT: Routes = {
  'POST /spot/orders': placeSpot,
  'POST /spot/batch_orders': {
    venue: 'spot',
    action: ACTIONS.placeBatch,
    params: requests.batchOf(() => requests.spotOrder),
    view: batchRows('spot'),
  },
  'POST /spot/cancel_batch_orders': {
    venue: 'spot',
    action: ACTIONS.cancelBatch,
    params: requests.batchOfRefs('spot'),
    view: cancelRows('spot'),
  },
  'GET /spot/open_orders': {
    venue: 'spot',
    action: ACTIONS.openOrders,
    view: (orders: Order[]) =>
      [...MARKETS.values()]
        .map((market) => orders.filter((order) => order.market === market).map(views.spotOrder))
        .filter((own) => own.length > 0)
        .map((own) => ({ currency_pair: own[0]?.currency_pair, total: own.length, orders: own })),
  },
  ...trading('spot', '/spot'),
  'GET /spot/my_trades': {
    venue: 'spot',
    action: ACTIONS.fills,
    params: requests.tradesOf,
    view: (fills: Fill[]) => fills.map(({ order, trade }) => views.spotTrade(order, trade)),
  },
  'GET /spot/accounts': {
    venue: 'spot',
    action: ACTIONS.account,
    view: (account: Account, { fields }) => views.spotBalances(account, field(fields, 'currency')),
  },
};

const futuresTrades: Route = {
  venue: 'usdm',
  action: ACTIONS.fills,
  params: requests.tradesOf,
  view: (fills: Fill[]) => fills.map(({ order, trade }) => views.futuresTrade(order, trade)),
};

const FUTURES: Routes = {
  'POST /futures/usdt/orders': placeFutures,
  'POST /futures/usdt/batch_orders': {
    venue: 'usdm',
    action: ACTIONS.placeBatch,
    params: requests.batchOf(({ account }) => requests.futuresOrder(account)),
    view: batchRows('usdm'),
  },
  'POST /futures/usdt/batch_cancel_orders': {
    venue: 'usdm',
    action: ACTIONS.cancelBatch,
    params: requests.batchOfRefs('usdm'),
    view: cancelRows('usdm'),
  },
  ...trading('usdm', '/futures/usdt'),
  'GET /futures/usdt/my_trades': futuresTrades,
  'GET /futures/usdt/my_trades_timerange': futuresTrades,
  'GET /futures/usdt/positions': {
    venue: 'usdm',
    action: ACTIONS.account,
    view: (account: Account, { core, fields }) =>
      positions(core, account, field(fields, 'holding') === 'true'),
  },
  'GET /futures/usdt/positions/:contract': {
    venue: 'usdm',
    action: ACTIONS.account,
    view: (account: Account, asked) => position(asked.core, account, marketAsked(asked)),
  },
  'GET /futures/usdt/accounts': {
    venue: 'usdm',
    action: ACTIONS.account,
    view: views.futuresAccount,
  },
};

const marketAsked = ({ fields }: Asked): Market =>
  marketOf(symbolOfPair(field(fields, 'currency_pair', 'contract')));

/** All markets, or the one that a query names. */
const marketsAsked = ({ fields }: Asked): Market[] => {
  const symbol = symbolOfPair(field(fields, 'currency_pair', 'contract'));
  return [...MARKETS.values()].filter((one) => symbol === undefined || one.symbol === symbol);
};

function book(asked: Asked) {
  const quote = asked.core.prices.quote(marketAsked(asked).symbol);
  const [asks, bids] = [bookSide(quote, 'asks'), bookSide(quote, 'bids')];
  const time = asked.core.time();
  return { id: quote.updateId, current: time, update: time, asks, bids };
}

const levels = (rows: string[][]) => rows.map(([p, s]) => ({ p, s: Number(s) }));

const PUBLIC: Routes = {
  'GET /spot/time': open('spot', ({ core }) => ({ server_time: core.time() })),
  'GET /spot/currency_pairs': open('spot', () => [...MARKETS.values()].map(views.currencyPair)),
  'GET /spot/currency_pairs/:currency_pair': open('spot', (asked) =>
    views.currencyPair(marketAsked(asked)),
  ),
  'GET /margin/currency_pairs': open('spot', () => []),
  'GET /margin/uni/currency_pairs': open('spot', () => []),
  'GET /spot/tickers': open('spot', (asked) =>
    marketsAsked(asked).map((market) => views.spotTicker(asked.core, market)),
  ),
  'GET /spot/order_book': open('spot', book),
  'GET /futures/usdt/contracts': open('usdm', ({ core }) =>
    [...MARKETS.values()].map(views.contract(core)),
  ),
  'GET /futures/usdt/contracts/:contract': open('usdm', (asked) =>
    views.contract(asked.core)(marketAsked(asked)),
  ),
  'GET /futures/usdt/tickers': open('usdm', (asked) =>
    marketsAsked(asked).map((market) => views.futuresTicker(asked.core, market)),
  ),
  'GET /futures/usdt/order_book': open('usdm', (asked) => {
    const { asks, bids, ...head } = book(asked);
    return { ...head, asks: levels(asks), bids: levels(bids) };
  }),
};

export const ROUTES: Routes = { ...SPOT, ...FUTURES, ...PUBLIC };

const served = (key: string): Route => {
  const route = ROUTES[key];
  if (route === undefined) throw new Error(`no route ${key}`);
  return route;
};

/** The order API over WebSocket, each channel with the REST route that does the same. */
export const API_CHANNELS: Routes = {
  'spot.order_place': served('POST /spot/orders'),
  'spot.order_cancel': served('DELETE /spot/orders/:id'),
  'spot.order_cancel_ids': served('POST /spot/cancel_batch_orders'),
  'spot.order_cancel_cp': served('DELETE /spot/orders'),
  'spot.order_amend': served('PATCH /spot/orders/:id'),
  'spot.order_status': served('GET /spot/orders/:id'),
  'spot.order_list': served('GET /spot/orders'),
  'futures.order_place': served('POST /futures/usdt/orders'),
  'futures.order_batch_place': served('POST /futures/usdt/batch_orders'),
  'futures.order_cancel': served('DELETE /futures/usdt/orders/:id'),
  'futures.order_cancel_ids': served('POST /futures/usdt/batch_cancel_orders'),
  'futures.order_cancel_cp': served('DELETE /futures/usdt/orders'),
  'futures.order_amend': served('PUT /futures/usdt/orders/:id'),
  'futures.order_status': served('GET /futures/usdt/orders/:id'),
  'futures.order_list': served('GET /futures/usdt/orders'),
};
