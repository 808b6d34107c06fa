import type { Attributes, Span } from '@opentelemetry/api';
import { SpanStatusCode } from '@opentelemetry/api';
import { outcomeOf } from '../../../lib/collector/order-event.js';
import {
  exchangeAttributes,
  ORDER_ATTRIBUTES,
  orderAttributes,
} from '../../../lib/traces/attributes.js';
import type { OrderFailure, OrderRequest } from './order-call.js';

/** What is known of a call before it is made. */
export function requestAttributes({ exchange, orders }: OrderRequest): Attributes {
  const [order] = orders;
  return order === undefined || orders.length > 1
    ? exchangeAttributes(exchange)
    : orderAttributes(order);
}

/** Says how an order, or all orders of a call, ended. The status tells nothing but that it failed. */
export function setOutcome(span: Span, failures: readonly OrderFailure[]): void {
  const errors = failures.filter((failure) => failure !== undefined);
  const [error] = errors;
  if (error === undefined) {
    span.setAttribute(ORDER_ATTRIBUTES.outcome.name, 'success');
    return;
  }
  const outcomes = errors.map(outcomeOf);
  const outcome = outcomes.includes('unknown') ? 'unknown' : 'failure';
  span.setAttribute(ORDER_ATTRIBUTES.outcome.name, outcome);
  if (new Set(errors).size === 1) span.setAttribute(ORDER_ATTRIBUTES.errorType.name, error);
  span.setStatus({ code: SpanStatusCode.ERROR });
}
