import { PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import type { ResourceMetrics } from '@opentelemetry/sdk-metrics';
import type { Exposition, ExpositionRequest } from './exposition.js';

export class CollectedMetrics implements Exposition {
  constructor(
    private readonly metrics: ResourceMetrics,
    _options: { created: boolean },
  ) {}
  async *text(_request: ExpositionRequest): AsyncIterable<string> {
    yield `${new PrometheusSerializer('', false, undefined, false, true).serialize(this.metrics)}\n`;
  }
}
