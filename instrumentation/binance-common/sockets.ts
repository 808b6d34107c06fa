import { neverThrow } from '../../lib/diagnostics/never-throw.js';
import { fieldsOf } from '../core/fields.js';
import type { AnyFunction } from '../core/method-patches.js';
import { callContext } from '../core/orders/call-context.js';
import type { OrderMethod } from '../core/orders/order-method.js';
import { wrapOrderMethod } from '../core/orders/order-method.js';
import type { BinanceHouses } from '../exchanges/binance/houses.js';
import type { BinanceExchange } from '../exchanges/binance/markets.js';
import { isAnswerOrUserData } from '../exchanges/binance/message-head.js';
import type { OrderRoute } from '../exchanges/binance/routes.js';
import { ORDER_METHODS } from '../exchanges/binance/routes.js';
import { usageOfRateLimits } from '../exchanges/binance/told-limits.js';
import type { CommonConfiguration, CommonSocket } from './internal-types.js';

type Houses = BinanceHouses<CommonConfiguration>;

/** Beginnings of the names of hosts and, where one host serves all, of paths. */
const FUTURES: readonly (readonly [RegExp, BinanceExchange])[] = [
  [/^wss?:\/\/(?:fstream|ws-fapi)|\/(?:ws-fapi|fstream)(?:\/|$)|binancefuture/, 'binanceusdm'],
  [/^wss?:\/\/(?:dstream|ws-dapi)|\/ws-dapi(?:\/|$)/, 'binancecoinm'],
];

/** Paths of the APIs whose budgets the answers over WebSocket tell of. */
const API_PATHS: Readonly<Record<string, string>> = {
  binance: '/api/',
  binanceusdm: '/fapi/',
  binancecoinm: '/dapi/',
};

/** Whose a socket is, by the address in its configuration. */
function exchangeOf({ configuration }: CommonSocket): BinanceExchange {
  const url = String(configuration?.wsURL);
  // The stream of a Portfolio Margin account is on a host of USD-M.
  if (/\/pm(?:-classic)?(?:\/|$)/.test(url)) return 'binance';
  return FUTURES.find(([pattern]) => pattern.test(url))?.[1] ?? 'binance';
}

/** `(method, params, options)`: every request over the WebSocket APIs. */
export function wrapSendMessage(houses: Houses) {
  return (original: AnyFunction): AnyFunction =>
    function (this: CommonSocket, ...args: unknown[]): unknown {
      const [name] = args;
      const { configuration } = this;
      const route =
        typeof name === 'string' && Object.hasOwn(ORDER_METHODS, name)
          ? ORDER_METHODS[name]
          : undefined;
      if (!houses.isEnabled() || configuration === undefined || route === undefined) {
        return Reflect.apply(original, this, args);
      }
      const exchange = neverThrow('reading a socket', () => exchangeOf(this));
      if (exchange === undefined) return Reflect.apply(original, this, args);
      const send = (): unknown => {
        // A request leaves at once, or is refused because nothing is connected.
        if (this.isConnected()) callContext.order()?.requestSent();
        return Reflect.apply(original, this, args);
      };
      const method = orderMethod(route, exchange);
      const wrapped = wrapOrderMethod(method, houses.dialect(exchange), houses)(send);
      // The orders of a socket are those of its configuration, as over REST.
      return Reflect.apply(wrapped, configuration, args);
    };
}

const orderMethod = (
  { operation, orders, isDry = false }: OrderRoute,
  exchange: string,
): OrderMethod<CommonConfiguration> => ({
  operation,
  orders: ([, params]) => orders(exchange, fieldsOf(params)),
  isDryRun: () => isDry,
});

/** `(text, connection)`: every message of every socket. */
export function wrapOnMessage(houses: Houses) {
  return (original: AnyFunction): AnyFunction =>
    function (this: CommonSocket, ...args: unknown[]): unknown {
      if (houses.isEnabled() && this.configuration !== undefined) {
        neverThrow('reading a message', () => read(this, String(args[0]), houses));
      }
      return Reflect.apply(original, this, args);
    };
}

function read(socket: CommonSocket, text: string, houses: Houses): void {
  if (!isAnswerOrUserData(text)) return;
  const exchange = exchangeOf(socket);
  const message: unknown = JSON.parse(text);
  for (const usage of usageOfRateLimits(fieldsOf(message)['rateLimits'], Date.now())) {
    houses.watch.limits.told(exchange, usage, API_PATHS[exchange] ?? '/api/');
  }
  if (socket.configuration !== undefined) houses.userData(socket.configuration, exchange, message);
}
