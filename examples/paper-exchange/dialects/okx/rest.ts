import type { Core } from '../../core.js';
import { type Params, toParams } from '../../operation.js';
import { signedArrival } from '../arrivals.js';
import { header } from '../authentication.js';
import type { RestAnswer, RestRequest } from '../dialect.js';
import { fieldsOf } from '../fields.js';
import { ACCOUNT } from './account-operations.js';
import { gateway } from './gateway.js';
import { MARKET } from './market-operations.js';
import type { OkxOperation } from './operation.js';
import { TRADING } from './order-operations.js';

const ROUTES: Readonly<Record<string, OkxOperation | undefined>> = {
  'POST /api/v5/trade/order': TRADING.place,
  'POST /api/v5/trade/batch-orders': TRADING.placeBatch,
  'POST /api/v5/trade/amend-order': TRADING.amend,
  'POST /api/v5/trade/amend-batch-orders': TRADING.amendBatch,
  'POST /api/v5/trade/cancel-order': TRADING.cancel,
  'POST /api/v5/trade/cancel-batch-orders': TRADING.cancelBatch,
  'POST /api/v5/trade/close-position': TRADING.closePosition,
  'GET /api/v5/trade/order': ACCOUNT.order,
  'GET /api/v5/trade/orders-pending': ACCOUNT.pending,
  'GET /api/v5/trade/orders-history': ACCOUNT.past,
  'GET /api/v5/trade/fills': ACCOUNT.fills,
  'GET /api/v5/trade/fills-history': ACCOUNT.fills,
  'GET /api/v5/account/positions': ACCOUNT.positions,
  'GET /api/v5/account/balance': ACCOUNT.balance,
  'GET /api/v5/account/config': ACCOUNT.config,
  'GET /api/v5/public/time': MARKET.time,
  'GET /api/v5/public/instruments': MARKET.instruments,
  'GET /api/v5/market/ticker': MARKET.ticker,
  'GET /api/v5/market/tickers': MARKET.tickers,
  'GET /api/v5/market/books': MARKET.book,
  'GET /api/v5/market/trades': MARKET.trades,
};

/** How old a timestamp may be. */
export const WINDOW_MS = 30_000;

/** A body is an order or a list of them. */
function itemsOf({ query, body }: RestRequest): Params[] {
  const { fields, list } = fieldsOf(query, body);
  return list.length > 0
    ? list.map((item) => toParams(item as object as Params))
    : [toParams(fields)];
}

export async function rest(core: Core, request: RestRequest): Promise<RestAnswer | undefined> {
  const { method, path, headers } = request;
  const task = ROUTES[`${method} ${path}`]?.(core, itemsOf(request), true);
  if (task === undefined) {
    const body = { code: '404', msg: 'Not Found', data: {} };
    return { status: 404, body, headers: {}, cut: false };
  }
  const credentials = {
    apiKey: header(headers, 'ok-access-key'),
    signature: header(headers, 'ok-access-sign'),
    sentAt: Date.parse(header(headers, 'ok-access-timestamp') ?? ''),
  };
  return gateway.serve(core, signedArrival(core, request, credentials, WINDOW_MS), task);
}
