import type { Tracer, TracerProvider } from '@opentelemetry/api';
import { trace } from '@opentelemetry/api';
import { hasTracerProvider } from '../../lib/traces/has-tracer-provider.js';
import { VERSION } from '../../lib/version.js';

/** How the orders of one instrumentation are traced. */
export interface Tracing {
  readonly tracer: Tracer;
  /** Whether spans carry the exchange's ids of orders. */
  readonly showsOrderIds: boolean;
}

/** How one instrumentation traces, by whoever makes its spans at the moment. */
export class TracingSource {
  readonly #name: string;
  #provider: TracerProvider | undefined;
  #tracing: Tracing | undefined;

  constructor(name: string) {
    this.#name = name;
  }

  /** Undefined where nobody makes spans. Asked at each order, so it costs next to nothing. */
  by(given: TracerProvider | undefined, showsOrderIds: boolean): Tracing | undefined {
    const provider = current(given);
    if (provider === undefined) return undefined;
    if (provider !== this.#provider || this.#tracing === undefined) {
      this.#tracing = { tracer: provider.getTracer(this.#name, VERSION), showsOrderIds };
      this.#provider = provider;
    }
    return this.#tracing;
  }
}

/**
 * The provider that an instrumentation was given, or the global one of the moment. What OpenTelemetry
 * hands out before anybody has registered a provider only stands for that: none may ever come, and it
 * stays with the first although the bot may have another one tomorrow.
 */
function current(given: TracerProvider | undefined): TracerProvider | undefined {
  if (given !== undefined && !('getDelegate' in given)) return given;
  return hasTracerProvider() ? trace.getTracerProvider() : undefined;
}
