import type {
  AggregationTemporality,
  AggregationType,
  DataPointType,
  InstrumentType,
} from '@opentelemetry/sdk-metrics';

/**
 * The values of the SDK's enumerations. They are written down here because loading the SDK for them
 * would take a third of a second in each thread that records or serves.
 */
export const TEMPORALITY = {
  DELTA: 0 as AggregationTemporality.DELTA,
  CUMULATIVE: 1 as AggregationTemporality.CUMULATIVE,
} as const;

export const AGGREGATION = {
  DEFAULT: 0 as AggregationType.DEFAULT,
  DROP: 1 as AggregationType.DROP,
  SUM: 2 as AggregationType.SUM,
  LAST_VALUE: 3 as AggregationType.LAST_VALUE,
  EXPLICIT_BUCKET_HISTOGRAM: 4 as AggregationType.EXPLICIT_BUCKET_HISTOGRAM,
  EXPONENTIAL_HISTOGRAM: 5 as AggregationType.EXPONENTIAL_HISTOGRAM,
} as const;

export const DATA_POINT = {
  HISTOGRAM: 0 as DataPointType.HISTOGRAM,
  EXPONENTIAL_HISTOGRAM: 1 as DataPointType.EXPONENTIAL_HISTOGRAM,
  GAUGE: 2 as DataPointType.GAUGE,
  SUM: 3 as DataPointType.SUM,
} as const;

export const INSTRUMENT = {
  COUNTER: 'COUNTER' as InstrumentType.COUNTER,
  GAUGE: 'GAUGE' as InstrumentType.GAUGE,
  HISTOGRAM: 'HISTOGRAM' as InstrumentType.HISTOGRAM,
} as const;
