import { readFileSync } from 'node:fs';
import type { CompressionAlgorithm } from '@opentelemetry/otlp-exporter-base';
import type {
  AggregationOption,
  AggregationTemporality,
  MetricProducer,
  PushMetricExporter,
} from '@opentelemetry/sdk-metrics';
import {
  AggregationType,
  InstrumentType,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { keepingDiagLogger } from '../diagnostics/diag-logger.js';
import { GenesisError } from '../errors.js';
import { grpcCall, grpcTarget } from './grpc-call.js';
import type { ClientCertificates } from './single-attempt.js';
import { singleAttemptAgent } from './single-attempt.js';
import { WatchedExporter } from './watched-exporter.js';

/** A file to be read, and the variable that names it. */
export interface CertificateFile {
  readonly variable: string;
  readonly path: string;
}

/** What the push is built from; nothing of it is left to the environment. */
export interface OtlpReaderOptions {
  readonly protocol: 'http/protobuf' | 'http/json' | 'grpc';
  readonly url: string;
  readonly insecure: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly compression: 'gzip' | 'none';
  readonly exportIntervalMillis: number;
  readonly exportTimeoutMillis: number;
  readonly pushTimeoutMillis: number;
  readonly temporality: 'cumulative' | 'delta' | 'lowmemory';
  readonly histograms: 'explicit_bucket_histogram' | 'base2_exponential_bucket_histogram';
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
  // It also reads the variables, says what is wrong with them and then takes what it is given.
  const exporter = new WatchedExporter(keepingDiagLogger(() => createExporter(options)));
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
  const certificates = readCertificates(options);
  const common = {
    url,
    timeoutMillis,
    compression: options.compression as CompressionAlgorithm,
    temporalityPreference: TEMPORALITY_PREFERENCES[options.temporality],
    aggregationPreference: histogramsAs(options.histograms),
  };
  if (protocol === 'grpc') {
    const { OTLPMetricExporter } = loadPackage('@opentelemetry/exporter-metrics-otlp-grpc');
    const call = grpcCall(options, certificates);
    return new OTLPMetricExporter({ ...common, ...call, url: grpcTarget(url) });
  }
  const { OTLPMetricExporter } =
    protocol === 'http/json'
      ? loadPackage('@opentelemetry/exporter-metrics-otlp-http')
      : loadPackage('@opentelemetry/exporter-metrics-otlp-proto');
  const httpAgentOptions = singleAttemptAgent(certificates);
  return new OTLPMetricExporter({ ...common, headers, httpAgentOptions });
}

/** The values of OpenTelemetry's `AggregationTemporalityPreference`, which would have to be loaded. */
const TEMPORALITY_PREFERENCES = { delta: 0, cumulative: 1, lowmemory: 2 } as const;

function histogramsAs(
  histograms: OtlpReaderOptions['histograms'],
): (type: InstrumentType) => AggregationOption {
  const isExponential = histograms === 'base2_exponential_bucket_histogram';
  return (type) =>
    isExponential && type === InstrumentType.HISTOGRAM
      ? { type: AggregationType.EXPONENTIAL_HISTOGRAM }
      : { type: AggregationType.DEFAULT };
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
