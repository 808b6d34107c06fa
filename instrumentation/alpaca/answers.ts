import type { ErrorType, OrderEvent } from '../../lib/collector/order-event.js';
import type { OrderFailure, OrderRequest } from '../core/orders/order-call.js';
import { alpacaErrorType } from '../exchanges/alpaca/error-type.js';
import type { KnownOrder, OrderMemory } from '../exchanges/alpaca/order-memory.js';
import { labelsOf } from '../exchanges/alpaca/order-memory.js';
import { EXCHANGE } from './methods.js';

/** An error of either line. */
interface Fault {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly status?: unknown;
  readonly code?: unknown;
  /** The answer, as axios keeps it in the errors of the 3.x line. */
  readonly response?: { readonly status?: unknown; readonly data?: unknown };
}

/** The body of a refusal. */
interface Refusal {
  readonly code?: unknown;
  readonly message?: unknown;
}

/** One of the orders or positions that a single request was about, in an answer 207. */
interface Item {
  readonly symbol?: unknown;
  readonly status?: unknown;
  readonly body?: unknown;
}

/** The class of what a call of the 4.x line threw. */
export function errorType(error: unknown): ErrorType {
  const { name, message, status, code } = (error ?? {}) as Fault;
  // Its own checks of an order's arguments, before anything is sent, throw bare errors.
  if (name === 'RequiredError' || (name === 'Error' && code === undefined)) return 'invalid_order';
  return alpacaErrorType({ status, error, ...(status === undefined ? {} : { code }) }, message);
}

/** The class of what a call of the 3.x line threw. */
export function legacyErrorType(error: unknown): ErrorType {
  const { response } = (error ?? {}) as Fault;
  const { code, message } = (response?.data ?? {}) as Refusal;
  return alpacaErrorType({ code, status: response?.status, error }, message);
}

/** How each order of a call that resolved ended: a request about many has a status for each. */
export function failures(answer: unknown, { orders }: OrderRequest): OrderFailure[] {
  if (Array.isArray(answer)) return (answer as (Item | null)[]).map(itemFailure);
  const isRejected = (answer as { status?: unknown } | null | undefined)?.status === 'rejected';
  return orders.map(() => (isRejected ? 'rejected' : undefined));
}

/** The orders that close all positions: only the answer names them. */
export function ordersTold(
  answer: unknown,
  { operation }: OrderRequest,
  memory: OrderMemory,
): readonly OrderEvent[] {
  if (operation !== 'close' || !Array.isArray(answer)) return [];
  return (answer as (Item | null)[]).map((item) => {
    // A refusal is told where the order would be, and has nothing of an order.
    const { symbol, side, type } = (item?.body ?? {}) as KnownOrder;
    const known = { symbol: symbol ?? memory.spelled(item?.symbol), side, type: type ?? 'market' };
    return { exchange: EXCHANGE, ...labelsOf(known) };
  });
}

/** The orders that an answer shows. */
export function ordersIn(answer: unknown): unknown[] {
  return Array.isArray(answer) ? (answer as (Item | null)[]).map((item) => item?.body) : [answer];
}

function itemFailure(item: Item | null): OrderFailure {
  const { code, message } = (item?.body ?? {}) as Refusal;
  const isRefused = Number(item?.status) >= 400;
  return isRefused ? alpacaErrorType({ code, status: item?.status }, message) : undefined;
}
