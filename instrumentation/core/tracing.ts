import type { Tracer, TracerProvider } from '@opentelemetry/api';
import { hasTracerProvider } from '../../lib/traces/has-tracer-provider.js';

/** How the orders of one instrumentation are traced. */
export interface Tracing {
  readonly tracer: Tracer;
  /** Whether spans carry the exchange's ids of orders. */
  readonly showsOrderIds: boolean;
}

/**
 * Whether a tracer of this provider may make spans. What OpenTelemetry hands out before anybody has
 * registered a provider only stands for it, and none may ever come.
 */
export function isTracing(provider: TracerProvider | undefined): boolean {
  return provider === undefined || 'getDelegate' in provider ? hasTracerProvider() : true;
}
