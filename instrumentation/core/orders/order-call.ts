import { performance } from 'node:perf_hooks';
import type { MetricsCollector } from '../../../lib/collector/metrics-collector.js';
import type { ErrorType, OrderEvent, OrderOperation } from '../../../lib/collector/order-event.js';
import { outcomeOf } from '../../../lib/collector/order-event.js';
import type { ExchangeWatch } from '../exchange-watch.js';
import type { Tracing } from '../tracing.js';
import { OrderTrace } from './order-trace.js';

/** What a call of an order method is about. */
export interface OrderRequest {
  readonly exchange: string;
  readonly operation: OrderOperation;
  /** The orders it places, edits or closes; none for a cancellation. */
  readonly orders: readonly OrderEvent[];
}

/** How one order of a call ended: undefined is success. */
export type OrderFailure = ErrorType | undefined;

/**
 * One logical order operation, from the bot's call to its end. It counts the attempt at once, so an
 * order that never ends is counted too, and everything else in {@link OrderCall.end}.
 */
export class OrderCall {
  readonly request: OrderRequest;
  /** Its spans; undefined where nobody asks for any. */
  readonly trace: OrderTrace | undefined;
  readonly #collector: MetricsCollector;
  readonly #startedAt = performance.now();
  #throttleWaitMs = 0;
  #preparationMs = 0;
  #requestsSent = 0;
  #orders: readonly OrderEvent[];

  constructor(
    request: OrderRequest,
    { collector, tracedOrders }: ExchangeWatch,
    tracing: Tracing | undefined,
  ) {
    this.request = request;
    this.#collector = collector;
    this.#orders = request.orders;
    this.trace =
      tracing === undefined
        ? undefined
        : OrderTrace.start({ request, tracing, known: tracedOrders });
    for (const order of request.orders) collector.recordOrder(order, this.trace?.context);
  }

  /** All orders of the call that are known by now. */
  get orders(): readonly OrderEvent[] {
    return this.#orders;
  }

  /** Counts orders that the call has placed and its arguments did not name. */
  found(orders: readonly OrderEvent[]): void {
    if (orders.length === 0) return;
    this.#orders = [...this.#orders, ...orders];
    for (const order of orders) this.#collector.recordOrder(order, this.trace?.context);
  }

  /** Time that the client's own rate limiter held this order back, in milliseconds. */
  addThrottleWait(milliseconds: number): void {
    this.#throttleWaitMs += milliseconds;
  }

  /** Time spent on something else first, such as loading the markets, in milliseconds. */
  addPreparation(milliseconds: number): void {
    this.#preparationMs += milliseconds;
  }

  /** Notes that a request left for the exchange. */
  requestSent(): void {
    this.#requestsSent += 1;
  }

  /** Ends the call. `failures` has one entry an order; a cancellation's single entry comes first. */
  end(failures: readonly OrderFailure[]): void {
    const elapsed = performance.now() - this.#startedAt;
    const seconds = Math.max(0, elapsed - this.#throttleWaitMs - this.#preparationMs) / 1000;
    const { exchange, operation } = this.request;
    const { trace } = this;
    const orders = this.#orders;
    const throttleWait = this.#throttleWaitMs / 1000;
    trace?.end({ orders, failures, throttleWaitSeconds: throttleWait });
    for (const errorType of failures) {
      if (errorType !== undefined) {
        this.#collector.recordOrderError({ exchange, operation, errorType }, trace?.context);
      }
    }
    for (let index = 0; index < orders.length; index += 1) {
      const order = orders[index] as OrderEvent;
      const failure = failures[index];
      const context = trace?.contextOf(index);
      if (failure !== undefined) this.#collector.recordOrderFailure(order, context);
      // Refused before anything was sent: a failure, and no latency of the exchange.
      if (failure !== undefined && this.#requestsSent === 0) continue;
      const outcome = failure === undefined ? 'success' : outcomeOf(failure);
      const { type } = order;
      const labels = { exchange: order.exchange, type, outcome };
      this.#collector.recordExecutionTime(seconds, labels, context);
      this.#collector.recordThrottleWait(throttleWait, order, context);
    }
  }
}
