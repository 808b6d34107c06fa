import type { ErrorType, OrderEvent, OrderOperation } from '../../../lib/collector/order-event.js';
import { neverThrow } from '../../../lib/diagnostics/never-throw.js';
import type { AnyFunction } from '../method-patches.js';
import type { Settlement } from '../observe-result.js';
import type { Observer } from '../observer.js';
import type { Requester } from './call-context.js';
import { callContext } from './call-context.js';
import type { OrderFailure, OrderRequest } from './order-call.js';
import { OrderCall } from './order-call.js';

/** What an order method of a client does, and how to read the orders from its arguments. */
export interface OrderMethod<Client extends object = object> {
  readonly operation: OrderOperation;
  /** The orders that a call with these arguments places, edits or closes; none for a cancellation. */
  readonly orders: (args: readonly unknown[], client: Client) => readonly OrderEvent[];
  /** Whether these arguments ask for a check instead of an order. Default: they never do. */
  readonly isDryRun?: (args: readonly unknown[], client: Client) => boolean;
}

/** How the calls of one kind of client end. */
export interface OrderDialect<Client extends object = object> {
  /** The client's name, for reports of faults. */
  readonly name: string;
  /** Who sends the requests of a call with these arguments. */
  readonly requester: (client: Client, args: readonly unknown[]) => Requester;
  /** The class of what a call threw. */
  readonly errorType: (error: unknown, client: Client) => ErrorType;
  /** How each order of a call that resolved ended; a cancellation's entries stand for themselves. */
  readonly failures: (answer: unknown, request: OrderRequest) => readonly OrderFailure[];
  /** Reads what else an answer that resolved tells: fills, positions, limits. */
  readonly answered?: (client: Client, answer: unknown, request: OrderRequest) => void;
}

/** Wraps one order method: counts the outermost call, measures it, classifies its failure. */
export function wrapOrderMethod<Client extends object>(
  method: OrderMethod<Client>,
  dialect: OrderDialect<Client>,
  observer: Observer,
) {
  return (original: AnyFunction): AnyFunction =>
    function (this: Client, ...args: unknown[]): unknown {
      const proceed = (): unknown => Reflect.apply(original, this, args);
      if (!observer.isEnabled() || callContext.isInOrder()) return proceed();
      const begun = neverThrow(`reading an order of ${dialect.name}`, () =>
        begin(this, args, method, dialect, observer),
      );
      if (begun === undefined) return proceed();
      const { order, requester } = begun;
      if (order === undefined) return callContext.runUncounted(proceed);
      return callContext.runOrder(order, requester, proceed, (end) => {
        neverThrow(`ending an order of ${dialect.name}`, () => finish(order, end, this, dialect));
      });
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
  return { order: new OrderCall(request, observer.watch.collector), requester };
}

function finish<Client extends object>(
  call: OrderCall,
  end: Settlement,
  client: Client,
  dialect: OrderDialect<Client>,
): void {
  const { request } = call;
  if (end.failed) {
    const errorType = dialect.errorType(end.error, client);
    // A batch that fails as a whole fails each of its orders; a cancellation fails once.
    call.end(Array.from({ length: Math.max(1, request.orders.length) }, () => errorType));
    return;
  }
  call.end(dialect.failures(end.value, request));
  dialect.answered?.(client, end.value, request);
}
