import type { MetricAdvice } from '@opentelemetry/api';
import type { AggregationOption, InstrumentType } from '@opentelemetry/sdk-metrics';
import type { AggregationDescription } from '../aggregation/aggregation.js';
import { AGGREGATION, INSTRUMENT } from '../sdk-constants.js';

/** The SDK's own, for a histogram that nobody gave any. */
const DEFAULT_BOUNDARIES = [
  0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1_000, 2_500, 5_000, 7_500, 10_000,
];
const DEFAULT_MAX_SIZE = 160;
const SMALLEST_MAX_SIZE = 2;
const LARGEST_MAX_SIZE = 10_000;

/** How an instrument is aggregated; undefined drops everything. */
export function aggregationOf(
  option: AggregationOption | undefined,
  type: InstrumentType,
  advice: MetricAdvice,
): AggregationDescription | undefined {
  switch (option?.type ?? AGGREGATION.DEFAULT) {
    case AGGREGATION.DROP:
      return undefined;
    case AGGREGATION.SUM:
      return { kind: 'sum', isMonotonic: type !== INSTRUMENT.GAUGE };
    case AGGREGATION.LAST_VALUE:
      return { kind: 'last_value' };
    case AGGREGATION.EXPLICIT_BUCKET_HISTOGRAM:
      return explicitHistogram(option, undefined);
    case AGGREGATION.EXPONENTIAL_HISTOGRAM:
      return exponentialHistogram(option);
    default:
      return defaultFor(type, advice);
  }
}

function defaultFor(type: InstrumentType, advice: MetricAdvice): AggregationDescription {
  if (type === INSTRUMENT.COUNTER) return { kind: 'sum', isMonotonic: true };
  if (type === INSTRUMENT.GAUGE) return { kind: 'last_value' };
  return explicitHistogram(undefined, advice.explicitBucketBoundaries);
}

function explicitHistogram(
  option: AggregationOption | undefined,
  advised: readonly number[] | undefined,
): AggregationDescription {
  const options = option !== undefined && 'options' in option ? option.options : undefined;
  const given = options !== undefined && 'boundaries' in options ? options.boundaries : advised;
  return {
    kind: 'explicit_histogram',
    boundaries: risingFinite(given ?? DEFAULT_BOUNDARIES),
    recordMinMax: options?.recordMinMax ?? true,
  };
}

function exponentialHistogram(option: AggregationOption | undefined): AggregationDescription {
  const options = option !== undefined && 'options' in option ? option.options : undefined;
  const maxSize = options !== undefined && 'maxSize' in options ? options.maxSize : undefined;
  return {
    kind: 'exponential_histogram',
    maxSize: sizeOf(maxSize ?? DEFAULT_MAX_SIZE),
    recordMinMax: options?.recordMinMax ?? true,
  };
}

/** Cells are reserved for all of them; the SDK, which does not, takes any number. */
function sizeOf(maxSize: number): number {
  if (!Number.isFinite(maxSize)) return DEFAULT_MAX_SIZE;
  return Math.min(LARGEST_MAX_SIZE, Math.max(SMALLEST_MAX_SIZE, Math.floor(maxSize)));
}

function risingFinite(boundaries: readonly number[]): number[] {
  const finite = boundaries.filter((boundary) => Number.isFinite(boundary));
  return finite.sort((one, other) => one - other);
}
