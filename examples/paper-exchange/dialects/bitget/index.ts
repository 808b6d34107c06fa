import type { Core } from '../../core.js';
import type { Dialect, RestRequest } from '../dialect.js';
import { ask, type Credentials, fieldsOf, header } from '../route.js';
import { CLASSIC } from './routes.js';
import { serveSocket } from './socket.js';
import { UNIFIED } from './unified-routes.js';
import { wording } from './wording.js';

const ROUTES = { ...CLASSIC, ...UNIFIED };
const PATHS = new Set(Object.keys(ROUTES).map((route) => route.split(' ')[1]));

const credentials = ({ headers }: RestRequest): Credentials => ({
  apiKey: header(headers, 'access-key'),
  signature: header(headers, 'access-sign'),
  sentAt: Number(header(headers, 'access-timestamp')),
});

async function rest(core: Core, request: RestRequest) {
  const { method, path, query, body } = request;
  const route = ROUTES[`${method} ${path}`];
  const sent = credentials(request);
  if (route === undefined) {
    const refused = {
      code: '40404',
      msg: 'Request URL NOT FOUND',
      requestTime: core.time(),
      data: null,
    };
    return { status: 404, body: refused, headers: {}, cut: false };
  }
  const account = sent.apiKey === undefined ? undefined : core.account(sent.apiKey);
  const asked = { core, account, ...fieldsOf(query, body) };
  return ask(core, wording, route, asked, { transport: 'rest', method, path, credentials: sent });
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
