/**
 * Every environment variable that genesis-otel reads, once. The configuration code can read no
 * other, and the table in `docs/configuration.md` is generated from this list.
 */
export interface VariableDefinition {
  readonly meaning: string;
  /** What holds where the variable is unset or empty. */
  readonly fallback: string;
  /** What a value that cannot be used does, beside the line that names the variable. */
  readonly badValue: string;
  /** A secret value is never printed, logged or quoted. */
  readonly secret: boolean;
}

function variable(meaning: string, fallback: string, badValue: string): VariableDefinition {
  return { meaning, fallback, badValue, secret: false };
}

function secret(meaning: string, fallback: string, badValue: string): VariableDefinition {
  return { meaning, fallback, badValue, secret: true };
}

const NO_ENDPOINT = 'no metrics endpoint';
const NO_OTLP = 'no OTLP export';
const NO_TRACES = 'no traces';
const DEFAULT_USED = 'the default is used';
const IGNORED = 'it is ignored';

function tracesOnly(part: string, badValue: string): VariableDefinition {
  const general = `\`OTEL_EXPORTER_OTLP_${part}\``;
  return variable(`${general} for traces only`, general, badValue);
}

export const VARIABLES = {
  OTEL_CONFIG_FILE: variable(
    "OpenTelemetry's declarative configuration file; where it is set, all other variables with `OTEL_` in front are ignored, except those that the file refers to",
    'none',
    'nothing is exported; what the file asks for and cannot be had here is ignored',
  ),
  OTEL_METRICS_EXPORTER: variable(
    'where metrics go: `prometheus`, `otlp`, both (separated by a comma) or `none`',
    '`prometheus`, and `otlp` too where an OTLP endpoint is set',
    'an unknown name is ignored; where no known name is left, nothing is exported',
  ),
  PROMETHEUS_AUTH_TOKEN: secret(
    'bearer token that `/metrics` asks for; several, separated by commas, are all accepted',
    'none: then the endpoint listens on loopback only',
    NO_ENDPOINT,
  ),
  PROMETHEUS_AUTH_TOKEN_FILE: variable(
    'file with the bearer token(s); it is re-read when it changes',
    'none',
    NO_ENDPOINT,
  ),
  PROMETHEUS_WEB_CONFIG_FILE: variable(
    'web configuration file of the Prometheus exporter-toolkit: TLS, users with passwords, headers, rate limit; it is re-read when it changes',
    'none',
    NO_ENDPOINT,
  ),
  OTEL_EXPORTER_PROMETHEUS_HOST: variable(
    'address that `/metrics` listens on; one other than loopback needs a token',
    '`localhost`',
    NO_ENDPOINT,
  ),
  OTEL_EXPORTER_PROMETHEUS_PORT: variable(
    'port that `/metrics` listens on; `0` takes any free port',
    '`9464`',
    NO_ENDPOINT,
  ),
  PROMETHEUS_TLS_CERT_FILE: variable('TLS certificate of the endpoint', 'plain HTTP', NO_ENDPOINT),
  PROMETHEUS_TLS_KEY_FILE: variable('TLS key of the endpoint', 'plain HTTP', NO_ENDPOINT),
  PROMETHEUS_TLS_CLIENT_CA_FILE: variable(
    'CA that the certificates of scraping clients must come from',
    'no client certificate is asked for',
    NO_ENDPOINT,
  ),
  GENESIS_INITIAL_EQUITY: secret(
    'equity in dollars that drawdown is measured against; a decimal number, 0 or more',
    '`0`: drawdown from the P&L peak',
    DEFAULT_USED,
  ),
  GENESIS_ACCOUNT: secret(
    'an alias of the exchange account, never its key; the resource attribute `genesis.account`',
    'none',
    IGNORED,
  ),
  GENESIS_INSTRUMENTATIONS: variable(
    'exchange clients to wrap, separated by commas',
    'all',
    'an unknown name is ignored',
  ),
  GENESIS_DISABLED_INSTRUMENTATIONS: variable(
    'exchange clients not to wrap, separated by commas; wins over `GENESIS_INSTRUMENTATIONS`',
    'none',
    'an unknown name is ignored',
  ),
  GENESIS_WS_HOSTS: variable(
    'exchanges of WebSocket hosts that genesis-otel does not know, as `host=exchange` pairs separated by commas; a domain stands for its hosts, `host:port` for that port only; these win over the known ones',
    'the hosts of the exchanges that are known',
    'a faulty pair is ignored',
  ),
  OTEL_SDK_DISABLED: variable('`true` starts nothing at all', '`false`', DEFAULT_USED),
  OTEL_LOG_LEVEL: variable(
    'how much genesis-otel and OpenTelemetry say on stderr: `none`, `error`, `warn`, `info`, `debug`, `verbose`, `all`',
    '`warn`',
    DEFAULT_USED,
  ),
  OTEL_SERVICE_NAME: variable('name of the bot', '`unknown_service:node`', IGNORED),
  OTEL_RESOURCE_ATTRIBUTES: variable(
    'more about the bot, as `key=value` pairs separated by commas',
    'none; `service.instance.id` is a new UUID in each process, `service.version` that of the package of the main script',
    IGNORED,
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: secret(
    'base address of the OTLP collector; `/v1/metrics` is appended on HTTP',
    '`http://localhost:4318`, on gRPC `http://localhost:4317`',
    NO_OTLP,
  ),
  OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: secret(
    'whole address for metrics, used as it is; wins over `OTEL_EXPORTER_OTLP_ENDPOINT`',
    'none',
    NO_OTLP,
  ),
  OTEL_EXPORTER_OTLP_INSECURE: variable(
    '`true` speaks gRPC in clear where the address has no scheme; `http://` and `https://` decide otherwise',
    '`false`',
    DEFAULT_USED,
  ),
  OTEL_EXPORTER_OTLP_METRICS_INSECURE: variable(
    'the same, for metrics only',
    '`OTEL_EXPORTER_OTLP_INSECURE`',
    DEFAULT_USED,
  ),
  OTEL_EXPORTER_OTLP_PROTOCOL: variable(
    '`http/protobuf`, `http/json` or `grpc`',
    '`http/protobuf`',
    DEFAULT_USED,
  ),
  OTEL_EXPORTER_OTLP_METRICS_PROTOCOL: variable(
    'the same, for metrics only',
    '`OTEL_EXPORTER_OTLP_PROTOCOL`',
    DEFAULT_USED,
  ),
  OTEL_EXPORTER_OTLP_HEADERS: secret(
    'headers of each push, on gRPC its metadata, as `key=value` pairs separated by commas, percent-encoded',
    'none',
    NO_OTLP,
  ),
  OTEL_EXPORTER_OTLP_METRICS_HEADERS: secret(
    'the same, for metrics only; added to those of `OTEL_EXPORTER_OTLP_HEADERS`, and wins over them',
    'none',
    NO_OTLP,
  ),
  OTEL_EXPORTER_OTLP_TIMEOUT: variable(
    'longest time of one push, in milliseconds',
    '`10000`',
    DEFAULT_USED,
  ),
  OTEL_EXPORTER_OTLP_METRICS_TIMEOUT: variable(
    'the same, for metrics only',
    '`OTEL_EXPORTER_OTLP_TIMEOUT`',
    DEFAULT_USED,
  ),
  OTEL_EXPORTER_OTLP_COMPRESSION: variable('`gzip` or `none`', '`none`', DEFAULT_USED),
  OTEL_EXPORTER_OTLP_METRICS_COMPRESSION: variable(
    'the same, for metrics only',
    '`OTEL_EXPORTER_OTLP_COMPRESSION`',
    DEFAULT_USED,
  ),
  OTEL_EXPORTER_OTLP_CERTIFICATE: variable(
    "file with the CA of the collector's certificate",
    'the CAs of Node.js',
    NO_OTLP,
  ),
  OTEL_EXPORTER_OTLP_METRICS_CERTIFICATE: variable(
    'the same, for metrics only',
    '`OTEL_EXPORTER_OTLP_CERTIFICATE`',
    NO_OTLP,
  ),
  OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: variable(
    'client certificate file; it needs its key',
    'none',
    NO_OTLP,
  ),
  OTEL_EXPORTER_OTLP_METRICS_CLIENT_CERTIFICATE: variable(
    'the same, for metrics only',
    '`OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE`',
    NO_OTLP,
  ),
  OTEL_EXPORTER_OTLP_CLIENT_KEY: variable(
    'client key file; it needs its certificate',
    'none',
    NO_OTLP,
  ),
  OTEL_EXPORTER_OTLP_METRICS_CLIENT_KEY: variable(
    'the same, for metrics only',
    '`OTEL_EXPORTER_OTLP_CLIENT_KEY`',
    NO_OTLP,
  ),
  OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: variable(
    '`cumulative`, `delta` or `lowmemory`; Prometheus drops anything but cumulative values',
    '`cumulative`',
    DEFAULT_USED,
  ),
  OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION: variable(
    '`explicit_bucket_histogram` or `base2_exponential_bucket_histogram`; with the latter the endpoint shows one bucket, and a Prometheus without native histograms refuses the whole push',
    '`explicit_bucket_histogram`',
    DEFAULT_USED,
  ),
  OTEL_METRICS_EXEMPLAR_FILTER: variable(
    'which measurements become exemplars: those in a sampled span (`trace_based`), none (`always_off`) or all (`always_on`)',
    '`trace_based`',
    DEFAULT_USED,
  ),
  OTEL_METRIC_EXPORT_INTERVAL: variable(
    'time between two pushes, in milliseconds',
    '`60000`',
    DEFAULT_USED,
  ),
  OTEL_METRIC_EXPORT_TIMEOUT: variable(
    'longest time of one collection and push, in milliseconds; where it is longer than the interval, pushes are left out meanwhile',
    '`30000`',
    DEFAULT_USED,
  ),
  OTEL_TRACES_EXPORTER: variable(
    'where traces go: `otlp`, `console`, both (separated by a comma) or `none`',
    'none, and `otlp` where `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT` is set',
    'an unknown name is ignored; where no known name is left, no traces',
  ),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: secret(
    'whole address for traces, used as it is; setting it asks for them',
    'where traces are asked for, `OTEL_EXPORTER_OTLP_ENDPOINT` with `/v1/traces` appended on HTTP',
    NO_TRACES,
  ),
  OTEL_EXPORTER_OTLP_TRACES_INSECURE: tracesOnly('INSECURE', DEFAULT_USED),
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: tracesOnly('PROTOCOL', DEFAULT_USED),
  OTEL_EXPORTER_OTLP_TRACES_HEADERS: secret(
    '`OTEL_EXPORTER_OTLP_HEADERS` for traces only; added to those, and wins over them',
    'none',
    NO_TRACES,
  ),
  OTEL_EXPORTER_OTLP_TRACES_TIMEOUT: tracesOnly('TIMEOUT', DEFAULT_USED),
  OTEL_EXPORTER_OTLP_TRACES_COMPRESSION: tracesOnly('COMPRESSION', DEFAULT_USED),
  OTEL_EXPORTER_OTLP_TRACES_CERTIFICATE: tracesOnly('CERTIFICATE', NO_TRACES),
  OTEL_EXPORTER_OTLP_TRACES_CLIENT_CERTIFICATE: tracesOnly('CLIENT_CERTIFICATE', NO_TRACES),
  OTEL_EXPORTER_OTLP_TRACES_CLIENT_KEY: tracesOnly('CLIENT_KEY', NO_TRACES),
  OTEL_TRACES_SAMPLER: variable(
    'which traces are recorded: `always_on`, `always_off`, `traceidratio`, or the same with `parentbased_` in front, where a trace goes on as it began',
    '`parentbased_always_on`',
    DEFAULT_USED,
  ),
  OTEL_TRACES_SAMPLER_ARG: variable(
    'share of the traces that a sampler with `traceidratio` records, from 0 to 1',
    '`1`',
    DEFAULT_USED,
  ),
  OTEL_BSP_SCHEDULE_DELAY: variable(
    'longest time that a span waits for its export, in milliseconds',
    '`5000`',
    DEFAULT_USED,
  ),
  OTEL_BSP_EXPORT_TIMEOUT: variable(
    'longest time of one export of spans, in milliseconds',
    '`30000`',
    DEFAULT_USED,
  ),
  OTEL_BSP_MAX_QUEUE_SIZE: variable(
    'spans that may wait for their export; more are dropped',
    '`2048`',
    DEFAULT_USED,
  ),
  OTEL_BSP_MAX_EXPORT_BATCH_SIZE: variable(
    'spans of one export at most; never more than may wait',
    '`512`',
    DEFAULT_USED,
  ),
  OTEL_ATTRIBUTE_COUNT_LIMIT: variable('attributes of a span at most', '`128`', DEFAULT_USED),
  OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: variable(
    'characters of a text in an attribute of a span; the rest is cut off',
    'none',
    DEFAULT_USED,
  ),
  OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: variable(
    'the same as `OTEL_ATTRIBUTE_COUNT_LIMIT`, and wins over it',
    '`OTEL_ATTRIBUTE_COUNT_LIMIT`',
    DEFAULT_USED,
  ),
  OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT: variable(
    'the same as `OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT`, and wins over it',
    '`OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT`',
    DEFAULT_USED,
  ),
  OTEL_SPAN_EVENT_COUNT_LIMIT: variable('events of a span at most', '`128`', DEFAULT_USED),
  OTEL_SPAN_LINK_COUNT_LIMIT: variable('links of a span at most', '`128`', DEFAULT_USED),
  OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT: variable(
    'attributes of an event of a span at most',
    '`128`',
    DEFAULT_USED,
  ),
  OTEL_LINK_ATTRIBUTE_COUNT_LIMIT: variable(
    'attributes of a link of a span at most',
    '`128`',
    DEFAULT_USED,
  ),
  OTEL_NODE_DISABLED_INSTRUMENTATIONS: variable(
    'of `http` and `undici`, separated by commas, those whose calls are not to be traced under an order, though their instrumentations are installed',
    'none',
    'other names mean nothing here',
  ),
  OTEL_PROPAGATORS: variable(
    'what of a trace is sent along with requests, as in OpenTelemetry: `tracecontext`, `baggage` …',
    'nothing, so that no exchange is told of traces',
    'the OpenTelemetry SDK says so',
  ),
  GENESIS_TRACE_ORDER_IDS: variable(
    '`true` adds the id of an order to its span',
    '`false`',
    DEFAULT_USED,
  ),
  OTEL_LOGS_EXPORTER: variable(
    'set to start the OpenTelemetry logs SDK as well, with its own variables',
    'no logs',
    'no logs',
  ),
  OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: secret(
    'address for logs; setting it asks for them',
    'no logs',
    'no logs',
  ),
} as const satisfies Record<string, VariableDefinition>;

export type VariableName = keyof typeof VARIABLES;

export const VARIABLE_NAMES = Object.keys(VARIABLES) as VariableName[];

/** Variables of the Prometheus server that may stand in the same `.env`; the bot never reads them. */
export const STACK_VARIABLES: Readonly<Record<string, VariableDefinition>> = {
  PROMETHEUS_PORT: variable(
    'published port of the Prometheus server',
    '`9090`',
    'the server refuses',
  ),
  PROMETHEUS_RETENTION_TIME: variable(
    'how long the Prometheus server keeps samples',
    '`15d`',
    'the server refuses',
  ),
  PROMETHEUS_RETENTION_SIZE: variable(
    'how much disk its samples may take',
    '`10GB`',
    'the server refuses',
  ),
};
