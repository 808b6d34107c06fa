import type { Context, SpanContext } from '@opentelemetry/api';
import { context as contexts, isSpanContextValid, TraceFlags, trace } from '@opentelemetry/api';

/** Which measurements become exemplars: those of a sampled span, none, all. */
export const EXEMPLAR_FILTERS = ['trace_based', 'always_off', 'always_on'] as const;
export type ExemplarFilter = (typeof EXEMPLAR_FILTERS)[number];

/** Ids of nothing but zeros stand for no span. */
const NO_SPAN: SpanContext = {
  traceId: '0'.repeat(32),
  spanId: '0'.repeat(16),
  traceFlags: TraceFlags.NONE,
};

/** The span that the exemplar of a measurement names; undefined where it becomes none. */
export function exemplarSpan(
  filter: ExemplarFilter,
  context: Context | undefined,
): SpanContext | undefined {
  if (filter === 'always_off') return undefined;
  const span = validSpan(context);
  if (filter === 'always_on') return span ?? NO_SPAN;
  return span !== undefined && (span.traceFlags & TraceFlags.SAMPLED) !== 0 ? span : undefined;
}

/** A context may be anything a caller made up, and the measurement itself is already counted. */
function validSpan(given: Context | undefined): SpanContext | undefined {
  try {
    const span = trace.getSpanContext(given ?? contexts.active());
    return span !== undefined && isSpanContextValid(span) ? span : undefined;
  } catch {
    return undefined;
  }
}
