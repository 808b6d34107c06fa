import type { Account } from '../../accounts.js';
import { openEntries } from '../../bookkeeping.js';
import type { Core } from '../../core.js';
import { attend, type Performed, refuseByFault } from '../../dispatch.js';
import type { Params } from '../../operation.js';
import type { RestAnswer, RestRequest } from '../dialect.js';
import { houseOf } from './house.js';
import { refusalOf, retryAfter, unauthorized } from './refusals.js';
import { type Call, ROUTES, type Route } from './routes.js';

/** The hosts of Alpaca share a port here, so a path of its own tells them from other exchanges. */
export const PREFIX = '/alpaca';

/** Answers one request to the trading API. */
export async function rest(core: Core, request: RestRequest): Promise<RestAnswer | undefined> {
  const found = routeOf(request);
  if (found === undefined) {
    return { status: 404, body: { message: 'endpoint not found.' }, headers: {}, cut: false };
  }
  const { route, name } = found;
  const account = accountOf(core, request);
  const { query, body } = request;
  const call = account === undefined ? undefined : { core, account, name, query, body };
  const entries = openEntries(
    core,
    { venue: 'usdm', operation: operationOf(route, toldOf(route, call)) },
    {
      transport: 'rest',
      method: request.method,
      path: request.path,
      params: {},
      apiKey: keyOf(request, 'apca-api-key-id'),
    },
  );
  return attend(core, entries, route.order !== undefined, () => perform(core, route, call));
}

function routeOf({ method, path }: RestRequest): { route: Route; name: string } | undefined {
  const rest = decodeURIComponent(path.slice(`${PREFIX}/v2/`.length));
  for (const route of ROUTES) {
    const match = route.method === method ? route.path.exec(rest) : null;
    if (match !== null) {
      return { route, name: match[1] ?? '' };
    }
  }
  return undefined;
}

const operationOf = ({ order }: Route, told: readonly Params[]) => ({
  weight: 1,
  access: 'public' as const,
  items: () => told,
  ...(order === undefined ? {} : { order }),
  run: () => undefined,
});

/** What cannot be read has an entry of its own, since it was an order all the same. */
function toldOf(route: Route, call: Call | undefined): readonly Params[] {
  try {
    return (call === undefined ? undefined : route.told?.(call)) ?? [{}];
  } catch {
    return [{}];
  }
}

const keyOf = ({ headers }: RestRequest, name: string): string | undefined => {
  const value = headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** The account of the key; any secret will do, since the exchange knows none. */
function accountOf(core: Core, request: RestRequest): Account | undefined {
  const key = keyOf(request, 'apca-api-key-id');
  const secret = keyOf(request, 'apca-api-secret-key');
  return key === undefined || secret === undefined ? undefined : houseOf(core).account(key);
}

function perform(core: Core, route: Route, call: Call | undefined): Performed {
  const house = houseOf(core);
  const limits = () => (call === undefined ? {} : house.limitHeaders(call.account));
  try {
    if (call !== undefined) {
      house.count(call.account);
    }
    refuseByFault(core, route.order !== undefined);
    if (call === undefined) {
      throw unauthorized();
    }
    const done = route.run(call);
    return { ...done, headers: limits() };
  } catch (error) {
    const { code, message, status, data } = refusalOf(error);
    const body = { code, message, ...(data as object | undefined) };
    return { status, body, headers: { ...limits(), ...retryAfter(error) } };
  }
}
