import { performance } from 'node:perf_hooks';
import type { AnyFunction } from '../core/method-patches.js';
import { callContext } from '../core/orders/call-context.js';
import type { OrderCall } from '../core/orders/order-call.js';

/** Work that an order waits for and that is none of its own, such as a question for the time. */
export function asPreparation(original: AnyFunction): AnyFunction {
  return timed(original, (_order, proceed, onEnd) => callContext.runUncounted(proceed, onEnd));
}

/** A connection that an order waits for. */
export function asDial(original: AnyFunction): AnyFunction {
  return timed(original, callContext.runDial);
}

function timed(
  original: AnyFunction,
  run: (order: OrderCall, proceed: () => unknown, onEnd: () => void) => unknown,
): AnyFunction {
  return function (this: unknown, ...args: unknown[]): unknown {
    const order = callContext.order();
    if (order === undefined) return Reflect.apply(original, this, args);
    const proceed = (): unknown => Reflect.apply(original, this, args);
    const startedAt = performance.now();
    return run(order, proceed, () => order.addPreparation(performance.now() - startedAt));
  };
}
