import type { IncomingHttpHeaders } from 'node:http';
import type { Account } from '../../accounts.js';
import type { Core } from '../../core.js';
import { Refusal } from '../../errors.js';
import { type Params, toParams } from '../../operation.js';
import type { RestAnswer, RestRequest } from '../dialect.js';
import { accountOfKey, checkSentAt, header } from '../keys.js';
import { type OkxOperation, OPERATIONS } from './operations.js';
import { perform } from './perform.js';

const ROUTES: Readonly<Record<string, OkxOperation | undefined>> = {
  'POST /api/v5/trade/order': OPERATIONS.place,
  'POST /api/v5/trade/batch-orders': OPERATIONS.placeBatch,
  'POST /api/v5/trade/amend-order': OPERATIONS.amend,
  'POST /api/v5/trade/amend-batch-orders': OPERATIONS.amendBatch,
  'POST /api/v5/trade/cancel-order': OPERATIONS.cancel,
  'POST /api/v5/trade/cancel-batch-orders': OPERATIONS.cancelBatch,
  'POST /api/v5/trade/close-position': OPERATIONS.closePosition,
  'GET /api/v5/trade/order': OPERATIONS.order,
  'GET /api/v5/trade/orders-pending': OPERATIONS.pending,
  'GET /api/v5/trade/orders-history': OPERATIONS.past,
  'GET /api/v5/trade/fills': OPERATIONS.fills,
  'GET /api/v5/trade/fills-history': OPERATIONS.fills,
  'GET /api/v5/account/positions': OPERATIONS.positions,
  'GET /api/v5/account/balance': OPERATIONS.balance,
  'GET /api/v5/account/config': OPERATIONS.config,
  'GET /api/v5/public/time': OPERATIONS.time,
  'GET /api/v5/public/instruments': OPERATIONS.instruments,
  'GET /api/v5/market/ticker': OPERATIONS.ticker,
  'GET /api/v5/market/tickers': OPERATIONS.tickers,
  'GET /api/v5/market/books': OPERATIONS.book,
  'GET /api/v5/market/trades': OPERATIONS.trades,
};

/** How old a timestamp may be. */
const WINDOW_MS = 30_000;

/** Any signature will do, since the exchange knows no secrets; a missing one will not. */
function authenticate(core: Core, headers: IncomingHttpHeaders): Account {
  const account = accountOfKey(core, header(headers, 'ok-access-key'));
  if (header(headers, 'ok-access-sign') === undefined) {
    throw new Refusal(-1022, 'Signature for this request is not valid.');
  }
  const sentAt = Date.parse(header(headers, 'ok-access-timestamp') ?? '');
  checkSentAt(core, sentAt, WINDOW_MS, WINDOW_MS);
  return account;
}

/** A body is an order or a list of them. */
function itemsOf({ method, query, body }: RestRequest): Params[] {
  if (method === 'GET') {
    return [Object.fromEntries(query)];
  }
  const parsed = JSON.parse(body || '{}') as Record<string, unknown> | Record<string, unknown>[];
  return (Array.isArray(parsed) ? parsed : [parsed]).map(toParams);
}

export async function rest(core: Core, request: RestRequest): Promise<RestAnswer | undefined> {
  const { method, path, headers } = request;
  const operation = ROUTES[`${method} ${path}`];
  if (operation === undefined) {
    const body = { code: '404', msg: 'Not Found', data: {} };
    return { status: 404, body, headers: {}, cut: false };
  }
  const apiKey = operation.access === 'public' ? undefined : header(headers, 'ok-access-key');
  return perform(core, {
    operation,
    items: itemsOf(request),
    asked: { transport: 'rest', method, path, apiKey },
    authenticate: () => authenticate(core, headers),
  });
}
