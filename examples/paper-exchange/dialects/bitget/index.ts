import type { Core } from '../../core.js';
import { signedArrival } from '../arrivals.js';
import { header } from '../authentication.js';
import type { Dialect, RestRequest } from '../dialect.js';
import { fieldsOf } from '../fields.js';
import { CLOCK_WINDOW_MS, gateway, taskFor } from './gateway.js';
import { CLASSIC } from './routes.js';
import { serveSocket } from './socket.js';
import { UNIFIED } from './unified-routes.js';

const ROUTES = { ...CLASSIC, ...UNIFIED };
const PATHS = new Set(Object.keys(ROUTES).map((route) => route.split(' ')[1]));

async function rest(core: Core, request: RestRequest) {
  const { method, path, query, headers, body } = request;
  const route = ROUTES[`${method} ${path}`];
  if (route === undefined) {
    const msg = 'Request URL NOT FOUND';
    const refused = { code: '40404', msg, requestTime: core.time(), data: null };
    return { status: 404, body: refused, headers: {}, cut: false };
  }
  const apiKey = header(headers, 'access-key');
  const signature = header(headers, 'access-sign');
  const sentAt = Number(header(headers, 'access-timestamp'));
  const account = apiKey === undefined ? undefined : core.account(apiKey);
  const credentials = { apiKey, signature, sentAt };
  const arrival = signedArrival(core, request, credentials, CLOCK_WINDOW_MS);
  return gateway.serve(core, arrival, taskFor(route, { core, account, ...fieldsOf(query, body) }));
}

/**
 * Bitget: the classic accounts (V2, spot and USDT futures) and the unified one (V3), whose paths
 * begin like those of Binance spot and are therefore told apart one by one.
 */
export const bitget: Dialect = {
  name: 'bitget',
  servesRest: (path) => path.startsWith('/api/v2/') || PATHS.has(path),
  rest,
  servesSocket: (path) => /^\/v[23]\/ws\/(public|private)$/.test(path),
  socket: serveSocket,
};
