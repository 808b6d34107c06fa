import { readFileSync } from 'node:fs';
import type {
  AggregationTemporality,
  InstrumentType,
  MetricProducer,
  PushMetricExporter,
} from '@opentelemetry/sdk-metrics';
import { PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { GenesisError } from '../errors.js';
import type { ClientCertificates } from './single-attempt.js';
import { singleAttemptAgent } from './single-attempt.js';
import { WatchedExporter } from './watched-exporter.js';

/** A file to be read, and the variable that names it. */
export interface CertificateFile {
  readonly variable: string;
  readonly path: string;
}

/**
 * What the push side is built from. What is undefined here the OpenTelemetry exporter takes from
 * its standard variables by itself: address, headers, compression and temporality.
 */
export interface OtlpReaderOptions {
  readonly protocol: 'http/protobuf' | 'http/json' | 'grpc';
  readonly url: string | undefined;
  readonly headers: Record<string, string> | undefined;
  readonly exportIntervalMillis: number;
  readonly exportTimeoutMillis: number;
  readonly pushTimeoutMillis: number;
  readonly ca: CertificateFile | undefined;
  readonly cert: CertificateFile | undefined;
  readonly key: CertificateFile | undefined;
}

/** Gives the sources of a reader that wants the temporalities it chooses. */
export type ProducersFor = (
  select: (type: InstrumentType) => AggregationTemporality,
) => MetricProducer[];

/**
 * A reader that pushes metrics to an OTLP collector at an interval. Nothing of it keeps the process
 * alive, and a failed push is said once.
 * @param producersFor what is pushed besides the metrics of the provider that takes the reader, given
 * the temporalities that the push wants
 * @throws GenesisError `GENESIS_CREDENTIAL_INVALID` where a certificate or key cannot be read
 */
export function createOtlpReader(
  options: OtlpReaderOptions,
  producersFor: ProducersFor = () => [],
): PeriodicExportingMetricReader {
  const { exportIntervalMillis, exportTimeoutMillis } = options;
  const exporter = new WatchedExporter(createExporter(options));
  return new PeriodicExportingMetricReader({
    exporter,
    exportIntervalMillis,
    exportTimeoutMillis,
    metricProducers: producersFor((type) => exporter.selectAggregationTemporality(type)),
  });
}

/** Loading an exporter takes longer than everything else here, so only the one in use is loaded. */
function createExporter(options: OtlpReaderOptions): PushMetricExporter {
  const { protocol, url, headers, pushTimeoutMillis: timeoutMillis } = options;
  const address = url === undefined ? {} : { url };
  const certificates = readCertificates(options);
  if (protocol === 'grpc') {
    const { OTLPMetricExporter } = loadPackage('@opentelemetry/exporter-metrics-otlp-grpc');
    return new OTLPMetricExporter({ ...address, timeoutMillis });
  }
  const { OTLPMetricExporter } =
    protocol === 'http/json'
      ? loadPackage('@opentelemetry/exporter-metrics-otlp-http')
      : loadPackage('@opentelemetry/exporter-metrics-otlp-proto');
  return new OTLPMetricExporter({
    ...address,
    ...(headers === undefined ? {} : { headers }),
    timeoutMillis,
    httpAgentOptions: singleAttemptAgent(certificates),
  });
}

interface ExporterPackages {
  '@opentelemetry/exporter-metrics-otlp-grpc': typeof import('@opentelemetry/exporter-metrics-otlp-grpc');
  '@opentelemetry/exporter-metrics-otlp-http': typeof import('@opentelemetry/exporter-metrics-otlp-http');
  '@opentelemetry/exporter-metrics-otlp-proto': typeof import('@opentelemetry/exporter-metrics-otlp-proto');
}

function loadPackage<Name extends keyof ExporterPackages>(name: Name): ExporterPackages[Name] {
  return require(name) as ExporterPackages[Name];
}

function readCertificates({ ca, cert, key }: OtlpReaderOptions): ClientCertificates {
  return { ...read('ca', ca), ...read('cert', cert), ...read('key', key) };
}

function read(part: keyof ClientCertificates, file: CertificateFile | undefined) {
  if (file === undefined) return {};
  try {
    return { [part]: readFileSync(file.path) };
  } catch {
    throw new GenesisError(
      'GENESIS_CREDENTIAL_INVALID',
      `${file.variable} names a file that cannot be read; metrics are not pushed over OTLP`,
    );
  }
}
