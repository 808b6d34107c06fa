import { AsyncLocalStorage } from 'node:async_hooks';
import type { Settlement } from '../observe-result.js';
import { observeResult } from '../observe-result.js';
import type { OrderCall } from './order-call.js';

/**
 * The span of one call. What an order call starts and leaves behind (a socket, a timer) inherits
 * the scope for ever, so a scope that has ended counts as none.
 */
interface Scope {
  /** Undefined where the work belongs to no order or must not be counted. */
  readonly call: OrderCall | undefined;
  ended: boolean;
}

const storage = new AsyncLocalStorage<Scope>();

function openScope(): Scope | undefined {
  const scope = storage.getStore();
  return scope === undefined || scope.ended ? undefined : scope;
}

function runInScope<T>(
  call: OrderCall | undefined,
  action: () => T,
  onEnd: (end: Settlement) => void,
): T {
  const scope: Scope = { call, ended: false };
  return observeResult(
    () => storage.run(scope, action),
    (end) => {
      scope.ended = true;
      onEnd(end);
    },
  );
}

/**
 * Which order call the running code belongs to. The outermost call wins: while one is running,
 * whatever order methods it calls in turn are part of the same logical order. Orders that run side
 * by side each have their own.
 */
export const orderContext = {
  /** Whether the running code is inside an order call, or inside work that is not counted. */
  isInside(): boolean {
    return openScope() !== undefined;
  },
  /** The order call that the running code belongs to. */
  current(): OrderCall | undefined {
    return openScope()?.call;
  },
  /** Makes the exchange call of `call`; see {@link observeResult} for what `onEnd` may do. */
  run<T>(call: OrderCall, action: () => T, onEnd: (end: Settlement) => void): T {
    return runInScope(call, action, onEnd);
  },
  /** Runs work that belongs to no order although an order waits for it, or must not be counted. */
  runUncounted<T>(action: () => T, onEnd: () => void = () => {}): T {
    return runInScope(undefined, action, onEnd);
  },
};
