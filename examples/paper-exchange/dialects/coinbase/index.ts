import type { Core } from '../../core.js';
import { restArrival } from '../arrivals.js';
import type { Dialect, RestAnswer, RestRequest } from '../dialect.js';
import { Gateway, retryAfter } from '../gateway.js';
import { coreLimit } from '../window-limits.js';
import { authenticate, keyOf } from './authentication.js';
import { refusedExchange, refusedTrade } from './errors.js';
import { EXCHANGE_PATH, exchangeTask } from './exchange-routes.js';
import { serveSocket } from './streams.js';
import { PREFIX, tradeTask } from './trade-routes.js';

const isTrade = (path: string): boolean => path.startsWith(PREFIX);

/** Coinbase counts requests and tells nobody; only the 429 shows that there is a limit. */
const gateway = new Gateway({
  counts: 'arrived',
  meter: (core) => ({ name: '', limit: coreLimit(core, 'spot', 'REQUEST_WEIGHT') }),
  headers: (_core, { refusal }) => retryAfter(refusal),
  refused: (_core, refusal, { path }) => (isTrade(path) ? refusedTrade : refusedExchange)(refusal),
});

const NOT_FOUND: RestAnswer = {
  status: 404,
  body: { error: 'NOT_FOUND', error_details: 'not served here', message: 'not served here' },
  headers: {},
  cut: false,
};

async function rest(core: Core, request: RestRequest): Promise<RestAnswer | undefined> {
  const { path, headers } = request;
  const task = (isTrade(path) ? tradeTask : exchangeTask)(core, request);
  if (task === undefined) return NOT_FOUND;
  const arrival = restArrival(request, keyOf(headers), () => authenticate(core, headers));
  return gateway.serve(core, arrival, task);
}

/** Coinbase: Advanced Trade over REST and WebSocket, and the orders of the Exchange API. */
export const coinbase: Dialect = {
  name: 'coinbase',
  servesRest: (path) => isTrade(path) || EXCHANGE_PATH.test(path),
  rest,
  servesSocket: (path) => path.startsWith('/coinbase/'),
  socket: serveSocket,
};
