import type { Aggregation } from '../aggregation/aggregation.js';
import { ExplicitHistogramAggregation } from '../aggregation/explicit-histogram.js';
import { ExponentialHistogramAggregation } from '../aggregation/exponential-histogram.js';
import { LastValueAggregation } from '../aggregation/last-value.js';
import { ExplicitHistogramSeries } from './explicit-histogram-series.js';
import { ExponentialHistogramSeries } from './exponential-histogram-series.js';
import { LastValueSeries } from './last-value-series.js';
import type { RecordingSeries, SeriesParts } from './recording.js';
import { SumSeries } from './sum-series.js';

/**
 * The series that records into the cells of `aggregation`.
 * @param order one cell that counts the recordings of gauges of all threads
 */
export function createSeries(
  aggregation: Aggregation,
  parts: SeriesParts,
  order: Float64Array,
): RecordingSeries {
  if (aggregation instanceof LastValueAggregation) return new LastValueSeries(parts, order);
  if (aggregation instanceof ExplicitHistogramAggregation) {
    return new ExplicitHistogramSeries(aggregation, parts);
  }
  if (aggregation instanceof ExponentialHistogramAggregation) {
    return new ExponentialHistogramSeries(aggregation, parts);
  }
  return new SumSeries(parts);
}
