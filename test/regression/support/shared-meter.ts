import type { Attributes } from '@opentelemetry/api';
import type {
  AggregationTemporality,
  InstrumentType,
  MetricProducer,
  ViewOptions,
} from '@opentelemetry/sdk-metrics';
import type { SharedMeter } from '../../../lib/meter/shared-meter.js';
import { SharedMeterProvider } from '../../../lib/meter/shared-meter-provider.js';

export interface SharedMeterOptions {
  readonly views?: readonly ViewOptions[];
  readonly select?: (type: InstrumentType) => AggregationTemporality;
}

/** A meter without a version, and what a reader reads it through. */
export function sharedMeter({ views = [], select }: SharedMeterOptions = {}): {
  meter: SharedMeter;
  producer: MetricProducer;
} {
  const provider = new SharedMeterProvider({ views: [...views] });
  return { meter: provider.getMeter('bot'), producer: provider.producer(select) };
}

/** The attributes and the value of each point that there is news of. */
export async function pointsOf(producer: MetricProducer): Promise<[Attributes, unknown][]> {
  const { resourceMetrics } = await producer.collect();
  return resourceMetrics.scopeMetrics
    .flatMap(({ metrics }) => metrics)
    .flatMap(({ dataPoints }) =>
      dataPoints.map(({ attributes, value }): [Attributes, unknown] => [attributes, value]),
    );
}
