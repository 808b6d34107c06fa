import type { Decimal } from 'decimal.js';
import type { HistogramAggregation } from '../meter/aggregation/histogram-aggregation.js';
import type { ExemplarFilter } from '../meter/exemplars/exemplar-filter.js';

/** Where metrics can go. */
export const EXPORTER_NAMES = ['prometheus', 'otlp'] as const;
export type ExporterName = (typeof EXPORTER_NAMES)[number];

/** The ways to speak to an OTLP collector. */
export const OTLP_PROTOCOLS = ['http/protobuf', 'http/json', 'grpc'] as const;
export type OtlpProtocol = (typeof OTLP_PROTOCOLS)[number];

export const OTLP_COMPRESSIONS = ['gzip', 'none'] as const;
export type OtlpCompression = (typeof OTLP_COMPRESSIONS)[number];

export const TEMPORALITIES = ['cumulative', 'delta', 'lowmemory'] as const;
export type Temporality = (typeof TEMPORALITIES)[number];

/** Where traces can go. */
export const TRACE_EXPORTER_NAMES = ['otlp', 'console'] as const;
export type TraceExporterName = (typeof TRACE_EXPORTER_NAMES)[number];

/** Which traces are recorded; those with `ratio` take `samplerRatio` of them. */
export const SAMPLERS = [
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
  'always_on',
  'always_off',
  'traceidratio',
] as const;
export type SamplerName = (typeof SAMPLERS)[number];

/** The pull endpoint. What is left out comes from the environment, then from the default. */
export interface EndpointOptions {
  /** Address to listen on; one other than loopback needs a token. Default `localhost`. */
  host?: string;
  /** Port to listen on; 0 takes any free one. Default 9464. */
  port?: number;
  /** Path of the metrics. Default `/metrics`. */
  endpoint?: string;
  /** Bearer token(s), any of which opens the endpoint. Default none: loopback only. */
  authToken?: string | readonly string[];
  /** File with the token(s), re-read when it changes. */
  authTokenFile?: string;
  /** Web configuration file of the Prometheus exporter-toolkit, re-read when it changes. */
  webConfigFile?: string;
  /** Adds `_created` samples in OpenMetrics. Default false. */
  createdTimestamps?: boolean;
  /** Certificate and key, and the CA of client certificates where they are asked for. */
  tls?: { certFile?: string; keyFile?: string; clientCaFile?: string };
}

/** Where and how something is pushed. What is left out comes from the standard variables. */
export interface OtlpTargetOptions {
  /** Whole address of the collector, used as it is: `http://127.0.0.1:4318/v1/metrics`. */
  url?: string;
  /** Default `http/protobuf`. */
  protocol?: OtlpProtocol;
  /** Headers of each push; they are added to those of the variables, and win over them. */
  headers?: Record<string, string>;
  /** Default `none`. */
  compression?: OtlpCompression;
  /** Longest time of one push in milliseconds. Default 10000. */
  timeoutMillis?: number;
  /** The CA of the collector's certificate, and the client's own certificate and key. */
  tls?: { caFile?: string; certFile?: string; keyFile?: string };
}

/** The push of metrics. What is left out comes from the standard variables. */
export interface OtlpOptions extends OtlpTargetOptions {
  /** Time between two pushes in milliseconds. Default 60000. */
  exportIntervalMillis?: number;
  /** Longest time of one collection and push in milliseconds. Default 30000. */
  exportTimeoutMillis?: number;
  /** Whether values count from the start or from the last push. Default `cumulative`. */
  temporality?: Temporality;
  /** What a histogram becomes. Default `explicit_bucket_histogram`. */
  histograms?: HistogramAggregation;
}

/** The push of traces. What is left out comes from the standard variables. */
export interface TraceOptions extends OtlpTargetOptions {
  /** Where traces go; an empty list exports none. Default `OTEL_TRACES_EXPORTER`. */
  exporters?: readonly TraceExporterName[];
  /** Which traces are recorded. Default `OTEL_TRACES_SAMPLER`, then `parentbased_always_on`. */
  sampler?: SamplerName;
  /** The share of traces that is recorded, from 0 to 1. Default `OTEL_TRACES_SAMPLER_ARG`, then 1. */
  samplerRatio?: number;
}

/**
 * What `startGenesis` can be told in code; every option wins over its environment variable. A
 * faulty option disables the part that it breaks and is reported, it never throws.
 */
export interface GenesisOptions {
  /** Name of the bot, the resource attribute `service.name`. Default `OTEL_SERVICE_NAME`. */
  serviceName?: string;
  /**
   * Version of the bot, the resource attribute `service.version`. Default: as
   * `OTEL_RESOURCE_ATTRIBUTES` has it, then that of the package of the main script.
   */
  serviceVersion?: string;
  /** Where metrics go; an empty list exports nothing. Default `OTEL_METRICS_EXPORTER`. */
  exporters?: readonly ExporterName[];
  /** The pull endpoint. */
  prometheus?: EndpointOptions;
  /** The push side; naming a `url` asks for it, as the environment variables do. */
  otlp?: OtlpOptions;
  /** The push of traces; naming `exporters` or a `url` asks for it, as the environment variables do. */
  traces?: TraceOptions;
  /** Whether the span of an order carries its id. Default `GENESIS_TRACE_ORDER_IDS`, then false. */
  traceOrderIds?: boolean;
  /**
   * An alias of the exchange account, the resource attribute `genesis.account`; never its key.
   * Default `GENESIS_ACCOUNT`, then none.
   */
  account?: string;
  /** Which measurements become exemplars. Default `OTEL_METRICS_EXEMPLAR_FILTER`, then `trace_based`. */
  exemplarFilter?: ExemplarFilter;
  /** Equity in dollars that drawdown is measured against. Default `GENESIS_INITIAL_EQUITY`, then 0. */
  initialEquity?: Decimal | string | number;
  /** Exchange clients to wrap. Default `GENESIS_INSTRUMENTATIONS`, then all. */
  instrumentations?: readonly string[];
  /** Exchange clients not to wrap; wins. Default `GENESIS_DISABLED_INSTRUMENTATIONS`. */
  disabledInstrumentations?: readonly string[];
  /**
   * Exchanges of WebSocket hosts that are not known: `{ 'md.example.net': 'kraken' }`. A domain stands
   * for its hosts, `host:port` for that port only; these win. Default `GENESIS_WS_HOSTS`, then none.
   */
  wsHosts?: Readonly<Record<string, string>>;
  /**
   * Push once more when the process ends or is told to end (SIGTERM, SIGINT, SIGHUP), within two
   * seconds, or half a second where the bot has no handler for the signal; the exit code and the
   * signal stay what they are. Only where something is pushed.
   * Default: true in the preload, false in code, where `shutdown()` is yours to call.
   */
  flushOnExit?: boolean;
  /**
   * Wrap exchange clients that are loaded by `import` after this call as well, not only those that
   * are required. Default: true in the preload, false in code.
   */
  hookImports?: boolean;
}
