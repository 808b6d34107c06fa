import type { OrderEvent, OrderOperation } from '../../../lib/collector/order-event.js';
import { neverThrow } from '../../../lib/diagnostics/never-throw.js';
import type { AnyFunction } from '../method-patches.js';
import type { Settlement } from '../observe-result.js';
import { observerOf } from '../observe-result.js';
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
  /**
   * The class of what a call threw; undefined where its orders stand all the same, and the client has
   * only stopped to wait for the answer.
   */
  readonly errorType: (error: unknown, client: Client, request: OrderRequest) => OrderFailure;
  /**
   * What an answer says, where it is more than that: an HTTP response, say. A promise where the client
   * parses only when it is asked; the bot does not wait for it. Default: the answer itself.
   */
  readonly body?: (answer: unknown) => unknown;
  /** How each order of a call that resolved ended; a cancellation's entries stand for themselves. */
  readonly failures: (
    answer: unknown,
    request: OrderRequest,
    args: readonly unknown[],
  ) => readonly OrderFailure[];
  /**
   * Whether an answer says no more than that an order was received. Then `finish` is to be told the
   * last word of it, once that comes.
   */
  readonly isAcknowledged?: (
    answer: unknown,
    client: Client,
    finish: (end: Settlement) => void,
  ) => boolean;
  /**
   * The orders that only the answer names, such as those that close all positions; none where the
   * arguments named them.
   */
  readonly found?: (answer: unknown, request: OrderRequest) => readonly OrderEvent[];
  /** Reads what else an answer that resolved tells: fills, positions, limits. */
  readonly answered?: (client: Client, answer: unknown, request: OrderRequest) => void;
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
      const proceed = (): unknown => Reflect.apply(original, this, args);
      if (!observer.isEnabled() || callContext.isInOrder()) return proceed();
      const begun = neverThrow(reading, () => begin(this, args, method, dialect, observer));
      if (begun === undefined) return proceed();
      const { order, requester } = begun;
      if (order === undefined) return callContext.runUncounted(proceed);
      const onEnd = (end: Settlement): void => {
        neverThrow(ending, () => settle({ order, client: this, args, dialect }, end));
      };
      return callContext.runOrder(order, requester, proceed, onEnd, observe);
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
  return { order: new OrderCall(request, observer.watch.collector), requester };
}

interface Ending<Client extends object> {
  readonly order: OrderCall;
  readonly client: Client;
  readonly args: readonly unknown[];
  readonly dialect: OrderDialect<Client>;
}

/** The call has ended, and with it the order, unless the exchange has yet to say what became of it. */
function settle<Client extends object>(ending: Ending<Client>, end: Settlement): void {
  const { client, dialect } = ending;
  if (!end.failed && dialect.isAcknowledged !== undefined) {
    const later = (last: Settlement): void => {
      neverThrow(`ending an order of ${dialect.name}`, () => finish(ending, last));
    };
    if (dialect.isAcknowledged(end.value, client, later)) return;
  }
  finish(ending, end);
}

function finish<Client extends object>(
  { order: call, client, args, dialect }: Ending<Client>,
  end: Settlement,
): void {
  const { request } = call;
  if (end.failed) {
    const errorType = dialect.errorType(end.error, client, request);
    // A batch that fails as a whole fails each of its orders; a cancellation fails once.
    call.end(Array.from({ length: Math.max(1, request.orders.length) }, () => errorType));
    return;
  }
  const body = dialect.body === undefined ? end.value : dialect.body(end.value);
  const read = (answer: unknown): void => {
    call.found(dialect.found?.(answer, request) ?? []);
    call.end(dialect.failures(answer, request, args));
    dialect.answered?.(client, answer, request);
  };
  if (!(body instanceof Promise)) {
    read(body);
    return;
  }
  const readSafely = (answer: unknown): void => {
    neverThrow(`ending an order of ${dialect.name}`, () => read(answer));
  };
  // What was answered and cannot be read has succeeded nevertheless.
  body.then(readSafely, () => readSafely(undefined));
}
