import type { CollectionResult, MetricProducer } from '@opentelemetry/sdk-metrics';
import { MetricReader } from '@opentelemetry/sdk-metrics';
import { catalogueTemporality } from './temporality.js';

/**
 * A MeterProvider takes its readers in its constructor only. This cumulative reader is always
 * there, and readers that come later read through it.
 */
export class SharedReader extends MetricReader {
  constructor() {
    super({ aggregationTemporalitySelector: catalogueTemporality });
  }

  asProducer(): MetricProducer {
    return { collect: (options): Promise<CollectionResult> => this.collect(options) };
  }

  protected override async onShutdown(): Promise<void> {}
  protected override async onForceFlush(): Promise<void> {}
}
