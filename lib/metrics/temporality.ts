import { AggregationTemporality, InstrumentType } from '@opentelemetry/sdk-metrics';

/**
 * The temporality that readers of the catalogue ask the SDK for: cumulative sums and histograms,
 * as Prometheus needs them. Gauges have no temporality in what is exported; asking for deltas makes
 * the SDK show what was observed in this collection only, where cumulative would export a series
 * that has ended for ever.
 */
export function catalogueTemporality(type: InstrumentType): AggregationTemporality {
  return type === InstrumentType.OBSERVABLE_GAUGE
    ? AggregationTemporality.DELTA
    : AggregationTemporality.CUMULATIVE;
}
