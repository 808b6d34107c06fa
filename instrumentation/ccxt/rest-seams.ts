import { performance } from 'node:perf_hooks';
import { neverThrow } from '../../lib/diagnostics/never-throw.js';
import type { AnyFunction, MethodPatches } from '../core/method-patches.js';
import { observeResult, observerOf } from '../core/observe-result.js';
import { callContext } from '../core/orders/call-context.js';
import { ccxtErrorType } from './error-type.js';
import type { CcxtExchange } from './internal-types.js';
import { exchangeId } from './internal-types.js';
import type { CcxtWatcher } from './watcher.js';

/** Errors after which nobody can say that the exchange was reached. */
const UNREACHABLE = new Set(['timeout', 'network', 'exchange_unavailable']);

/** Wraps the methods of the root class that every REST request goes through. */
export function patchRestSeams(root: object, patches: MethodPatches, watcher: CcxtWatcher): void {
  patches.wrap(root, 'throttle', (original) => timeThrottle(original, watcher));
  patches.wrap(root, 'loadMarkets', (original) => timePreparation(original, hasMarkets));
  patches.wrap(root, 'fetch', (original) => noteRequest(original, watcher));
  patches.wrap(root, 'onRestResponse', (original) => readHeaders(original, watcher));
}

/** The client's own rate limiter: its wait belongs to the client, not to the exchange. */
function timeThrottle(original: AnyFunction, watcher: CcxtWatcher): AnyFunction {
  return function (this: CcxtExchange, ...args: unknown[]): unknown {
    const call = callContext.order();
    const startedAt = performance.now();
    if (watcher.isEnabled()) {
      neverThrow('reading the ccxt throttler', () => spend(this, args[0], watcher));
    }
    const proceed = (): unknown => Reflect.apply(original, this, args);
    if (call === undefined) return proceed();
    return observeResult(proceed, () => call.addThrottleWait(performance.now() - startedAt));
  };
}

/** An order may load the markets first: requests that are not the order's. */
export function timePreparation(
  original: AnyFunction,
  isDone: (exchange: CcxtExchange, args: readonly unknown[]) => boolean = () => false,
): AnyFunction {
  return function (this: CcxtExchange, ...args: unknown[]): unknown {
    const call = callContext.order();
    if (call === undefined || isDone(this, args)) return Reflect.apply(original, this, args);
    const proceed = (): unknown => Reflect.apply(original, this, args);
    const startedAt = performance.now();
    return callContext.runUncounted(proceed, () =>
      call.addPreparation(performance.now() - startedAt),
    );
  };
}

/** Nearly every method asks for the markets, and nearly always they are there. */
function hasMarkets(
  { markets, reloadingMarkets }: CcxtExchange,
  [reload]: readonly unknown[],
): boolean {
  return (
    reload !== true && reloadingMarkets !== true && typeof markets === 'object' && markets !== null
  );
}

/** ccxt's limiter counts in units of `rateLimit` milliseconds. */
function spend(exchange: CcxtExchange, cost: unknown, watcher: CcxtWatcher): void {
  const units = typeof cost === 'number' ? cost : 1;
  watcher.watch.limits.spent(exchangeId(exchange), units, 60_000 / Number(exchange.rateLimit));
}

function noteRequest(original: AnyFunction, watcher: CcxtWatcher): AnyFunction {
  const observe = observerOf(original);
  return function (this: CcxtExchange, ...args: unknown[]): unknown {
    const proceed = (): unknown => Reflect.apply(original, this, args);
    if (!watcher.isEnabled()) return proceed();
    const scope = callContext.scope();
    if (scope !== undefined) callContext.orderOf(scope)?.requestSent();
    const requester = scope?.requester;
    if (requester !== undefined) requester.sentAt = Date.now();
    return observe(proceed, (end) => {
      if (requester !== undefined) requester.receivedAt = Date.now();
      neverThrow('noting a ccxt request', () => {
        const reachable = !(end.failed && UNREACHABLE.has(ccxtErrorType(end.error)));
        watcher.watch.connections.requestEnded(exchangeId(this), this, reachable);
      });
    });
  };
}

/** Called for every answer, errors included: `(status, text, url, method, headers, body, …)`. */
function readHeaders(original: AnyFunction, watcher: CcxtWatcher): AnyFunction {
  return function (this: CcxtExchange, ...args: unknown[]): unknown {
    if (watcher.isEnabled()) {
      neverThrow('reading rate-limit headers', () => readAnswer(this, args, watcher));
    }
    return Reflect.apply(original, this, args);
  };
}

function readAnswer(exchange: CcxtExchange, args: readonly unknown[], watcher: CcxtWatcher): void {
  const { limits } = watcher.watch;
  limits.learned(exchangeId(exchange), args[2], args[5]);
  limits.answered(exchangeId(exchange), args[2], args[4]);
}
