import type { Account } from '../../accounts.js';
import { bookSide } from '../../market-data.js';
import { marketOf, type Venue } from '../../markets.js';
import { plain } from '../../money.js';
import type { Order, Trade } from '../../orders.js';
import { neutral, type OrderOutcome } from '../neutral-operations.js';
import { type Asked, field, type Route } from '../route.js';
import { heldBy, mixAccount, mixPosition, spotAssets } from './account-views.js';
import * as requests from './requests.js';
import * as views from './views.js';

export type Routes = Readonly<Record<string, Route>>;
type Done = Extract<OrderOutcome, { order: Order }>;

const placed = ({ order }: Done) => views.ids(order);
const lists = (venue: Venue) => (outcomes: OrderOutcome[], asked: Asked) =>
  views.listsOf(venue, outcomes, requests.clientOids(asked));

export const orderOfTrade = ({ core, account }: Asked, venue: Venue, trade: Trade): Order => {
  const id = { orderId: String(trade.orderId), clientOrderId: undefined };
  return core.venues[venue].order(account as Account, trade.symbol, id);
};

function trading(venue: Venue, prefix: string, names: Readonly<Record<string, string>>): Routes {
  const order = requests.newOrder(venue);
  return {
    [`POST ${prefix}/place-order`]: {
      venue,
      operation: neutral.place,
      params: ({ fields }) => order(fields),
      view: placed,
    },
    [`POST ${prefix}/${names['batch']}`]: {
      venue,
      operation: neutral.placeBatch,
      params: requests.batchOf(order),
      view: lists(venue),
    },
    [`POST ${prefix}/cancel-order`]: {
      venue,
      operation: neutral.cancel,
      params: requests.orderRefOf,
      view: placed,
    },
    [`POST ${prefix}/${names['batchCancel']}`]: {
      venue,
      operation: neutral.cancelBatch,
      params: requests.batchOfRefs,
      view: lists(venue),
    },
  };
}

const SPOT_TRADING: Routes = {
  ...trading('spot', '/api/v2/spot/trade', {
    batch: 'batch-orders',
    batchCancel: 'batch-cancel-order',
  }),
  'POST /api/v2/spot/trade/cancel-replace-order': {
    venue: 'spot',
    operation: neutral.replace,
    params: requests.replacement,
    view: ({ order }: Done) => ({ ...views.ids(order), success: 'success', msg: null }),
  },
  'POST /api/v2/spot/trade/cancel-symbol-order': {
    venue: 'spot',
    operation: neutral.cancelAll,
    params: requests.symbolOf,
    view: (_: unknown, { fields }) => ({ symbol: field(fields, 'symbol') }),
  },
  'GET /api/v2/spot/trade/orderInfo': {
    venue: 'spot',
    operation: neutral.query,
    params: requests.orderRefOf,
    view: (order: Order) => [views.spotOrder(order)],
  },
  'GET /api/v2/spot/trade/unfilled-orders': {
    venue: 'spot',
    operation: neutral.openOrders,
    params: requests.symbolOf,
    view: (orders: Order[]) => orders.map(views.spotOrder),
  },
  'GET /api/v2/spot/trade/history-orders': {
    venue: 'spot',
    operation: neutral.orders,
    params: requests.symbolOf,
    view: (orders: Order[]) => orders.map(views.spotOrder),
  },
  'GET /api/v2/spot/trade/fills': {
    venue: 'spot',
    operation: neutral.trades,
    params: requests.tradesOf,
    view: (trades: Trade[], asked) =>
      trades.map((trade) => ({
        ...views.spotFill(orderOfTrade(asked, 'spot', trade), trade),
        feeDetail: views.feeDetail(trade),
      })),
  },
  'GET /api/v2/spot/account/assets': {
    venue: 'spot',
    operation: neutral.account,
    view: (account: Account, { core }) => spotAssets(core, account),
  },
};

const entrusted = (orders: Order[]) => ({
  entrustedList: orders.map(views.mixOrder),
  endId: String(orders.at(-1)?.id ?? ''),
});

const mixFills = (trades: Trade[], asked: Asked) => ({
  fillList: trades.map((trade) => views.mixFill(orderOfTrade(asked, 'usdm', trade), trade)),
  endId: String(trades.at(-1)?.id ?? ''),
});

const positions = (account: Account, { core, fields }: Asked) =>
  heldBy(account, field(fields, 'symbol')).map(({ symbol }) => mixPosition(core, account, symbol));

const MIX_TRADING: Routes = {
  ...trading('usdm', '/api/v2/mix/order', {
    batch: 'batch-place-order',
    batchCancel: 'batch-cancel-orders',
  }),
  'POST /api/v2/mix/order/modify-order': {
    venue: 'usdm',
    operation: neutral.amend,
    params: requests.amendment,
    view: placed,
  },
  'POST /api/v2/mix/order/cancel-all-orders': {
    venue: 'usdm',
    operation: neutral.cancelAll,
    params: requests.symbolOf,
    view: lists('usdm'),
  },
  'POST /api/v2/mix/order/close-positions': {
    venue: 'usdm',
    operation: neutral.placeBatch,
    params: requests.closing,
    view: (outcomes: OrderOutcome[]) => {
      const { successList, failureList } = views.listsOf('usdm', outcomes, []);
      return { successList, failureList };
    },
  },
  'GET /api/v2/mix/order/detail': {
    venue: 'usdm',
    operation: neutral.query,
    params: requests.orderRefOf,
    view: views.mixOrder,
  },
  'GET /api/v2/mix/order/orders-pending': {
    venue: 'usdm',
    operation: neutral.openOrders,
    params: requests.symbolOf,
    view: entrusted,
  },
  'GET /api/v2/mix/order/orders-history': {
    venue: 'usdm',
    operation: neutral.orders,
    params: requests.symbolOf,
    view: entrusted,
  },
  'GET /api/v2/mix/order/fills': {
    venue: 'usdm',
    operation: neutral.trades,
    params: requests.tradesOf,
    view: mixFills,
  },
  'GET /api/v2/mix/position/all-position': {
    venue: 'usdm',
    operation: neutral.account,
    view: positions,
  },
  'GET /api/v2/mix/position/single-position': {
    venue: 'usdm',
    operation: neutral.account,
    view: positions,
  },
  'GET /api/v2/mix/account/account': {
    venue: 'usdm',
    operation: neutral.account,
    view: mixAccount,
  },
  'GET /api/v2/mix/account/accounts': {
    venue: 'usdm',
    operation: neutral.account,
    view: (account: Account) => [mixAccount(account)],
  },
};

const open = (venue: Venue, view: (asked: Asked) => unknown): Route => ({
  venue,
  operation: neutral.market,
  view: (_: unknown, asked) => view(asked),
});

const named = ({ fields }: Asked) => field(fields, 'symbol');

export const book = ({ core, fields }: Asked) => {
  const quote = core.prices.quote(marketOf(field(fields, 'symbol')).symbol);
  return { bids: bookSide(quote, 'bids'), asks: bookSide(quote, 'asks'), ts: String(core.time()) };
};

const tickers = (asked: Asked) =>
  views.marketsOf(named(asked)).map((market) => ({
    symbol: market.symbol,
    ...views.ticker(asked.core, market),
  }));

const recent = ({ core, fields }: Asked) => {
  const { symbol } = marketOf(field(fields, 'symbol'));
  return core.tape.of(symbol).prints.map(({ id, price, qty, time, buyerMaker }) => ({
    symbol,
    tradeId: String(id),
    side: buyerMaker ? 'sell' : 'buy',
    price: plain(price),
    size: plain(qty),
    ts: String(time),
  }));
};

/** The other product types have no contracts here. */
const isUsdt = ({ fields }: Asked): boolean =>
  field(fields, 'productType')?.toLowerCase() === 'usdt-futures';

const PUBLIC: Routes = {
  'GET /api/v2/public/time': open('spot', ({ core }) => ({ serverTime: String(core.time()) })),
  'GET /api/v2/spot/public/symbols': open('spot', (asked) =>
    views.marketsOf(named(asked)).map(views.spotSymbol),
  ),
  'GET /api/v2/spot/market/tickers': open('spot', tickers),
  'GET /api/v2/spot/market/orderbook': open('spot', book),
  'GET /api/v2/spot/market/fills': open('spot', recent),
  'GET /api/v2/margin/currencies': open('spot', () => []),
  'GET /api/v2/mix/market/contracts': open('usdm', (asked) =>
    isUsdt(asked) ? views.marketsOf(named(asked)).map(views.contract) : [],
  ),
  'GET /api/v2/mix/market/ticker': open('usdm', tickers),
  'GET /api/v2/mix/market/tickers': open('usdm', tickers),
  'GET /api/v2/mix/market/merge-depth': open('usdm', book),
  'GET /api/v2/mix/market/fills': open('usdm', recent),
};

/** The classic accounts, spot and USDT futures. */
export const CLASSIC: Routes = { ...SPOT_TRADING, ...MIX_TRADING, ...PUBLIC };
