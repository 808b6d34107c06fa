import type { Dialect } from '../dialect.js';
import { dataStream } from './data-stream.js';
import { PREFIX, rest } from './rest.js';
import { tradingStream } from './trading-stream.js';

const TRADING = `${PREFIX}/stream`;
const CRYPTO = `${PREFIX}/v1beta3/crypto/us`;
const STOCKS = `${PREFIX}/v2/iex`;

/**
 * Alpaca's trading API, its stream of order updates, and its streams of crypto and share prices.
 * Accounts are margin accounts on the USD-M books, so that they have positions in both directions.
 */
export const alpaca: Dialect = {
  name: 'alpaca',
  servesRest: (path) => path.startsWith(`${PREFIX}/v2/`),
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
