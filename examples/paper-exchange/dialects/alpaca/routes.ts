import type { Account } from '../../accounts.js';
import type { Core } from '../../core.js';
import { Refusal } from '../../errors.js';
import type { Done, Task } from '../gateway.js';
import { attempt } from '../orders.js';
import { pathRoutes } from '../path-routes.js';
import { ASSETS, assetOf, assetView } from './assets.js';
import { bookOf, type Call, ok, orderOf, type Route } from './call.js';
import * as orders from './order-calls.js';
import * as positions from './position-calls.js';
import { accountView, activityView, iso, openAssets, orderView } from './views.js';

const activities = (call: Call): Done =>
  ok(
    bookOf(call)
      .fills(call.account)
      .map(({ order, trade }) => activityView(order, trade)),
  );

function clock({ core }: Call): Done {
  const time = core.time();
  const hours = (count: number) => iso(time + count * 3_600_000);
  return ok({ timestamp: iso(time), is_open: true, next_open: hours(18), next_close: hours(6) });
}

/** Everything served here under the paths of Alpaca's trading API. */
const find = pathRoutes<Route>({
  'POST orders': { order: 'create', told: orders.toldTerms, run: orders.place },
  'GET orders': { run: orders.listOrders },
  'DELETE orders': { order: 'cancel_all', run: orders.cancelAll },
  'GET orders:by_client_order_id': { run: orders.orderByClientId },
  'GET orders/:name': { run: (call) => ok(orderView(orderOf(call))) },
  'PATCH orders/:name': { order: 'edit', told: orders.toldOrder, run: orders.replace },
  'DELETE orders/:name': { order: 'cancel', told: orders.toldOrder, run: orders.cancel },
  'GET positions': {
    run: (call) => ok(openAssets(call.account).map((asset) => positions.position(call, asset))),
  },
  'DELETE positions': {
    order: 'create',
    told: (call) => positions.toldClosing(call, openAssets(call.account)),
    run: positions.closeAll,
  },
  'GET positions/*name': { run: (call) => ok(positions.position(call, positions.held(call))) },
  'DELETE positions/*name': {
    order: 'create',
    told: (call) => positions.toldClosing(call, [positions.held(call)]),
    run: positions.close,
  },
  'GET account': { run: ({ account }) => ok(accountView(account)) },
  'GET account/activities': { run: activities },
  'GET account/activities/FILL': { run: activities },
  'GET clock': { run: clock },
  'GET assets': { run: () => ok(ASSETS.map(assetView)) },
  'GET assets/*name': { run: ({ name }) => ok(assetView(assetOf(name))) },
});

interface Sent {
  readonly query: URLSearchParams;
  readonly body: string;
  readonly authenticate: () => Account;
}

/** The task of a request, whose orders the journal has from the start. */
export function taskOf(core: Core, method: string, path: string, sent: Sent): Task | undefined {
  const match = find(method, path);
  if (match === undefined) {
    return undefined;
  }
  const { order, told = () => [{}], run } = match.route;
  const callOf = (account: Account): Call => {
    const { query, body } = sent;
    return { core, account, name: match.values['name'] ?? '', query, body };
  };
  // What cannot be read has an entry of its own, since it was an order all the same.
  const items = attempt(() => told(callOf(sent.authenticate())));
  return {
    access: 'signed',
    venue: 'usdm',
    order,
    items: items instanceof Refusal ? [{}] : items,
    run: (account) => run(callOf(account)),
  };
}
