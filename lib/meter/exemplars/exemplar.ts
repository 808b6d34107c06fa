import type { Attributes } from '@opentelemetry/api';

/** One measurement and the trace that it was made in. */
export interface Exemplar {
  readonly value: number;
  /** Since the epoch. */
  readonly milliseconds: number;
  /** Empty, as the id of the span is, where it was made in none. */
  readonly traceId: string;
  readonly spanId: string;
}

/** Where the exemplars of one instrument are found. */
export interface ExemplarSource {
  /** Those of the series of `attributes`, in no order. */
  of(attributes: Attributes): readonly Exemplar[];
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
