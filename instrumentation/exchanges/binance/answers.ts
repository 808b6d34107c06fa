import type { ErrorType } from '../../../lib/collector/order-event.js';
import type { FillEvent } from '../../core/account/fill-book.js';
import type { FaultFacts } from '../../core/errors/fault-facts.js';
import { fieldsOf } from '../../core/fields.js';
import type { OrderFailure, OrderRequest } from '../../core/orders/order-call.js';
import { binanceErrorType } from './error-codes.js';
import { fillsOfOrder } from './fills.js';

/**
 * How each order of a request that was answered ended. A batch is answered with 200 and a list
 * whatever becomes of its items, and each item that was refused has a code.
 */
export function failuresOfAnswer(answer: unknown, { orders }: OrderRequest): OrderFailure[] {
  if (Array.isArray(answer)) return answer.map(failureOf);
  const failure = failureOf(answer);
  return orders.length < 2 ? [failure] : orders.map(() => failure);
}

/** Codes of refusals are negative; some answers of success have `code: 200`. */
export function isRefusal(body: unknown): boolean {
  const { code } = fieldsOf(body);
  return typeof code === 'number' && code < 0;
}

function failureOf(body: unknown): OrderFailure {
  return isRefusal(body) ? refusalType(body) : undefined;
}

/** The class of what Binance refused; of a failed cancel-replace that of the half that failed. */
export function refusalType(body: unknown, facts: FaultFacts = {}): ErrorType {
  const { code, msg, data } = fieldsOf(body);
  const { newOrderResponse, cancelResponse } = fieldsOf(data);
  for (const half of [newOrderResponse, cancelResponse]) {
    if (isRefusal(half)) {
      const { code: halfCode, msg: halfText } = fieldsOf(half);
      return binanceErrorType({ code: halfCode }, halfText);
    }
  }
  return binanceErrorType({ ...facts, code }, msg);
}

/** The fills in an answer to an order, a cancel-replace or a list of orders. */
export function fillsOfAnswer(answer: unknown): FillEvent[] {
  const { newOrderResponse, orderReports } = fieldsOf(answer);
  if (Array.isArray(orderReports)) return orderReports.flatMap(fillsOfOrder);
  return fillsOfOrder(newOrderResponse ?? answer);
}
