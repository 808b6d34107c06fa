import type { IncomingHttpHeaders } from 'node:http';
import type { Account } from '../../accounts.js';
import type { Core } from '../../core.js';
import { Refusal } from '../../errors.js';
import { type Params, toParams } from '../../operation.js';
import type { RestAnswer, RestRequest } from '../dialect.js';
import { accountOfKey, checkSentAt, header } from '../keys.js';
import { type BybitOperation, OPERATIONS } from './operations.js';
import { perform } from './perform.js';

const ROUTES: Readonly<Record<string, BybitOperation | undefined>> = {
  'POST /v5/order/create': OPERATIONS.create,
  'POST /v5/order/amend': OPERATIONS.amend,
  'POST /v5/order/cancel': OPERATIONS.cancel,
  'POST /v5/order/cancel-all': OPERATIONS.cancelAll,
  'POST /v5/order/create-batch': OPERATIONS.createBatch,
  'POST /v5/order/amend-batch': OPERATIONS.amendBatch,
  'POST /v5/order/cancel-batch': OPERATIONS.cancelBatch,
  'GET /v5/order/realtime': OPERATIONS.realtime,
  'GET /v5/order/history': OPERATIONS.history,
  'GET /v5/execution/list': OPERATIONS.executions,
  'GET /v5/position/list': OPERATIONS.positions,
  'GET /v5/account/wallet-balance': OPERATIONS.wallet,
  'GET /v5/account/info': OPERATIONS.accountInfo,
  'GET /v5/user/query-api': OPERATIONS.apiKey,
  'GET /v5/market/time': OPERATIONS.time,
  'GET /v5/market/instruments-info': OPERATIONS.instruments,
  'GET /v5/market/tickers': OPERATIONS.tickers,
  'GET /v5/market/orderbook': OPERATIONS.orderBook,
  'GET /v5/market/recent-trade': OPERATIONS.recentTrades,
};

/** Any signature will do, since the exchange knows no secrets; a missing one will not. */
function authenticate(core: Core, headers: IncomingHttpHeaders): Account {
  const account = accountOfKey(core, header(headers, 'x-bapi-api-key'));
  if (header(headers, 'x-bapi-sign') === undefined) {
    throw new Refusal(-1022, 'Signature for this request is not valid.');
  }
  const window = Number(header(headers, 'x-bapi-recv-window') ?? 5000);
  checkSentAt(core, Number(header(headers, 'x-bapi-timestamp')), window, 1000);
  return account;
}

function paramsOf({ method, query, body }: RestRequest): Params {
  return method === 'GET'
    ? Object.fromEntries(query)
    : toParams(JSON.parse(body || '{}') as Record<string, unknown>);
}

export async function rest(core: Core, request: RestRequest): Promise<RestAnswer | undefined> {
  const { method, path, headers } = request;
  const operation = ROUTES[`${method} ${path}`];
  if (operation === undefined) {
    return {
      status: 404,
      body: { retCode: 10404, retMsg: 'no such path' },
      headers: {},
      cut: false,
    };
  }
  const apiKey = operation.access === 'public' ? undefined : header(headers, 'x-bapi-api-key');
  return perform(core, {
    operation,
    params: paramsOf(request),
    asked: { transport: 'rest', method, path, apiKey },
    authenticate: () => authenticate(core, headers),
  });
}
