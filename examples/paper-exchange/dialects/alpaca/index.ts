import type { Core } from '../../core.js';
import { restArrival } from '../arrivals.js';
import { header } from '../authentication.js';
import type { Dialect, RestAnswer, RestRequest } from '../dialect.js';
import { accountOf } from './accounts.js';
import { dataStream } from './data-stream.js';
import { gateway } from './gateway.js';
import { taskOf } from './routes.js';
import { tradingStream } from './trading-stream.js';

/** The hosts of Alpaca share a port here, so a path of its own tells them from other exchanges. */
const PREFIX = '/alpaca';
const REST = `${PREFIX}/v2/`;
const TRADING = `${PREFIX}/stream`;
const CRYPTO = `${PREFIX}/v1beta3/crypto/us`;
const STOCKS = `${PREFIX}/v2/iex`;

async function rest(core: Core, request: RestRequest): Promise<RestAnswer | undefined> {
  const { method, path, headers, query, body } = request;
  const key = header(headers, 'apca-api-key-id');
  const secret = header(headers, 'apca-api-secret-key');
  const authenticate = () => accountOf(core, key, secret);
  const sent = { query, body, authenticate };
  const task = taskOf(core, method, path.slice(REST.length), sent);
  if (task === undefined) {
    return { status: 404, body: { message: 'endpoint not found.' }, headers: {}, cut: false };
  }
  const apiKey = secret === undefined ? undefined : key;
  return gateway.serve(core, restArrival(request, apiKey, authenticate), task);
}

/**
 * Alpaca's trading API, its stream of order updates, and its streams of crypto and share prices.
 * Accounts are margin accounts on the USD-M books, so that they have positions in both directions.
 */
export const alpaca: Dialect = {
  name: 'alpaca',
  servesRest: (path) => path.startsWith(REST),
  rest,
  servesSocket: (path) => [TRADING, CRYPTO, STOCKS].includes(path),
  channelOf: (path) => (path === TRADING ? 'private' : 'public'),
  socket: (core, socket, url) => {
    if (url.pathname === TRADING) {
      tradingStream(core, socket);
    } else {
      dataStream(core, socket, url.pathname === CRYPTO ? 'crypto' : 'us_equity');
    }
  },
};
