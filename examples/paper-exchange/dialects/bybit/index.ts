import type { Dialect } from '../dialect.js';
import { rest } from './rest.js';
import { socket } from './sockets.js';

const SOCKETS = ['/v5/public/spot', '/v5/public/linear', '/v5/private', '/v5/trade'];

/** Bybit's V5 API: a unified account with spot and linear contracts, in one-way mode. */
export const bybit: Dialect = {
  name: 'bybit',
  servesRest: (path) => path.startsWith('/v5/'),
  rest,
  servesSocket: (path) => SOCKETS.includes(path),
  socket,
};
