import type { OrderEvent } from '../../../lib/collector/order-event.js';
import type { Settlement } from '../observe-result.js';
import type { Requester } from './call-context.js';
import type { OrderFailure, OrderRequest } from './order-call.js';
import type { OrderIds } from './order-ids.js';

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
   * How each order of a call that threw ended, where what was thrown is an answer that says so: some
   * clients throw the answer to a batch of which only a part was refused. Undefined where it does not.
   */
  readonly refusals?: (
    error: unknown,
    request: OrderRequest,
  ) => readonly OrderFailure[] | undefined;
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
   * What an answer says, where it is more than that: an HTTP response, say. A promise where the client
   * parses only when it is asked; the bot does not wait for it. Default: the answer itself.
   */
  readonly body?: (answer: unknown) => unknown;
  /**
   * The orders that only the answer names, such as those that close all positions; none where the
   * arguments named them.
   */
  readonly found?: (answer: unknown, request: OrderRequest) => readonly OrderEvent[];
  /** How each order of a call that resolved ended; a cancellation's entries stand for themselves. */
  readonly failures: (
    answer: unknown,
    request: OrderRequest,
    args: readonly unknown[],
  ) => readonly OrderFailure[];
  /**
   * What each order of a call is known by, so that its fills are linked to its span; asked for only
   * where it is traced. The answer is undefined where none came. Default: {@link toldIds}.
   */
  readonly ids?: (
    answer: unknown,
    request: OrderRequest,
    args: readonly unknown[],
  ) => readonly (readonly OrderIds[])[];
  /** Reads what else an answer that resolved tells: fills, positions, limits. */
  readonly answered?: (
    client: Client,
    answer: unknown,
    request: OrderRequest,
    args: readonly unknown[],
  ) => void;
}
