import type { Core } from '../../core.js';
import type { Dialect, DialectSocket, RestAnswer, RestRequest } from '../dialect.js';
import { type House, handle, type Metered } from '../handling.js';
import { authenticate, keyOf } from './authentication.js';
import { refusedExchange, refusedTrade } from './errors.js';
import { EXCHANGE_PATH, exchangeTask } from './exchange-routes.js';
import { accept } from './streams.js';
import { PREFIX, tradeTask } from './trade-routes.js';

const isTrade = (path: string): boolean => path.startsWith(PREFIX);

/** Coinbase counts requests and tells nobody; only the 429 shows that there is a limit. */
function meter({ limits }: Core): Metered {
  limits.spot.addWeight(1);
  return { headers: {}, over: limits.spot.exceeded('REQUEST_WEIGHT') !== undefined };
}

const HOUSE: House = {
  key: keyOf,
  authenticate,
  meter,
  refused: (refusal, { path }) => (isTrade(path) ? refusedTrade : refusedExchange)(refusal),
};

const NOT_FOUND: RestAnswer = {
  status: 404,
  body: { error: 'NOT_FOUND', error_details: 'not served here', message: 'not served here' },
  headers: {},
  cut: false,
};

/** Coinbase: Advanced Trade over REST and WebSocket, and the orders of the Exchange API. */
export const coinbase: Dialect = {
  name: 'coinbase',
  servesRest: (path) => isTrade(path) || EXCHANGE_PATH.test(path),
  rest: async (core: Core, request: RestRequest) => {
    const task = (isTrade(request.path) ? tradeTask : exchangeTask)(core, request);
    return task === undefined ? NOT_FOUND : handle(core, HOUSE, request, task);
  },
  servesSocket: (path) => path.startsWith('/coinbase/'),
  socket: (core: Core, socket: DialectSocket) => accept(core, socket),
};
