import type { Dialect } from '../dialect.js';
import { rest } from './rest.js';
import { socket } from './sockets.js';

const SOCKETS = ['/ws/v5/public', '/ws/v5/private', '/ws/v5/business'];

/** OKX's V5 API: a trading account with spot and USDT swaps, in net mode. */
export const okx: Dialect = {
  name: 'okx',
  servesRest: (path) => path.startsWith('/api/v5/'),
  rest,
  servesSocket: (path) => SOCKETS.includes(path),
  socket,
};
