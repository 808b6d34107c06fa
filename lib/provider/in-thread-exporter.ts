import type { MetricProducer } from '@opentelemetry/sdk-metrics';
import type { EndpointConfig } from '../config/genesis-config.js';
import type { CollectedFor } from '../exporter-thread/messages.js';
import type { SharedMeterProvider } from '../meter/shared-meter-provider.js';
import type { MetricsPusher } from '../otlp/metrics-pusher.js';
import type { EndpointAddress } from '../prometheus/exporter-options.js';
import { InThreadEndpoint } from './in-thread-endpoint.js';
import type { PushPlan } from './push-plan.js';
import { within } from './within.js';

export interface InThreadExporterParts {
  readonly endpoint: EndpointConfig | undefined;
  readonly push: PushPlan | undefined;
  readonly shared: SharedMeterProvider;
  readonly producers: Readonly<Record<CollectedFor, MetricProducer>>;
}

/** Endpoint and push on the thread of the bot, for where no other thread can be started. */
export class InThreadExporter {
  readonly #endpoint: InThreadEndpoint | undefined;
  readonly #pusher: MetricsPusher | undefined;

  constructor({ endpoint, push, shared, producers }: InThreadExporterParts) {
    if (push !== undefined) {
      // As a rule it is not needed, and loading it takes a while.
      const { createInThreadPush } =
        require('./in-thread-push.js') as typeof import('./in-thread-push.js');
      this.#pusher = createInThreadPush(push, shared, producers.push);
    }
    if (endpoint !== undefined) {
      this.#endpoint = new InThreadEndpoint(endpoint, shared, producers.endpoint);
    }
  }

  async start(): Promise<EndpointAddress | undefined> {
    this.#pusher?.start();
    return await this.#endpoint?.start();
  }

  async flush(): Promise<void> {
    await this.#pusher?.flush();
  }

  async stop(timeoutMillis: number): Promise<void> {
    await within(timeoutMillis, Promise.all([this.#pusher?.flush(), this.#endpoint?.stop()]));
    this.#pusher?.stop();
  }
}
