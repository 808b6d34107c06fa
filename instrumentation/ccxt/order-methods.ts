import { neverThrow } from '../../lib/diagnostics/never-throw.js';
import type { AnyFunction } from '../core/method-patches.js';
import type { Settlement } from '../core/observe-result.js';
import { OrderCall } from '../core/orders/order-call.js';
import { orderContext } from '../core/orders/order-context.js';
import { failuresOf } from './batch-failures.js';
import { isDryRun } from './dry-run.js';
import { ccxtErrorType } from './error-type.js';
import type { CcxtExchange } from './internal-types.js';
import { exchangeId } from './internal-types.js';
import type { OrderMethod } from './methods.js';
import type { CcxtWatcher } from './watcher.js';

/** Wraps one order method: counts the outermost call, measures it, classifies its failure. */
export function wrapOrderMethod(method: OrderMethod, watcher: CcxtWatcher) {
  return (original: AnyFunction): AnyFunction =>
    function (this: CcxtExchange, ...args: unknown[]): unknown {
      const proceed = (): unknown => Reflect.apply(original, this, args);
      if (!watcher.isEnabled() || orderContext.isInside()) return proceed();
      const dry = neverThrow(
        'reading ccxt params',
        () => method.operation === 'create' && isDryRun(exchangeId(this), args[method.paramsAt]),
      );
      if (dry === true) return orderContext.runUncounted(proceed);
      const call = neverThrow('reading a ccxt order', () => beginCall(this, method, args, watcher));
      if (call === undefined) return proceed();
      return orderContext.run(call, proceed, (end) => {
        neverThrow('ending a ccxt order', () => endCall(call, end, this, watcher));
      });
    };
}

function beginCall(
  exchange: CcxtExchange,
  method: OrderMethod,
  args: readonly unknown[],
  watcher: CcxtWatcher,
): OrderCall {
  const { operation } = method;
  const orders = method.orders(args, exchange);
  const request = { exchange: exchangeId(exchange), operation, orders };
  return new OrderCall(request, watcher.collector);
}

function endCall(
  call: OrderCall,
  end: Settlement,
  exchange: CcxtExchange,
  watcher: CcxtWatcher,
): void {
  if (end.failed) {
    const errorType = ccxtErrorType(end.error);
    // A batch that fails as a whole fails each of its orders; a cancellation fails once.
    call.end(Array.from({ length: Math.max(1, call.request.orders.length) }, () => errorType));
    return;
  }
  const { operation, orders } = call.request;
  const answers: unknown[] = Array.isArray(end.value) ? end.value : [end.value];
  // Cancelling or closing many answers for as many as there were, whatever was asked.
  const isPlacing = operation === 'create' || operation === 'edit';
  call.end(isPlacing ? failuresOf(orders, end.value) : failuresOf([], answers));
  if (operation === 'cancel') return;
  for (const answer of answers) {
    if (typeof answer === 'object' && answer !== null)
      watcher.accounts.orderReturned(exchange, answer);
  }
}
