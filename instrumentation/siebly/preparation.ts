import { performance } from 'node:perf_hooks';
import type { AnyFunction } from '../core/method-patches.js';
import { callContext } from '../core/orders/call-context.js';

/** Work that an order waits for and that is none of its own, such as a question for the time. */
export function asPreparation(original: AnyFunction): AnyFunction {
  return function (this: unknown, ...args: unknown[]): unknown {
    const order = callContext.order();
    if (order === undefined) return Reflect.apply(original, this, args);
    const proceed = (): unknown => Reflect.apply(original, this, args);
    const startedAt = performance.now();
    return callContext.runUncounted(proceed, () =>
      order.addPreparation(performance.now() - startedAt),
    );
  };
}
