import { performance } from 'node:perf_hooks';
import type { AnyFunction } from '../core/method-patches.js';
import { observeAside } from '../core/observe-result.js';
import { callContext } from '../core/orders/call-context.js';
import type { CcxtStreamClient } from './internal-types.js';
import { override } from './override.js';

/**
 * Tells orders that go over a stream client what belongs to the client and not to the exchange: the
 * dial, and the wait for the socket's own rate limiter. ccxt waits for both itself, and hands the
 * same promise of a connection to everybody, so theirs are given as they are.
 */
export function followOrders(client: CcxtStreamClient): void {
  override(client, 'connect', timeDial);
  override(client, 'throttle', timeThrottle);
  override(client, 'send', noteSending);
}

function timeDial(original: AnyFunction): AnyFunction {
  return function (this: unknown, ...args: unknown[]): unknown {
    const order = callContext.order();
    const proceed = (): unknown => Reflect.apply(original, this, args);
    if (order === undefined) return proceed();
    const startedAt = performance.now();
    const onEnd = (): void => order.addPreparation(performance.now() - startedAt);
    return callContext.runDial(order, proceed, onEnd, observeAside);
  };
}

function timeThrottle(original: AnyFunction): AnyFunction {
  return function (this: unknown, ...args: unknown[]): unknown {
    const order = callContext.order();
    const proceed = (): unknown => Reflect.apply(original, this, args);
    if (order === undefined) return proceed();
    const startedAt = performance.now();
    return observeAside(proceed, () => order.addThrottleWait(performance.now() - startedAt));
  };
}

function noteSending(original: AnyFunction): AnyFunction {
  return function (this: unknown, ...args: unknown[]): unknown {
    callContext.order()?.requestSent();
    return Reflect.apply(original, this, args);
  };
}
