import { AsyncLocalStorage } from 'node:async_hooks';
import { runInContext } from '../../../lib/traces/run-in-context.js';
import type { ExchangeWatch } from '../exchange-watch.js';
import type { AnyFunction } from '../method-patches.js';
import type { Observe, Settlement } from '../observe-result.js';
import { observeResult } from '../observe-result.js';
import type { OrderCall } from './order-call.js';

/** Who sends the requests of the running code. One object may serve all calls of a client. */
export interface Requester {
  readonly exchange: string;
  /** The client object that the bot holds. */
  readonly client: object;
  readonly watch: ExchangeWatch;
  /**
   * Whether requests and answers are read where Node.js publishes them. False where the client has a
   * place of its own for that.
   */
  readonly followsHttp: boolean;
  /** Is told of each answer that comes, whatever it says. Must not throw. */
  answered?: () => void;
  /** When the last request left and was answered, in milliseconds since the epoch. */
  sentAt?: number;
  receivedAt?: number;
}

/**
 * The span of one call. What a call starts and leaves behind (a socket, a timer) inherits the scope
 * for ever, so a scope that has ended counts as none.
 */
export interface Scope {
  /** Undefined where the work belongs to no order or must not be counted. */
  readonly order: OrderCall | undefined;
  /** Whether order methods that are called now are part of something that was counted already. */
  readonly isInOrder: boolean;
  readonly requester: Requester | undefined;
  /** The scope of the order that waits for this request; undefined for an order's own scope. */
  readonly within?: Scope | undefined;
  ended: boolean;
}

const storage = new AsyncLocalStorage<Scope>();

/** Handed on to the storage with its arguments: a function made for each call costs more. */
const apply = Reflect.apply as (
  method: AnyFunction,
  target: unknown,
  args: readonly unknown[],
) => unknown;

function openScope(): Scope | undefined {
  const scope = storage.getStore();
  return scope === undefined || scope.ended ? undefined : scope;
}

/** The scope that says whether a scope is part of an order: a request's is that around it. */
function orderScope(scope: Scope | undefined): Scope | undefined {
  if (scope?.within === undefined) return scope;
  return scope.within.ended ? undefined : scope.within;
}

function runInScope<T>(
  scope: Scope,
  action: () => T,
  onEnd: (end: Settlement) => void,
  observe: Observe,
): T {
  return observe(
    () => storage.run(scope, action),
    (end) => {
      scope.ended = true;
      onEnd(end);
    },
  );
}

/**
 * Which call the running code belongs to. The outermost order call wins: while one is running,
 * whatever order methods it calls in turn are part of the same logical order. Calls that run side by
 * side each have their own.
 */
export const callContext = {
  /** The span of the call that the running code belongs to. */
  scope: openScope,
  /** Whether the running code is inside an order call, or inside work that is not counted. */
  isInOrder(): boolean {
    return orderScope(openScope())?.isInOrder === true;
  },
  /** The order call that the running code belongs to. */
  order(): OrderCall | undefined {
    return orderScope(openScope())?.order;
  },
  /** The order call that a scope belongs to. */
  orderOf(scope: Scope): OrderCall | undefined {
    return orderScope(scope)?.order;
  },
  /** Whose requests the running code sends. */
  requester(): Requester | undefined {
    return openScope()?.requester;
  },
  /** Opens the span of an order's exchange call; whoever runs it in there ends it. */
  ofOrder(order: OrderCall, requester: Requester | undefined): Scope {
    return { order, isInOrder: true, requester, ended: false };
  },
  /** Calls a method within a scope. */
  call(scope: Scope, method: AnyFunction, target: unknown, args: readonly unknown[]): unknown {
    const trace = scope.order?.trace;
    if (trace === undefined) return storage.run(scope, apply, method, target, args);
    return runInContext(trace.context, () => storage.run(scope, apply, method, target, args));
  },
  /** Runs work that belongs to no order although an order waits for it, or must not be counted. */
  runUncounted<T>(
    action: () => T,
    onEnd: (end: Settlement) => void = () => {},
    observe: Observe = observeResult,
  ): T {
    const requester = openScope()?.requester;
    const scope = { order: undefined, isInOrder: true, requester, ended: false };
    return runInScope(scope, action, onEnd, observe);
  },
  /**
   * Makes a connection that an order waits for. It outlives the order and what the bot placed that for,
   * so that what happens on it is no part of their trace, nor is what the bot does about that.
   */
  runDial<T>(
    order: OrderCall,
    action: () => T,
    onEnd: (end: Settlement) => void,
    observe: Observe = observeResult,
  ): T {
    const { trace } = order;
    const dial = trace === undefined ? action : () => runInContext(trace.outside, action);
    return callContext.runUncounted(dial, onEnd, observe);
  },
  /**
   * Makes a call whose requests are `requester`'s; an order that is under way stays what it is.
   * See {@link observeResult} for what `onEnd` may do.
   */
  runRequest<T>(
    requester: Requester,
    action: () => T,
    onEnd: (end: Settlement) => void = () => {},
    observe: Observe = observeResult,
  ): T {
    const outer = openScope();
    if (outer?.requester === requester) return observe(action, onEnd);
    const within = outer?.within ?? outer;
    const scope = { order: undefined, isInOrder: false, requester, within, ended: false };
    return runInScope(scope, action, onEnd, observe);
  },
};
