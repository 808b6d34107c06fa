import type { AnyFunction } from '../../core/method-patches.js';
import { wrapOrderMethod } from '../../core/orders/order-method.js';
import type { BinanceHouses } from './houses.js';
import { exchangeOfPath } from './markets.js';
import type { BinanceParams } from './orders.js';
import { ORDER_ROUTES } from './routes.js';

/**
 * Makes an order call of each request about orders, by `METHOD /path`. Within an order call it is
 * part of that: so a client's order methods count as they read, and what a bot sends past them counts
 * as well.
 * @param paramsOf the request's parameters among the arguments of `send`
 * @param send makes a request; called with the client as `this`
 */
export function orderRequests<Client extends object>(
  houses: BinanceHouses<Client>,
  paramsOf: (args: readonly unknown[]) => BinanceParams,
  send: AnyFunction,
): ReadonlyMap<string, AnyFunction> {
  return new Map(
    Object.entries(ORDER_ROUTES).map(([route, { operation, orders, isDry = false }]) => {
      const exchange = exchangeOfPath(route.slice(route.indexOf('/')));
      const method = {
        operation,
        orders: (args: readonly unknown[]) => orders(exchange, paramsOf(args)),
        isDryRun: () => isDry,
      };
      return [route, wrapOrderMethod(method, houses.dialect(exchange), houses)(send)];
    }),
  );
}

/** The route of a request; of none where these are no texts, which only a mistaken bot passes. */
export const routeOf = (method: unknown, path: unknown): string =>
  typeof method === 'string' && typeof path === 'string' ? `${method} ${path}` : '';
