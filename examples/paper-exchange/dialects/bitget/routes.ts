import type { Account } from '../../accounts.js';
import { bookSide } from '../../market-data.js';
import { marketOf, type Venue } from '../../markets.js';
import { plain } from '../../money.js';
import type { Order } from '../../orders.js';
import { field } from '../fields.js';
import type { Fill, Item } from '../orders.js';
import { ACTIONS, type Asked, open, type Routes } from '../route.js';
import { heldBy, mixAccount, mixPosition, spotAssets } from './account-views.js';
import * as requests from './requests.js';
import * as views from './views.js';

const lists = (venue: Venue) => (outcomes: Item[], asked: Asked) =>
  views.listsOf(venue, outcomes, requests.clientOids(asked));

function trading(venue: Venue, prefix: string, names: Readonly<Record<string, string>>): Routes {
  const order = requests.newOrder(venue);
  return {
    [`POST ${prefix}/place-order`]: {
      venue,
      action: ACTIONS.place,
      params: ({ fields }) => order(fields),
      view: views.ids,
    },
    [`POST ${prefix}/${names['batch']}`]: {
      venue,
      action: ACTIONS.placeBatch,
      params: requests.batchOf(order),
      view: lists(venue),
    },
    [`POST ${prefix}/cancel-order`]: {
      venue,
      action: ACTIONS.cancel,
      params: requests.orderRefOf,
      view: views.ids,
    },
    [`POST ${prefix}/${names['batchCancel']}`]: {
      venue,
      action: ACTIONS.cancelBatch,
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
    action: ACTIONS.replace,
    params: requests.replacement,
    view: (order: Order) => ({ ...views.ids(order), success: 'success', msg: null }),
  },
  'POST /api/v2/spot/trade/cancel-symbol-order': {
    venue: 'spot',
    action: ACTIONS.cancelAll,
    params: requests.symbolOf,
    view: (_: unknown, { fields }) => ({ symbol: field(fields, 'symbol') }),
  },
  'GET /api/v2/spot/trade/orderInfo': {
    venue: 'spot',
    action: ACTIONS.query,
    params: requests.orderRefOf,
    view: (order: Order) => [views.spotOrder(order)],
  },
  'GET /api/v2/spot/trade/unfilled-orders': {
    venue: 'spot',
    action: ACTIONS.openOrders,
    params: requests.symbolOf,
    view: (orders: Order[]) => orders.map(views.spotOrder),
  },
  'GET /api/v2/spot/trade/history-orders': {
    venue: 'spot',
    action: ACTIONS.pastOrders,
    params: requests.symbolOf,
    view: (orders: Order[]) => orders.map(views.spotOrder),
  },
  'GET /api/v2/spot/trade/fills': {
    venue: 'spot',
    action: ACTIONS.fills,
    params: requests.tradesOf,
    view: (fills: Fill[]) =>
      fills.map(({ order, trade }) => ({
        ...views.spotFill(order, trade),
        feeDetail: views.feeDetail(trade),
      })),
  },
  'GET /api/v2/spot/account/assets': {
    venue: 'spot',
    action: ACTIONS.account,
    view: (account: Account, { core }) => spotAssets(core, account),
  },
};

const entrusted = (orders: Order[]) => ({
  entrustedList: orders.map(views.mixOrder),
  endId: String(orders.at(-1)?.id ?? ''),
});

const mixFills = (fills: Fill[]) => ({
  fillList: fills.map(({ order, trade }) => views.mixFill(order, trade)),
  endId: String(fills.at(-1)?.trade.id ?? ''),
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
    action: ACTIONS.amend,
    params: requests.amendment,
    view: views.ids,
  },
  'POST /api/v2/mix/order/cancel-all-orders': {
    venue: 'usdm',
    action: ACTIONS.cancelAll,
    params: requests.symbolOf,
    view: lists('usdm'),
  },
  'POST /api/v2/mix/order/close-positions': {
    venue: 'usdm',
    action: ACTIONS.placeBatch,
    params: requests.closings,
    view: (outcomes: Item[]) => {
      const { successList, failureList } = views.listsOf('usdm', outcomes, []);
      return { successList, failureList };
    },
  },
  'GET /api/v2/mix/order/detail': {
    venue: 'usdm',
    action: ACTIONS.query,
    params: requests.orderRefOf,
    view: views.mixOrder,
  },
  'GET /api/v2/mix/order/orders-pending': {
    venue: 'usdm',
    action: ACTIONS.openOrders,
    params: requests.symbolOf,
    view: entrusted,
  },
  'GET /api/v2/mix/order/orders-history': {
    venue: 'usdm',
    action: ACTIONS.pastOrders,
    params: requests.symbolOf,
    view: entrusted,
  },
  'GET /api/v2/mix/order/fills': {
    venue: 'usdm',
    action: ACTIONS.fills,
    params: requests.tradesOf,
    view: mixFills,
  },
  'GET /api/v2/mix/position/all-position': {
    venue: 'usdm',
    action: ACTIONS.account,
    view: positions,
  },
  'GET /api/v2/mix/position/single-position': {
    venue: 'usdm',
    action: ACTIONS.account,
    view: positions,
  },
  'GET /api/v2/mix/account/account': {
    venue: 'usdm',
    action: ACTIONS.account,
    view: mixAccount,
  },
  'GET /api/v2/mix/account/accounts': {
    venue: 'usdm',
    action: ACTIONS.account,
    view: (account: Account) => [mixAccount(account)],
  },
};

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
