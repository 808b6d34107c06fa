import type { OrderEvent, OrderOperation } from '../../../lib/collector/order-event.js';
import { neverThrow } from '../../../lib/diagnostics/never-throw.js';
import type { AnyFunction } from '../method-patches.js';
import { observerOf } from '../observe-result.js';
import type { Observer } from '../observer.js';
import type { Requester } from './call-context.js';
import { callContext } from './call-context.js';
import { OrderCall } from './order-call.js';
import type { OrderDialect } from './order-dialect.js';
import { endOrder } from './order-ending.js';

/** What an order method of a client does, and how to read the orders from its arguments. */
export interface OrderMethod<Client extends object = object> {
  readonly operation: OrderOperation;
  /** The orders that a call with these arguments places, edits or closes; none for a cancellation. */
  readonly orders: (args: readonly unknown[], client: Client) => readonly OrderEvent[];
  /** Whether these arguments ask for a check instead of an order. Default: they never do. */
  readonly isDryRun?: (args: readonly unknown[], client: Client) => boolean;
}

/** Wraps one order method: counts the outermost call, measures it, classifies its failure. */
export function wrapOrderMethod<Client extends object>(
  method: OrderMethod<Client>,
  dialect: OrderDialect<Client>,
  observer: Observer,
) {
  const reading = `reading an order of ${dialect.name}`;
  const ending = `ending an order of ${dialect.name}`;
  return (original: AnyFunction): AnyFunction => {
    const observe = observerOf(original);
    return function (this: Client, ...args: unknown[]): unknown {
      if (!observer.isEnabled() || callContext.isInOrder()) {
        return Reflect.apply(original, this, args);
      }
      const begun = neverThrow(reading, () => begin(this, args, method, dialect, observer));
      if (begun === undefined) return Reflect.apply(original, this, args);
      const { order, requester } = begun;
      if (order === undefined) {
        return callContext.runUncounted(() => Reflect.apply(original, this, args));
      }
      const scope = callContext.ofOrder(order, requester);
      return observe(
        () => callContext.call(scope, original, this, args),
        (end) => {
          scope.ended = true;
          neverThrow(ending, () => endOrder({ order, client: this, args, dialect }, end));
        },
      );
    };
  };
}

interface Begun {
  /** Undefined for a dry run. */
  readonly order: OrderCall | undefined;
  readonly requester: Requester;
}

function begin<Client extends object>(
  client: Client,
  args: readonly unknown[],
  method: OrderMethod<Client>,
  dialect: OrderDialect<Client>,
  observer: Observer,
): Begun {
  const requester = dialect.requester(client, args);
  if (method.isDryRun?.(args, client) === true) return { order: undefined, requester };
  const orders = method.orders(args, client);
  const request = { exchange: requester.exchange, operation: method.operation, orders };
  return { order: new OrderCall(request, observer.watch, observer.tracing), requester };
}
