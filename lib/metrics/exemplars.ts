import type { Attributes, Context, SpanContext } from '@opentelemetry/api';
import { context as contexts, isSpanContextValid, TraceFlags, trace } from '@opentelemetry/api';
import { seriesKey } from './attributes.js';
import type { MetricDefinition } from './metric-definition.js';

/** One measurement and the trace that it was made in. */
export interface Exemplar {
  readonly value: number;
  /** Since the epoch. */
  readonly milliseconds: number;
  readonly traceId: string;
  readonly spanId: string;
}

/**
 * The last measurement that each series of one instrument took within a sampled span, a histogram's
 * for each of its buckets. The instrument's limit of series bounds it too.
 */
export class ExemplarReservoir {
  readonly #definition: MetricDefinition;
  /** By series, then by bucket; a counter has one bucket. */
  readonly #series = new Map<string, (Exemplar | undefined)[]>();

  constructor(definition: MetricDefinition) {
    this.#definition = definition;
  }

  /**
   * Keeps `value` where `context`, else the active one, carries a sampled span.
   * @param labels admitted ones, as they are recorded
   */
  note(value: number, labels: Attributes, context?: Context): void {
    const span = sampledSpan(context);
    if (span === undefined) return;
    const { traceId, spanId } = span;
    const key = seriesKey(this.#definition, labels);
    const kept = this.#series.get(key) ?? [];
    kept[this.#bucketOf(value)] = { value, milliseconds: Date.now(), traceId, spanId };
    this.#series.set(key, kept);
  }

  /** Those of the series of `attributes`, in no order. */
  of(attributes: Attributes): readonly Exemplar[] {
    const kept = this.#series.get(seriesKey(this.#definition, attributes));
    return kept?.filter((exemplar) => exemplar !== undefined) ?? [];
  }

  #bucketOf(value: number): number {
    const { boundaries } = this.#definition;
    const index = boundaries.findIndex((boundary) => value <= boundary);
    return index < 0 ? boundaries.length : index;
  }
}

/** A context may be anything a caller made up, and the measurement itself is already counted. */
function sampledSpan(given: Context | undefined): SpanContext | undefined {
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
const reservoirs = new WeakMap<object, ExemplarReservoir>();

/** Makes the exemplars of an instrument known under its advice. */
export function keepExemplars(advice: object, definition: MetricDefinition): ExemplarReservoir {
  const reservoir = new ExemplarReservoir(definition);
  reservoirs.set(advice, reservoir);
  return reservoir;
}

/** The exemplars of the instrument that `descriptor` was collected from, where it keeps any. */
export function exemplarsOf(descriptor: object): ExemplarReservoir | undefined {
  const { advice } = descriptor as { advice?: unknown };
  return typeof advice === 'object' && advice !== null ? reservoirs.get(advice) : undefined;
}
