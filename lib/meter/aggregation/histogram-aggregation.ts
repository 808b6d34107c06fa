/** What a histogram can become, as the standard variable calls it. */
export const HISTOGRAM_AGGREGATIONS = [
  'explicit_bucket_histogram',
  'base2_exponential_bucket_histogram',
] as const;
export type HistogramAggregation = (typeof HISTOGRAM_AGGREGATIONS)[number];
