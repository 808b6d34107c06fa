import type { Account } from '../../accounts.js';
import { MARKETS } from '../../markets.js';
import { plain } from '../../money.js';
import type { Order } from '../../orders.js';
import { field } from '../fields.js';
import type { Fill, Item } from '../orders.js';
import { ACTIONS, type Asked, open, type Route, type Routes } from '../route.js';
import { heldBy, unifiedAssets, unifiedPosition } from './account-views.js';
import { rowsOf } from './batch-views.js';
import { book } from './market-routes.js';
import * as views from './market-views.js';
import { ids } from './order-views.js';
import * as requests from './requests.js';
import { unifiedFill, unifiedOrder } from './unified-views.js';

const venue = requests.venueOf;

const rows = (outcomes: Item[], asked: Asked) =>
  rowsOf(batchVenue(asked), outcomes, requests.clientOids(asked));

/** A batch is a list whose items each name their category; the core needs one for all. */
const batchVenue = (asked: Asked) =>
  venue({ ...asked, fields: requests.orderItems(asked)[0] ?? asked.fields });

const order: Route['params'] = (asked) => requests.newOrder(venue(asked))(asked.fields);
const listOf = (asked: Asked, orders: Order[]) => ({
  list: orders.map(unifiedOrder(venue(asked))),
  cursor: '',
});

/** The routes that the order API over WebSocket serves too, by its topics. */
export const ORDER_TOPICS: Routes = {
  'place-order': { venue, action: ACTIONS.place, params: order, view: ids },
  'batch-place': {
    venue: batchVenue,
    action: ACTIONS.placeBatch,
    params: (asked) => requests.batchOf(requests.newOrder(batchVenue(asked)))(asked),
    view: rows,
  },
  'cancel-order': {
    venue: requests.venueOfOrder,
    action: ACTIONS.cancel,
    params: requests.orderRefOf,
    view: ids,
  },
  'batch-cancel': {
    venue: batchVenue,
    action: ACTIONS.cancelBatch,
    params: requests.batchOfRefs,
    view: rows,
  },
};

const topic = (name: keyof typeof ORDER_TOPICS): Route => ORDER_TOPICS[name] as Route;

const TRADING: Routes = {
  'POST /api/v3/trade/place-order': topic('place-order'),
  'POST /api/v3/trade/place-batch': topic('batch-place'),
  'POST /api/v3/trade/cancel-order': topic('cancel-order'),
  'POST /api/v3/trade/cancel-batch': topic('batch-cancel'),
  'POST /api/v3/trade/modify-order': {
    venue: requests.venueOfOrder,
    action: ACTIONS.amend,
    params: requests.amendment,
    view: ids,
  },
  'POST /api/v3/trade/cancel-symbol-order': {
    venue,
    action: ACTIONS.cancelAll,
    params: requests.symbolOf,
    view: (outcomes: Item[], asked) => ({ list: rowsOf(venue(asked), outcomes) }),
  },
  'POST /api/v3/trade/close-positions': {
    venue: 'usdm',
    action: ACTIONS.placeBatch,
    params: requests.closings,
    view: (outcomes: Item[]) => ({ list: rowsOf('usdm', outcomes) }),
  },
  'GET /api/v3/trade/order-info': {
    venue: requests.venueOfOrder,
    action: ACTIONS.query,
    params: requests.orderRefOf,
    view: (found: Order, asked) => unifiedOrder(requests.venueOfOrder(asked))(found),
  },
  'GET /api/v3/trade/unfilled-orders': {
    venue,
    action: ACTIONS.openOrders,
    params: requests.symbolOf,
    view: (orders: Order[], asked) => listOf(asked, orders),
  },
  'GET /api/v3/trade/history-orders': {
    venue,
    action: ACTIONS.pastOrders,
    params: requests.symbolOf,
    view: (orders: Order[], asked) => listOf(asked, orders),
  },
  'GET /api/v3/trade/fills': {
    venue,
    action: ACTIONS.fills,
    params: requests.tradesOf,
    view: (fills: Fill[], asked) => ({
      list: fills.map(({ order: own, trade }) => unifiedFill(venue(asked), own, trade)),
      cursor: '',
    }),
  },
  'GET /api/v3/position/current-position': {
    venue: 'usdm',
    action: ACTIONS.account,
    view: (account: Account, { core, fields }) => ({
      list: heldBy(account, field(fields, 'symbol')).map(({ symbol }) =>
        unifiedPosition(core, account, symbol),
      ),
    }),
  },
  'GET /api/v3/account/assets': {
    venue: 'spot',
    action: ACTIONS.account,
    view: unifiedAssets,
  },
};

const PUBLIC: Routes = {
  'GET /api/v3/public/time': open(venue, ({ core }) => ({ serverTime: String(core.time()) })),
  'GET /api/v3/market/instruments': open(venue, ({ fields }) =>
    views
      .marketsOf(field(fields, 'symbol'))
      .map(views.instrument(field(fields, 'category') ?? 'SPOT')),
  ),
  'GET /api/v3/market/tickers': open(venue, ({ core, fields }) =>
    views.marketsOf(field(fields, 'symbol')).map((market) => ({
      category: field(fields, 'category'),
      symbol: market.symbol,
      ...views.tickerV3(core, market),
    })),
  ),
  'GET /api/v3/market/orderbook': open(venue, (asked) => {
    const { bids, asks, ts } = book(asked);
    return { a: asks, b: bids, ts };
  }),
  'GET /api/v3/market/fills': open(venue, ({ core, fields }) => {
    const { symbol } = MARKETS.get(field(fields, 'symbol') ?? '') ?? { symbol: 'BTCUSDT' };
    return core.tape.of(symbol).prints.map(({ id, price, qty, time, buyerMaker }) => ({
      execId: String(id),
      price: plain(price),
      size: plain(qty),
      side: buyerMaker ? 'sell' : 'buy',
      ts: String(time),
    }));
  }),
};

/** The unified trading account. */
export const UNIFIED: Routes = { ...TRADING, ...PUBLIC };
