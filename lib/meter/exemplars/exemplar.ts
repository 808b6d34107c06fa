import type { Attributes, Context, SpanContext } from '@opentelemetry/api';
import { context as contexts, isSpanContextValid, TraceFlags, trace } from '@opentelemetry/api';

/** One measurement and the trace that it was made in. */
export interface Exemplar {
  readonly value: number;
  /** Since the epoch. */
  readonly milliseconds: number;
  readonly traceId: string;
  readonly spanId: string;
}

/** Where the exemplars of one instrument are found. */
export interface ExemplarSource {
  /** Those of the series of `attributes`, in no order. */
  of(attributes: Attributes): readonly Exemplar[];
}

/** A context may be anything a caller made up, and the measurement itself is already counted. */
export function sampledSpan(given: Context | undefined): SpanContext | undefined {
  try {
    const span = trace.getSpanContext(given ?? contexts.active());
    if (span === undefined || (span.traceFlags & TraceFlags.SAMPLED) === 0) return undefined;
    return isSpanContextValid(span) ? span : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The SDK hands an instrument's advice on, by identity, with everything it collects from it; that
 * is how a reader finds the exemplars of exactly this instrument.
 */
const sources = new WeakMap<object, ExemplarSource>();

/** Makes the exemplars of an instrument known under its advice. */
export function publishExemplars(advice: object, source: ExemplarSource): void {
  sources.set(advice, source);
}

/** The exemplars of the instrument that `descriptor` was collected from, where it keeps any. */
export function exemplarsOf(descriptor: object): ExemplarSource | undefined {
  const { advice } = descriptor as { advice?: unknown };
  return typeof advice === 'object' && advice !== null ? sources.get(advice) : undefined;
}
