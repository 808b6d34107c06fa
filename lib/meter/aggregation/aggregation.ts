import type { ExponentialHistogram, Histogram } from '@opentelemetry/sdk-metrics';

/** How a stream aggregates, as far as it can be told to another thread. */
export type AggregationDescription =
  | { readonly kind: 'sum'; readonly isMonotonic: boolean }
  | { readonly kind: 'last_value' }
  | {
      readonly kind: 'explicit_histogram';
      readonly boundaries: readonly number[];
      readonly recordMinMax: boolean;
    }
  | {
      readonly kind: 'exponential_histogram';
      readonly maxSize: number;
      readonly recordMinMax: boolean;
    };

/** The value of a data point. */
export type PointValue = number | Histogram | ExponentialHistogram;

/** Refuses a value that an instrument cannot take. */
export type Refuse = (value: number) => void;

/** What a new series is recorded into and by. */
export interface SeriesCells {
  readonly cells: Float64Array;
  readonly offset: number;
}

/**
 * How one kind of aggregation lies in the cells of a series. Cells are written by one thread and may
 * be read by any at any time, so that no state of them may be misread in between.
 */
export interface Aggregation {
  readonly description: AggregationDescription;
  /** Cells of one series. */
  readonly size: number;
  /** Sets the cells of a series to which nothing was recorded. */
  clear(cells: Float64Array, offset: number): void;
  /** Whether anything was recorded. */
  isRecorded(cells: Float64Array, offset: number): boolean;
  /** Adds what another thread recorded to the same series. */
  merge(into: SeriesCells, from: SeriesCells): void;
  /** Takes away what had been recorded before; false where nothing was recorded since. */
  subtract(from: SeriesCells, before: SeriesCells): boolean;
  /** @param hasSum whether the instrument's values add up to something (those of a gauge do not) */
  value(cells: Float64Array, offset: number, hasSum: boolean): PointValue;
}
