import { neverThrow } from '../../lib/diagnostics/never-throw.js';
import type { AnyFunction } from '../core/method-patches.js';
import { OrderCall } from '../core/orders/order-call.js';
import type { BinanceHouses } from '../exchanges/binance/houses.js';
import { orderEvent } from '../exchanges/binance/orders.js';
import { commonErrorType } from './error-type.js';
import type { CommonConfiguration } from './internal-types.js';
import { PLACING_FUNCTIONS } from './methods.js';

/**
 * `(functionName, parameterName, value)`: what is missing is refused before there is a request, so
 * that nothing is known of the order but that it failed. Nor is it known at which of the houses: the
 * packages share the names of their functions.
 */
export function wrapAssertion(houses: BinanceHouses<CommonConfiguration>) {
  return (original: AnyFunction): AnyFunction =>
    function (this: unknown, ...args: unknown[]): unknown {
      try {
        return Reflect.apply(original, this, args);
      } catch (error) {
        if (houses.isEnabled() && PLACING_FUNCTIONS.has(String(args[0]))) {
          neverThrow('counting a refused order', () => countFailure(error, houses));
        }
        throw error;
      }
    };
}

function countFailure(error: unknown, houses: BinanceHouses<CommonConfiguration>): void {
  const exchange = 'binance';
  const orders = [orderEvent(exchange, undefined, undefined, undefined)];
  const call = new OrderCall(
    { exchange, operation: 'create', orders },
    houses.watch,
    houses.tracing,
  );
  call.end([commonErrorType(error)]);
}
