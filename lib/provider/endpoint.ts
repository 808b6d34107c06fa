import { isMainThread } from 'node:worker_threads';
import type { IMetricReader, MetricProducer } from '@opentelemetry/sdk-metrics';
import type { EndpointConfig } from '../config/genesis-config.js';
import { faultName } from '../diagnostics/fault-name.js';
import { inform, report } from '../diagnostics/report.js';
import { GenesisError } from '../errors.js';
import type { SharedMeterProvider } from '../meter/shared-meter-provider.js';
import type { EndpointAddress } from '../prometheus/exporter-options.js';
import { PrometheusExporter } from '../prometheus/prometheus-exporter.js';

/** The pull side of one start: the reader for the meter provider, then the server in front of it. */
export interface Endpoint {
  readonly reader: IMetricReader;
  /** What the endpoint measures of itself, for the push side. */
  readonly metrics: MetricProducer;
  start(): Promise<EndpointAddress | undefined>;
  /** Closes the server, without a word where it was just about to open. */
  stop(): Promise<void>;
}

/** Makes the endpoint; undefined where there is none, which is then said. */
export function createEndpoint(
  config: EndpointConfig | undefined,
  shared: SharedMeterProvider,
): Endpoint | undefined {
  if (config === undefined) return undefined;
  if (!isMainThread) {
    report('a worker thread opens no metrics endpoint, it belongs to the main thread');
    return undefined;
  }
  return reporting(() => {
    const exporter = new PrometheusExporter({
      ...config,
      preventServerStart: true,
      metricProducers: [shared.producer()],
    });
    let isStopped = false;
    return {
      reader: exporter,
      metrics: exporter.endpointMetrics,
      start: () =>
        listen(exporter, (fault) => {
          if (!isStopped) reportFault(fault);
        }),
      stop: () => {
        isStopped = true;
        return exporter.stop();
      },
    };
  });
}

async function listen(
  exporter: PrometheusExporter,
  onFault: (fault: unknown) => void,
): Promise<EndpointAddress | undefined> {
  try {
    await exporter.start();
    const address = exporter.address();
    if (address !== undefined) inform(`metrics at ${address.url}`);
    return address;
  } catch (fault) {
    onFault(fault);
    return undefined;
  }
}

/** Runs `build`; a fault is said in one line and there is no result. */
export function reporting<T>(build: () => T): T | undefined {
  try {
    return build();
  } catch (error) {
    reportFault(error);
    return undefined;
  }
}

/** Our own errors are written to be shown; others may quote a value, so only their class is. */
function reportFault(error: unknown): void {
  const line = error instanceof GenesisError ? error.message : undefined;
  report(
    line ?? `a part of the configuration failed (${faultName(error)}); the bot runs on without it`,
  );
}
