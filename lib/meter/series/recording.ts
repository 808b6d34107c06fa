import type { Attributes, Context } from '@opentelemetry/api';
import type { Refuse } from '../aggregation/aggregation.js';
import type { CellRange } from '../cell-memory.js';

/** A counter whose series is chosen; each call is one addition to one place in memory. */
export interface BoundCounter {
  /**
   * Adds `value`, zero or more. Anything else is dropped as by the counter itself.
   * @param context where to look for the span of an exemplar; default: the active context
   */
  add(value: number, context?: Context): void;
}

/** A histogram whose series is chosen. */
export interface BoundHistogram {
  /**
   * Records `value`, zero or more. Anything else is dropped as by the histogram itself.
   * @param context where to look for the span of an exemplar; default: the active context
   */
  record(value: number, context?: Context): void;
}

/** A gauge whose series is chosen. */
export interface BoundGauge {
  /** Sets the value, any finite number. Anything else is dropped as by the gauge itself. */
  record(value: number, context?: Context): void;
}

/** One series of any kind. How it is aggregated is a matter of views, so it takes both calls. */
export interface RecordingSeries extends BoundCounter, BoundHistogram, BoundGauge {
  /** As they are exported; undefined where there are several series, or where nobody needs them. */
  readonly attributes?: Attributes;
  /** Ends the series until it is recorded again, where its aggregation can. */
  end(): void;
}

/** What one instrument takes. */
export interface ValueRules {
  /** The smallest value. */
  readonly floor: number;
  /** Is given what it does not take; never throws. */
  readonly refuse: Refuse;
}

/** Whether a value is a finite number and no less than the smallest one that is taken. */
export function isTaken(value: unknown, { floor }: ValueRules): boolean {
  return typeof value === 'number' && value >= floor && value <= Number.MAX_VALUE;
}

/** Notes a measurement where it becomes an exemplar. */
export type NoteExemplar = (
  attributes: Attributes,
  value: number,
  context: Context | undefined,
) => void;

/** What all series of a stream have in common. */
export interface StreamRules extends ValueRules {
  /** Whether a measurement becomes an exemplar where there is no context either. */
  readonly notesAll: boolean;
  readonly note: NoteExemplar;
}

/** What a series is made of. */
export interface SeriesParts {
  readonly range: CellRange;
  /** As they are exported. */
  readonly attributes: Attributes;
  readonly rules: StreamRules;
}
