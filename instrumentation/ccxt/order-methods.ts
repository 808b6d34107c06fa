import type { MetricsCollector } from '../../lib/collector/metrics-collector.js';
import { neverThrow } from '../../lib/diagnostics/never-throw.js';
import type { AnyFunction } from '../method-patches.js';
import type { Settlement } from '../observe-result.js';
import type { OrderFailure } from '../order-call.js';
import { OrderCall } from '../order-call.js';
import { orderContext } from '../order-context.js';
import { ccxtErrorType } from './error-type.js';
import type { CcxtExchange, CcxtOrder } from './internal-types.js';
import { exchangeId } from './internal-types.js';
import type { OrderMethod } from './methods.js';

/** What the wrapper of an order method needs from the instrumentation. */
export interface OrderWatcher {
  isEnabled(): boolean;
  readonly collector: MetricsCollector;
  /** Told of every order that came back from the exchange. */
  orderReturned(exchange: CcxtExchange, order: CcxtOrder): void;
}

/** Wraps one order method: counts the outermost call, measures it, classifies its failure. */
export function wrapOrderMethod(method: OrderMethod, watcher: OrderWatcher) {
  return (original: AnyFunction): AnyFunction =>
    function (this: CcxtExchange, ...args: unknown[]): unknown {
      const proceed = (): unknown => Reflect.apply(original, this, args);
      if (!watcher.isEnabled() || orderContext.isInside()) return proceed();
      if (isDryRun(args[method.paramsAt])) return orderContext.runUncounted(proceed);
      const call = neverThrow('reading a ccxt order', () => beginCall(this, method, args, watcher));
      if (call === undefined) return proceed();
      return orderContext.run(call, proceed, (end) => {
        neverThrow('ending a ccxt order', () => endCall(call, end, this, watcher));
      });
    };
}

/** `params.test` asks the exchange to check an order and not to place it. */
function isDryRun(params: unknown): boolean {
  return (
    neverThrow('reading ccxt params', () => (params as { test?: unknown })?.test === true) ?? false
  );
}

function beginCall(
  exchange: CcxtExchange,
  method: OrderMethod,
  args: readonly unknown[],
  watcher: OrderWatcher,
): OrderCall {
  const id = exchangeId(exchange);
  const { operation } = method;
  const request = { exchange: id, operation, orders: method.orders(args, id) };
  return new OrderCall(request, watcher.collector);
}

function endCall(
  call: OrderCall,
  end: Settlement,
  exchange: CcxtExchange,
  watcher: OrderWatcher,
): void {
  if (end.failed) {
    const errorType = ccxtErrorType(end.error);
    // A batch that fails as a whole fails each of its orders; a cancellation fails once.
    call.end(Array.from({ length: Math.max(1, call.request.orders.length) }, () => errorType));
    return;
  }
  const answers: unknown[] = Array.isArray(end.value) ? end.value : [end.value];
  call.end(answers.map(failureOf));
  if (call.request.operation === 'cancel') return;
  for (const answer of answers) {
    if (typeof answer === 'object' && answer !== null) watcher.orderReturned(exchange, answer);
  }
}

/** A batch resolves although some of its orders were rejected; the rejected say so themselves. */
function failureOf(answer: unknown): OrderFailure {
  return (answer as CcxtOrder | null | undefined)?.status === 'rejected' ? 'rejected' : undefined;
}
