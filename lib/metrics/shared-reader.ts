import type {
  AggregationOption,
  CollectionResult,
  InstrumentType,
  MetricProducer,
} from '@opentelemetry/sdk-metrics';
import { MetricReader } from '@opentelemetry/sdk-metrics';
import type { HistogramAggregation } from '../meter/aggregation/histogram-aggregation.js';
import { AGGREGATION, INSTRUMENT } from '../meter/sdk-constants.js';
import { catalogueTemporality } from './temporality.js';

/**
 * A MeterProvider takes its readers in its constructor only. This cumulative reader is always
 * there, and readers that come later read through it.
 */
export class SharedReader extends MetricReader {
  /** @param histograms what the SDK makes of histograms that no view is for */
  constructor(histograms: HistogramAggregation = 'explicit_bucket_histogram') {
    super({
      aggregationTemporalitySelector: catalogueTemporality,
      ...(histograms === 'explicit_bucket_histogram'
        ? {}
        : { aggregationSelector: exponentialHistograms }),
    });
  }

  asProducer(): MetricProducer {
    return { collect: (options): Promise<CollectionResult> => this.collect(options) };
  }

  protected override async onShutdown(): Promise<void> {}
  protected override async onForceFlush(): Promise<void> {}
}

function exponentialHistograms(type: InstrumentType): AggregationOption {
  return type === INSTRUMENT.HISTOGRAM
    ? { type: AGGREGATION.EXPONENTIAL_HISTOGRAM }
    : { type: AGGREGATION.DEFAULT };
}
