import type { Context, Span } from '@opentelemetry/api';
import {
  context as contexts,
  createContextKey,
  isSpanContextValid,
  SpanKind,
  trace,
} from '@opentelemetry/api';
import type { OrderEvent } from '../../../lib/collector/order-event.js';
import { neverThrow } from '../../../lib/diagnostics/never-throw.js';
import { idAttribute, ORDER_ATTRIBUTES, orderAttributes } from '../../../lib/traces/attributes.js';
import { ACKNOWLEDGED, spanName } from '../../../lib/traces/spans.js';
import type { Tracing } from '../tracing.js';
import type { OrderFailure, OrderRequest } from './order-call.js';
import type { OrderIds } from './order-ids.js';
import { requestAttributes, setOutcome } from './order-spans.js';
import type { TracedOrders } from './traced-orders.js';

const PLACE = 'tracing an order';

/** The order that a context is of. */
const ORDER = createContextKey('genesis-otel order');

/** What is known of an order call that has ended. */
export interface OrderEnd {
  readonly orders: readonly OrderEvent[];
  /** One entry an order; a cancellation's stand for themselves. */
  readonly failures: readonly OrderFailure[];
  readonly throttleWaitSeconds: number;
}

export interface OrderTraceParts {
  readonly request: OrderRequest;
  readonly tracing: Tracing;
  /** Where the orders are remembered that fills may come for. */
  readonly known: TracedOrders;
}

/**
 * The spans of one order call: one for the call, and for a batch one more for each of its orders
 * below it. A tracer, sampler or processor that throws costs its span, never the order.
 */
export class OrderTrace {
  /** What the exchange call runs in. */
  readonly context: Context;
  /** What the bot made the call in, without its span. */
  readonly outside: Context;
  readonly #span: Span;
  readonly #request: OrderRequest;
  readonly #tracing: Tracing;
  readonly #known: TracedOrders;
  readonly #startedAt = Date.now();
  readonly #sent = new Map<string, number>();
  #isEnded = false;
  #ids: readonly (readonly OrderIds[])[] = [];
  /** The context of each order, once the call has ended. */
  #orders: readonly Context[] = [];

  private constructor(span: Span, parent: Context, parts: OrderTraceParts) {
    this.#span = span;
    this.outside = trace.deleteSpan(parent);
    this.context = trace.setSpan(parent, span).setValue(ORDER, this);
    this.#request = parts.request;
    this.#tracing = parts.tracing;
    this.#known = parts.known;
  }

  /** Starts the span of a call below the active one; undefined where the tracer makes none. */
  static start(parts: OrderTraceParts): OrderTrace | undefined {
    return neverThrow(PLACE, () => {
      const { request, tracing, known } = parts;
      const parent = OrderTrace.#outlived(contexts.active());
      const name = spanName(request.operation, request.orders.length);
      const options = { kind: SpanKind.CLIENT, attributes: requestAttributes(request) };
      const span = tracing.tracer.startSpan(name, options, parent);
      if (!isSpanContextValid(span.spanContext())) return undefined;
      if (span.isRecording()) known.expect();
      return new OrderTrace(span, parent, parts);
    });
  }

  /**
   * What an order starts and leaves behind (a socket, a timer) inherits its context for ever. An order
   * that has ended is no parent, and decides about the sampling of none; a span of the bot's own that
   * has begun since is.
   */
  static #outlived(active: Context): Context {
    const order = active.getValue(ORDER);
    if (!(order instanceof OrderTrace) || !order.#isEnded) return active;
    return trace.getSpan(active)?.isRecording() === true ? active : order.outside;
  }

  /** A request of the call left for the exchange. */
  requestSent(method: unknown, path: unknown): void {
    const [target = ''] = `${String(method)} ${String(path)}`.split('?', 1);
    this.#sent.set(target, (this.#sent.get(target) ?? 0) + 1);
  }

  /** The exchange has the order, and says later what became of it. */
  acknowledged(): void {
    // The last word may have been faster.
    if (this.#isEnded) return;
    neverThrow(PLACE, () => this.#span.addEvent(ACKNOWLEDGED));
  }

  /** What the orders of the call are known by, one entry an order; some are several orders. */
  identified(ids: readonly (readonly OrderIds[])[]): void {
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

  #record({ orders, failures, throttleWaitSeconds }: OrderEnd): void {
    const span = this.#span;
    const { operation } = this.#request;
    span.setAttribute(ORDER_ATTRIBUTES.throttleWait.name, throttleWaitSeconds);
    span.setAttribute(ORDER_ATTRIBUTES.retries.name, this.#retries(orders.length));
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
    this.#identify(span, order, 0);
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
    this.#identify(span, order, index);
    span.end();
    return trace.setSpan(this.context, span);
  }

  /** Some clients send the orders of a batch one after the other. */
  #retries(orders: number): number {
    let retries = 0;
    for (const times of this.#sent.values()) retries += Math.max(0, times - Math.max(1, orders));
    return retries;
  }

  #identify(span: Span, order: OrderEvent | undefined, index: number): void {
    const ids = this.#ids[index] ?? [];
    if (ids.length === 0 || !span.isRecording()) return;
    const tracing = this.#tracing;
    const [id] = tracing.showsOrderIds ? ids.map((known) => idAttribute(known.id)) : [];
    if (id !== undefined) span.setAttribute(ORDER_ATTRIBUTES.id.name, id);
    if (order === undefined) return;
    const traced = { tracing, span: span.spanContext(), order, startedAt: this.#startedAt };
    for (const known of ids) this.#known.placed(known, traced);
  }
}
