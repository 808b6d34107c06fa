import type { DiagLogLevel } from '@opentelemetry/api';
import type { HistogramAggregation } from '../meter/aggregation/histogram-aggregation.js';
import type { ExemplarFilter } from '../meter/exemplars/exemplar-filter.js';
import type {
  OtlpCompression,
  OtlpProtocol,
  SamplerName,
  Temporality,
  TraceExporterName,
} from './genesis-options.js';
import type { BotIdentity } from './load-identity.js';

/** The pull endpoint as it was asked for; the exporter checks it and has the defaults. */
export interface EndpointConfig {
  readonly host?: string;
  readonly port?: number;
  readonly endpoint?: string;
  readonly authToken?: string | readonly string[];
  readonly authTokenFile?: string;
  readonly webConfigFile?: string;
  readonly createdTimestamps?: boolean;
  readonly tls?: { certFile: string; keyFile: string; clientCaFile?: string };
}

/** A file to be read, and the variable or option that names it. */
export interface NamedFile {
  readonly variable: string;
  readonly path: string;
}

/** Where and how one signal is pushed over OTLP, with nothing left to be looked up. */
export interface OtlpTarget {
  readonly protocol: OtlpProtocol;
  /** Whole: on HTTP with the path of the signal. */
  readonly url: string;
  /** Whether it is spoken to in clear. */
  readonly insecure: boolean;
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly compression: OtlpCompression;
  readonly pushTimeoutMillis: number;
  readonly ca: NamedFile | undefined;
  readonly cert: NamedFile | undefined;
  readonly key: NamedFile | undefined;
}

/** The push of metrics. */
export interface OtlpConfig extends OtlpTarget {
  readonly exportIntervalMillis: number;
  readonly exportTimeoutMillis: number;
  readonly temporality: Temporality;
  readonly histograms: HistogramAggregation;
}

/** What traces are recorded and where they go, with nothing left to be looked up. */
export interface TraceConfig {
  /** At least one. */
  readonly exporters: readonly TraceExporterName[];
  /** Undefined where `otlp` is not among the exporters. */
  readonly otlp: OtlpTarget | undefined;
  readonly sampler: { readonly name: SamplerName; readonly ratio: number };
  readonly batch: SpanBatches;
  readonly limits: SpanLimits;
  /** Which instrumentations of HTTP are used, where they are installed. */
  readonly http: readonly HttpInstrumentationName[];
  /** Whether anything of a trace is sent along with requests. */
  readonly propagates: boolean;
}

/** OpenTelemetry's instrumentations of HTTP clients, by the ends of their names. */
export const HTTP_INSTRUMENTATIONS = ['http', 'undici'] as const;
export type HttpInstrumentationName = (typeof HTTP_INSTRUMENTATIONS)[number];

/** How spans wait for their export, as the batch processor of OpenTelemetry calls it. */
export interface SpanBatches {
  readonly scheduledDelayMillis: number;
  readonly exportTimeoutMillis: number;
  readonly maxQueueSize: number;
  /** Never above `maxQueueSize`. */
  readonly maxExportBatchSize: number;
}

/** How much a span may hold, as OpenTelemetry calls it; texts are of any length where undefined. */
export interface SpanLimits {
  readonly attributeCountLimit: number;
  readonly attributeValueLengthLimit: number | undefined;
  readonly eventCountLimit: number;
  readonly linkCountLimit: number;
  readonly attributePerEventCountLimit: number;
  readonly attributePerLinkCountLimit: number;
}

/** Everything that `startGenesis` needs to know, checked. */
export interface GenesisConfig {
  readonly disabled: boolean;
  readonly logLevel: DiagLogLevel;
  readonly identity: BotIdentity;
  readonly traceOrderIds: boolean;
  /** Undefined where no endpoint was asked for, or where its configuration is faulty. */
  readonly prometheus: EndpointConfig | undefined;
  /** Undefined where no push was asked for, or where its configuration is faulty. */
  readonly otlp: OtlpConfig | undefined;
  readonly exemplarFilter: ExemplarFilter;
  /** Undefined where no traces were asked for, or where their configuration is faulty. */
  readonly traces: TraceConfig | undefined;
  readonly logs: boolean;
  /** A decimal number, zero or more. */
  readonly initialEquity: string;
  readonly instrumentations: readonly string[];
  /** Exchanges by host, in lower case. */
  readonly wsHosts: Readonly<Record<string, string>>;
  readonly flushOnExit: boolean;
  readonly hookImports: boolean;
}

export interface LoadedConfig {
  readonly config: GenesisConfig;
  /** One line each, ready to be said; none holds the value of a secret. */
  readonly problems: readonly string[];
}
