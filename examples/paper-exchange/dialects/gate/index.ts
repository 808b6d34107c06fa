import type { Core } from '../../core.js';
import type { Dialect, RestRequest } from '../dialect.js';
import { pathRoutes } from '../path-routes.js';
import { ask, type Credentials, fieldsOf, header } from '../route.js';
import { ROUTES } from './routes.js';
import { serveSocket } from './socket.js';
import { wording } from './wording.js';

const PREFIX = '/api/v4';
const find = pathRoutes(ROUTES);

/** The time of a request is in seconds. */
const credentials = ({ headers }: RestRequest): Credentials => ({
  apiKey: header(headers, 'key'),
  signature: header(headers, 'sign'),
  sentAt: Number(header(headers, 'timestamp')) * 1000,
});

async function rest(core: Core, request: RestRequest) {
  const { method, path, query, body } = request;
  const match = find(method, path.slice(PREFIX.length));
  const sent = credentials(request);
  if (match === undefined) {
    const refused = { label: 'NOT_FOUND', message: 'The requested URL was not found' };
    return { status: 404, body: refused, headers: {}, cut: false };
  }
  const account = sent.apiKey === undefined ? undefined : core.account(sent.apiKey);
  const { fields, list } = fieldsOf(query, body);
  const asked = { core, account, fields: { ...fields, ...match.values }, list };
  return ask(core, wording, match.route, asked, {
    transport: 'rest',
    method,
    path,
    credentials: sent,
  });
}

/** Gate: spot and USDT futures of its API v4. */
export const gate: Dialect = {
  name: 'gate',
  servesRest: (path) => path.startsWith(`${PREFIX}/`),
  rest,
  servesSocket: (path) => /^\/(ws\/v4\/?|v4\/ws\/(futures\/)?usdt)$/.test(path),
  socket: serveSocket,
};
