import { performance } from 'node:perf_hooks';
import { neverThrow } from '../../lib/diagnostics/never-throw.js';
import type { AnyFunction, MethodPatches } from '../core/method-patches.js';
import { observeResult } from '../core/observe-result.js';
import { orderContext } from '../core/orders/order-context.js';
import { ccxtErrorType } from './error-type.js';
import type { CcxtExchange } from './internal-types.js';
import { exchangeId } from './internal-types.js';
import type { CcxtWatcher } from './watcher.js';

/** Errors after which nobody can say that the exchange was reached. */
const UNREACHABLE = new Set(['timeout', 'network', 'exchange_unavailable']);

/** Wraps the methods of the root class that every REST request and every subscription goes through. */
export function patchRestSeams(root: object, patches: MethodPatches, watcher: CcxtWatcher): void {
  patches.wrap(root, 'throttle', (original) => timeThrottle(original, watcher));
  patches.wrap(root, 'loadMarkets', timePreparation);
  patches.wrap(root, 'fetch', (original) => noteRequest(original, watcher));
  patches.wrap(root, 'watch', noteSubscription);
  patches.wrap(root, 'watchMultiple', noteSubscription);
  patches.wrap(root, 'onRestResponse', (original) => readHeaders(original, watcher));
}

/** The client's own rate limiter: its wait belongs to the client, not to the exchange. */
function timeThrottle(original: AnyFunction, watcher: CcxtWatcher): AnyFunction {
  return function (this: CcxtExchange, ...args: unknown[]): unknown {
    const call = orderContext.current();
    const startedAt = performance.now();
    if (watcher.isEnabled()) {
      neverThrow('reading the ccxt throttler', () => watcher.rateLimits.spent(this, args[0]));
    }
    const proceed = (): unknown => Reflect.apply(original, this, args);
    if (call === undefined) return proceed();
    return observeResult(proceed, () => call.addThrottleWait(performance.now() - startedAt));
  };
}

/** An order may load the markets first: requests that are not the order's. */
function timePreparation(original: AnyFunction): AnyFunction {
  return function (this: unknown, ...args: unknown[]): unknown {
    const proceed = (): unknown => Reflect.apply(original, this, args);
    const call = orderContext.current();
    if (call === undefined) return proceed();
    const startedAt = performance.now();
    return orderContext.runUncounted(proceed, () =>
      call.addPreparation(performance.now() - startedAt),
    );
  };
}

function noteRequest(original: AnyFunction, watcher: CcxtWatcher): AnyFunction {
  return function (this: CcxtExchange, ...args: unknown[]): unknown {
    const proceed = (): unknown => Reflect.apply(original, this, args);
    if (!watcher.isEnabled()) return proceed();
    orderContext.current()?.requestSent();
    return observeResult(proceed, (end) => {
      neverThrow('noting a ccxt request', () => {
        const reachable = !(end.failed && UNREACHABLE.has(ccxtErrorType(end.error)));
        watcher.connections.requestEnded(exchangeId(this), this, reachable);
      });
    });
  };
}

/** Orders over WebSocket leave by `watch`, which waits for their answer. */
function noteSubscription(original: AnyFunction): AnyFunction {
  return function (this: unknown, ...args: unknown[]): unknown {
    orderContext.current()?.requestSent();
    return Reflect.apply(original, this, args);
  };
}

/** Called for every answer, errors included: `(status, text, url, method, headers, body, …)`. */
function readHeaders(original: AnyFunction, watcher: CcxtWatcher): AnyFunction {
  return function (this: CcxtExchange, ...args: unknown[]): unknown {
    if (watcher.isEnabled()) {
      neverThrow('reading rate-limit headers', () =>
        watcher.rateLimits.answered(this, { url: args[2], headers: args[4], body: args[5] }),
      );
    }
    return Reflect.apply(original, this, args);
  };
}
