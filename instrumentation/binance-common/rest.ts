import { neverThrow } from '../../lib/diagnostics/never-throw.js';
import { fieldsOf } from '../core/fields.js';
import type { AnyFunction } from '../core/method-patches.js';
import type { BinanceHouses } from '../exchanges/binance/houses.js';
import { exchangeOfPath } from '../exchanges/binance/markets.js';
import { orderRequests, routeOf } from '../exchanges/binance/order-requests.js';
import type { CommonConfiguration } from './internal-types.js';

type Houses = BinanceHouses<CommonConfiguration>;

/** `(configuration, path, method, query, body, …)`: every REST request of every package. */
export function wrapSendRequest(houses: Houses) {
  return (original: AnyFunction): AnyFunction => {
    const follow = followRequest(original, houses);
    const byRoute = orderRequests(houses, paramsOf, follow);
    return function (this: unknown, ...args: unknown[]): unknown {
      const [configuration, path, method] = args;
      // The client is its configuration: there is no other object that stands for it here.
      if (!houses.isEnabled() || typeof configuration !== 'object' || configuration === null) {
        return Reflect.apply(original, this, args);
      }
      const send = byRoute.get(routeOf(method, path)) ?? follow;
      return Reflect.apply(send, configuration, args);
    };
  };
}

/** Called with the configuration as `this`; the original is a function that has none. */
function followRequest(original: AnyFunction, houses: Houses): AnyFunction {
  return function (this: CommonConfiguration, ...args: unknown[]): unknown {
    const proceed = (): unknown => Reflect.apply(original, undefined, args);
    const request = neverThrow('reading a request', () => ({
      method: String(args[2]),
      path: String(args[1]),
      params: paramsOf(args),
    }));
    if (request === undefined) return proceed();
    return houses.request(this, exchangeOfPath(request.path), request, proceed);
  };
}

/** Some packages send parameters in the query, some in the body. */
function paramsOf([, , , query, body]: readonly unknown[]) {
  return { ...fieldsOf(query), ...fieldsOf(body) };
}
