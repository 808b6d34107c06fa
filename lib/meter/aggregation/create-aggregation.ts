import type { Aggregation, AggregationDescription } from './aggregation.js';
import { ExplicitHistogramAggregation } from './explicit-histogram.js';
import { ExponentialHistogramAggregation } from './exponential-histogram.js';
import { LastValueAggregation } from './last-value.js';
import { SumAggregation } from './sum.js';

/** The aggregation that a description tells of, in this or in another thread. */
export function createAggregation(description: AggregationDescription): Aggregation {
  switch (description.kind) {
    case 'sum':
      return new SumAggregation(description.isMonotonic);
    case 'last_value':
      return new LastValueAggregation();
    case 'explicit_histogram':
      return new ExplicitHistogramAggregation(description.boundaries, description.recordMinMax);
    case 'exponential_histogram':
      return new ExponentialHistogramAggregation(description.maxSize, description.recordMinMax);
  }
}
