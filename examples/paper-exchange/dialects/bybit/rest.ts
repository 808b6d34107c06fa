import type { Core } from '../../core.js';
import { toParams } from '../../operation.js';
import { signedArrival } from '../arrivals.js';
import { header } from '../authentication.js';
import type { RestAnswer, RestRequest } from '../dialect.js';
import { jsonOf } from '../fields.js';
import { ACCOUNT } from './account-operations.js';
import { gateway } from './gateway.js';
import { MARKET } from './market-operations.js';
import type { BybitOperation } from './operation.js';
import { TRADING } from './order-operations.js';

const ROUTES: Readonly<Record<string, BybitOperation | undefined>> = {
  'POST /v5/order/create': TRADING.create,
  'POST /v5/order/amend': TRADING.amend,
  'POST /v5/order/cancel': TRADING.cancel,
  'POST /v5/order/cancel-all': TRADING.cancelAll,
  'POST /v5/order/create-batch': TRADING.createBatch,
  'POST /v5/order/amend-batch': TRADING.amendBatch,
  'POST /v5/order/cancel-batch': TRADING.cancelBatch,
  'GET /v5/order/realtime': ACCOUNT.realtime,
  'GET /v5/order/history': ACCOUNT.history,
  'GET /v5/execution/list': ACCOUNT.executions,
  'GET /v5/position/list': ACCOUNT.positions,
  'GET /v5/account/wallet-balance': ACCOUNT.wallet,
  'GET /v5/account/info': ACCOUNT.info,
  'GET /v5/user/query-api': ACCOUNT.apiKey,
  'GET /v5/market/time': MARKET.time,
  'GET /v5/market/instruments-info': MARKET.instruments,
  'GET /v5/market/tickers': MARKET.tickers,
  'GET /v5/market/orderbook': MARKET.orderBook,
  'GET /v5/market/recent-trade': MARKET.recentTrades,
};

export async function rest(core: Core, request: RestRequest): Promise<RestAnswer | undefined> {
  const { method, path, query, body, headers } = request;
  const params = method === 'GET' ? Object.fromEntries(query) : toParams(jsonOf(body));
  const task = ROUTES[`${method} ${path}`]?.(core, params);
  if (task === undefined) {
    const missing = { retCode: 10404, retMsg: 'no such path' };
    return { status: 404, body: missing, headers: {}, cut: false };
  }
  const credentials = {
    apiKey: header(headers, 'x-bapi-api-key'),
    signature: header(headers, 'x-bapi-sign'),
    sentAt: Number(header(headers, 'x-bapi-timestamp')),
  };
  const window = Number(header(headers, 'x-bapi-recv-window') ?? 5000);
  return gateway.serve(core, signedArrival(core, request, credentials, window, 1000), task);
}
