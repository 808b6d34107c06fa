import { neverThrow } from '../../lib/diagnostics/never-throw.js';
import { fieldsOf } from '../core/fields.js';
import type { AnyFunction } from '../core/method-patches.js';
import { MethodPatches } from '../core/method-patches.js';
import { wrapOrderMethod } from '../core/orders/order-method.js';
import type { BinanceHouses } from '../exchanges/binance/houses.js';
import { exchangeOfPath } from '../exchanges/binance/markets.js';
import { orderRequests, routeOf } from '../exchanges/binance/order-requests.js';
import { ORDER_ROUTES } from '../exchanges/binance/routes.js';
import type { ApiNodeClient } from './internal-types.js';
import { ORDER_METHODS, OTHER_METHODS, ordersFor, USER_STREAMS } from './methods.js';
import { rawEvent } from './user-events.js';

type Houses = BinanceHouses<ApiNodeClient>;

/**
 * Wraps the functions of one client. Its functions are closures that have no `this`, and bots take
 * them out of the object, so the client is told to the wrappers.
 */
export function wrapClient(client: ApiNodeClient, houses: Houses): void {
  // The client keeps its wrappers as long as it lives; nothing here must keep the client.
  const patches = new MethodPatches();
  for (const [name, route] of Object.entries(ORDER_METHODS)) {
    patches.wrap(client, name, (original) => orderMethod(client, name, route, original, houses));
  }
  for (const [name, route] of Object.entries(OTHER_METHODS)) {
    patches.wrap(client, name, (original) => following(client, route, original, houses));
  }
  for (const name of ['privateRequest', 'publicRequest']) {
    patches.wrap(client, name, (original) => anyRequest(client, original, houses));
  }
  const { ws } = client;
  if (typeof ws !== 'object' || ws === null) return;
  for (const [name, exchange] of Object.entries(USER_STREAMS)) {
    patches.wrap(ws, name, (original) => userStream(client, exchange, original, houses));
  }
}

function orderMethod(
  client: ApiNodeClient,
  name: string,
  route: string,
  original: AnyFunction,
  houses: Houses,
): AnyFunction {
  const known = ORDER_ROUTES[route];
  const follow = following(client, route, original, houses);
  if (known === undefined) return follow;
  const { operation, isDry = false } = known;
  const exchange = exchangeOfPath(route.slice(route.indexOf('/')));
  const orders = ordersFor(name, known.orders);
  const method = {
    operation,
    orders: ([params]: readonly unknown[]) => orders(exchange, fieldsOf(params)),
    isDryRun: () => isDry,
  };
  const wrapped = wrapOrderMethod(method, houses.dialect(exchange), houses)(follow);
  return (...args: unknown[]): unknown => Reflect.apply(wrapped, client, args);
}

function following(
  client: ApiNodeClient,
  route: string,
  original: AnyFunction,
  houses: Houses,
): AnyFunction {
  const [method = '', path = ''] = route.split(' ');
  const exchange = exchangeOfPath(path);
  return (...args: unknown[]): unknown => {
    const proceed = (): unknown => Reflect.apply(original, undefined, args);
    if (!houses.isEnabled()) return proceed();
    const params = neverThrow('reading a request', () => fieldsOf(args[0])) ?? {};
    return houses.request(client, exchange, { method, path, params }, proceed);
  };
}

/** `(method, path, params)`: whatever a bot sends that the client has no method for. */
function anyRequest(client: ApiNodeClient, original: AnyFunction, houses: Houses): AnyFunction {
  const paramsOf = (args: readonly unknown[]) => fieldsOf(args[2]);
  const follow = (...args: unknown[]): unknown => {
    const proceed = (): unknown => Reflect.apply(original, undefined, args);
    const [method, path] = args;
    if (!houses.isEnabled() || typeof method !== 'string' || typeof path !== 'string') {
      return proceed();
    }
    const request = { method, path, params: paramsOf(args) };
    return houses.request(client, exchangeOfPath(path), request, proceed);
  };
  const byRoute = orderRequests(houses, paramsOf, follow);
  return (...args: unknown[]): unknown =>
    Reflect.apply(byRoute.get(routeOf(args[0], args[1])) ?? follow, client, args);
}

/** `(callback, transform)`: the events come to the callback and nowhere else. */
function userStream(
  client: ApiNodeClient,
  exchange: string,
  original: AnyFunction,
  houses: Houses,
): AnyFunction {
  return (callback: unknown, ...rest: unknown[]): unknown => {
    if (typeof callback !== 'function') {
      return Reflect.apply(original, undefined, [callback, ...rest]);
    }
    const told = function (this: unknown, ...events: unknown[]): unknown {
      if (houses.isEnabled()) {
        neverThrow('reading user data', () => {
          const [event] = events;
          houses.userData(client, exchange, rawEvent(event));
        });
      }
      return Reflect.apply(callback, this, events);
    };
    return Reflect.apply(original, undefined, [told, ...rest]);
  };
}
