import type { Core } from '../../core.js';
import { signedArrival } from '../arrivals.js';
import { header } from '../authentication.js';
import type { Dialect, RestRequest } from '../dialect.js';
import { fieldsOf } from '../fields.js';
import { pathRoutes } from '../path-routes.js';
import { taskOf } from '../route.js';
import { CLOCK_WINDOW_MS, gateway } from './gateway.js';
import { ROUTES } from './routes.js';
import { serveSocket } from './socket.js';

const PREFIX = '/api/v4';
const find = pathRoutes(ROUTES);

async function rest(core: Core, request: RestRequest) {
  const { method, path, query, headers, body } = request;
  const match = find(method, path.slice(PREFIX.length));
  if (match === undefined) {
    const refused = { label: 'NOT_FOUND', message: 'The requested URL was not found' };
    return { status: 404, body: refused, headers: {}, cut: false };
  }
  const apiKey = header(headers, 'key');
  const signature = header(headers, 'sign');
  // The time of a request is in seconds.
  const sentAt = Number(header(headers, 'timestamp')) * 1000;
  const account = apiKey === undefined ? undefined : core.account(apiKey);
  const { fields, list } = fieldsOf(query, body);
  const asked = { core, account, fields: { ...fields, ...match.values }, list };
  const credentials = { apiKey, signature, sentAt };
  const arrival = signedArrival(core, request, credentials, CLOCK_WINDOW_MS);
  const task = taskOf(match.route, asked, (data) => data);
  return gateway.serve(core, arrival, task);
}

/** Gate: spot and USDT futures of its API v4. */
export const gate: Dialect = {
  name: 'gate',
  servesRest: (path) => path.startsWith(`${PREFIX}/`),
  rest,
  servesSocket: (path) => /^\/(ws\/v4\/?|v4\/ws\/(futures\/)?usdt)$/.test(path),
  socket: serveSocket,
};
