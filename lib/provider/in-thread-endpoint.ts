import type { MetricProducer } from '@opentelemetry/sdk-metrics';
import type { EndpointConfig } from '../config/genesis-config.js';
import type { SharedMeterProvider } from '../meter/shared-meter-provider.js';
import type { EndpointAddress } from '../prometheus/exporter-options.js';
import type { PrometheusExporter } from '../prometheus/prometheus-exporter.js';

/** The endpoint on the thread of the bot, for where no other thread can be started. */
export class InThreadEndpoint {
  readonly #exporter: PrometheusExporter;

  constructor(config: EndpointConfig, shared: SharedMeterProvider, producer: MetricProducer) {
    // As a rule it is not needed, and loading it takes a while.
    const { PrometheusExporter: Exporter } =
      require('../prometheus/prometheus-exporter.js') as typeof import('../prometheus/prometheus-exporter.js');
    this.#exporter = new Exporter({
      ...config,
      preventServerStart: true,
      metricProducers: [producer],
    });
    this.#exporter.setMetricProducer(shared.producer());
  }

  async start(): Promise<EndpointAddress | undefined> {
    await this.#exporter.start();
    return this.#exporter.address();
  }

  stop(): Promise<void> {
    return this.#exporter.stop();
  }
}
