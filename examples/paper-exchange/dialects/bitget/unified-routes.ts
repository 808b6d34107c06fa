import type { Account } from '../../accounts.js';
import { MARKETS } from '../../markets.js';
import { plain } from '../../money.js';
import type { Order, Trade } from '../../orders.js';
import { neutral, type OrderOutcome } from '../neutral-operations.js';
import { type Asked, field, type Route } from '../route.js';
import { heldBy, unifiedAssets, unifiedPosition } from './account-views.js';
import * as requests from './requests.js';
import { book, orderOfTrade, type Routes } from './routes.js';
import { unifiedFill, unifiedOrder } from './unified-views.js';
import * as views from './views.js';

type Done = Extract<OrderOutcome, { order: Order }>;

const placed = ({ order }: Done) => views.ids(order);
const venue = requests.venueOf;

const rows = (outcomes: OrderOutcome[], asked: Asked) =>
  views.rowsOf(batchVenue(asked), outcomes, requests.clientOids(asked));

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
  'place-order': { venue, operation: neutral.place, params: order, view: placed },
  'batch-place': {
    venue: batchVenue,
    operation: neutral.placeBatch,
    params: (asked) => requests.batchOf(requests.newOrder(batchVenue(asked)))(asked),
    view: rows,
  },
  'cancel-order': {
    venue: requests.venueOfOrder,
    operation: neutral.cancel,
    params: requests.orderRefOf,
    view: placed,
  },
  'batch-cancel': {
    venue: batchVenue,
    operation: neutral.cancelBatch,
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
    operation: neutral.amend,
    params: requests.amendment,
    view: placed,
  },
  'POST /api/v3/trade/cancel-symbol-order': {
    venue,
    operation: neutral.cancelAll,
    params: requests.symbolOf,
    view: (outcomes: OrderOutcome[], asked) => ({ list: views.rowsOf(venue(asked), outcomes) }),
  },
  'POST /api/v3/trade/close-positions': {
    venue: 'usdm',
    operation: neutral.placeBatch,
    params: requests.closing,
    view: (outcomes: OrderOutcome[]) => ({ list: views.rowsOf('usdm', outcomes) }),
  },
  'GET /api/v3/trade/order-info': {
    venue: requests.venueOfOrder,
    operation: neutral.query,
    params: requests.orderRefOf,
    view: (found: Order, asked) => unifiedOrder(requests.venueOfOrder(asked))(found),
  },
  'GET /api/v3/trade/unfilled-orders': {
    venue,
    operation: neutral.openOrders,
    params: requests.symbolOf,
    view: (orders: Order[], asked) => listOf(asked, orders),
  },
  'GET /api/v3/trade/history-orders': {
    venue,
    operation: neutral.orders,
    params: requests.symbolOf,
    view: (orders: Order[], asked) => listOf(asked, orders),
  },
  'GET /api/v3/trade/fills': {
    venue,
    operation: neutral.trades,
    params: requests.tradesOf,
    view: (trades: Trade[], asked) => ({
      list: trades.map((trade) =>
        unifiedFill(venue(asked), orderOfTrade(asked, venue(asked), trade), trade),
      ),
      cursor: '',
    }),
  },
  'GET /api/v3/position/current-position': {
    venue: 'usdm',
    operation: neutral.account,
    view: (account: Account, { core, fields }) => ({
      list: heldBy(account, field(fields, 'symbol')).map(({ symbol }) =>
        unifiedPosition(core, account, symbol),
      ),
    }),
  },
  'GET /api/v3/account/assets': {
    venue: 'spot',
    operation: neutral.account,
    view: unifiedAssets,
  },
};

const open = (view: (asked: Asked) => unknown): Route => ({
  venue,
  operation: neutral.market,
  view: (_: unknown, asked) => view(asked),
});

const PUBLIC: Routes = {
  'GET /api/v3/public/time': open(({ core }) => ({ serverTime: String(core.time()) })),
  'GET /api/v3/market/instruments': open(({ fields }) =>
    views
      .marketsOf(field(fields, 'symbol'))
      .map(views.instrument(field(fields, 'category') ?? 'SPOT')),
  ),
  'GET /api/v3/market/tickers': open(({ core, fields }) =>
    views.marketsOf(field(fields, 'symbol')).map((market) => ({
      category: field(fields, 'category'),
      symbol: market.symbol,
      ...views.tickerV3(core, market),
    })),
  ),
  'GET /api/v3/market/orderbook': open((asked) => {
    const { bids, asks, ts } = book(asked);
    return { a: asks, b: bids, ts };
  }),
  'GET /api/v3/market/fills': open(({ core, fields }) => {
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
