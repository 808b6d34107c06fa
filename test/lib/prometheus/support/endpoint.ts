import type { Meter } from '@opentelemetry/api';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import type {
  EndpointAddress,
  PrometheusExporterOptions,
} from '../../../../lib/prometheus/exporter-options.js';
import { PrometheusExporter } from '../../../../lib/prometheus/prometheus-exporter.js';

export interface Endpoint extends EndpointAddress {
  exporter: PrometheusExporter;
  meter: Meter;
}

const open: PrometheusExporter[] = [];

/** Remembers an exporter, so that `closeEndpoints` stops it. */
export function tracked(exporter: PrometheusExporter): PrometheusExporter {
  open.push(exporter);
  return exporter;
}

/** A started endpoint on 127.0.0.1 and a free port, with a meter to feed it. */
export async function openEndpoint(options: PrometheusExporterOptions = {}): Promise<Endpoint> {
  const exporter = tracked(
    new PrometheusExporter({ host: '127.0.0.1', port: 0, preventServerStart: true, ...options }),
  );
  const meter = new MeterProvider({ readers: [exporter] }).getMeter('test');
  await exporter.start();
  return { ...addressOf(exporter), exporter, meter };
}

export function addressOf(exporter: PrometheusExporter): EndpointAddress {
  const address = exporter.address();
  if (address === undefined) throw new Error('the endpoint does not listen');
  return address;
}

export async function closeEndpoints(): Promise<void> {
  await Promise.all(open.splice(0).map((exporter) => exporter.stop()));
}
