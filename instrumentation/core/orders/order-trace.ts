import type { Context, Span } from '@opentelemetry/api';
import { context as contexts, isSpanContextValid, SpanKind, trace } from '@opentelemetry/api';
import type { OrderEvent } from '../../../lib/collector/order-event.js';
import { neverThrow } from '../../../lib/diagnostics/never-throw.js';
import { idAttribute, ORDER_ATTRIBUTES, orderAttributes } from '../../../lib/traces/attributes.js';
import type { Tracing } from '../tracing.js';
import type { OrderFailure, OrderRequest } from './order-call.js';
import type { OrderIds } from './order-ids.js';
import { requestAttributes, setOutcome, spanName } from './order-spans.js';

const PLACE = 'tracing an order';

/** What is known of an order call that has ended. */
export interface OrderEnd {
  readonly orders: readonly OrderEvent[];
  /** One entry an order; a cancellation's stand for themselves. */
  readonly failures: readonly OrderFailure[];
  readonly throttleWaitSeconds: number;
  readonly retries: number;
}

/**
 * The spans of one order call: one for the call, and for a batch one more for each of its orders
 * below it. A tracer, sampler or processor that throws costs its span, never the order.
 */
export class OrderTrace {
  /** What the exchange call runs in. */
  readonly context: Context;
  readonly #span: Span;
  readonly #request: OrderRequest;
  readonly #tracing: Tracing;
  readonly #startedAt = Date.now();
  #isEnded = false;
  #ids: readonly (OrderIds | undefined)[] = [];
  /** The context of each order, once the call has ended. */
  #orders: readonly Context[] = [];

  private constructor(span: Span, context: Context, request: OrderRequest, tracing: Tracing) {
    this.#span = span;
    this.context = context;
    this.#request = request;
    this.#tracing = tracing;
  }

  /** Starts the span of a call below the active one; undefined where the tracer makes none. */
  static start(request: OrderRequest, tracing: Tracing): OrderTrace | undefined {
    return neverThrow(PLACE, () => {
      const parent = contexts.active();
      const name = spanName(request.operation, request.orders.length);
      const options = { kind: SpanKind.CLIENT, attributes: requestAttributes(request) };
      const span = tracing.tracer.startSpan(name, options, parent);
      if (!isSpanContextValid(span.spanContext())) return undefined;
      return new OrderTrace(span, trace.setSpan(parent, span), request, tracing);
    });
  }

  /** The exchange has the order, and says later what became of it. */
  acknowledged(): void {
    // The last word may have been faster.
    if (this.#isEnded) return;
    neverThrow(PLACE, () => this.#span.addEvent('acknowledged'));
  }

  /** What the orders of the call are known by, one entry an order. */
  identified(ids: readonly (OrderIds | undefined)[]): void {
    this.#ids = ids;
  }

  /** Whether it is exported, so that it is worth to tell it something. */
  isRecording(): boolean {
    return neverThrow(PLACE, () => this.#span.isRecording()) === true;
  }

  end(end: OrderEnd): void {
    if (this.isRecording()) neverThrow(PLACE, () => this.#record(end));
    this.#isEnded = true;
    neverThrow(PLACE, () => this.#span.end());
  }

  /** What an order of the call is measured in; undefined where no span of it is exported. */
  contextOf(index: number): Context | undefined {
    return this.#orders[index];
  }

  #record({ orders, failures, throttleWaitSeconds, retries }: OrderEnd): void {
    const span = this.#span;
    const { operation } = this.#request;
    span.setAttribute(ORDER_ATTRIBUTES.throttleWait.name, throttleWaitSeconds);
    span.setAttribute(ORDER_ATTRIBUTES.retries.name, retries);
    if (orders.length > 1) {
      span.updateName(spanName(operation, orders.length));
      span.setAttribute(ORDER_ATTRIBUTES.count.name, orders.length);
      setOutcome(span, failures.slice(0, orders.length));
      this.#orders = orders.map((order, index) => this.#child(order, failures[index], index));
      return;
    }
    const [order] = orders;
    if (order !== undefined) span.setAttributes(orderAttributes(order));
    setOutcome(span, failures);
    this.#identify(span, 0);
    this.#orders = [this.context];
  }

  /** One order of a batch: it took as long as the call. */
  #child(order: OrderEvent, failure: OrderFailure, index: number): Context {
    const { operation } = this.#request;
    const options = {
      kind: SpanKind.CLIENT,
      startTime: this.#startedAt,
      attributes: orderAttributes(order),
    };
    const span = this.#tracing.tracer.startSpan(spanName(operation, 1), options, this.context);
    setOutcome(span, [failure]);
    this.#identify(span, index);
    span.end();
    return trace.setSpan(this.context, span);
  }

  #identify(span: Span, index: number): void {
    const id = this.#tracing.showsOrderIds ? idAttribute(this.#ids[index]?.id) : undefined;
    if (id !== undefined) span.setAttribute(ORDER_ATTRIBUTES.id.name, id);
  }
}
