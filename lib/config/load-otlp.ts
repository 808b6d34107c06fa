import type { NamedFile, OtlpConfig } from './genesis-config.js';
import type { OtlpOptions } from './genesis-options.js';
import { OTLP_PROTOCOLS } from './genesis-options.js';
import { isOptionGroup } from './option-group.js';
import { grpcUrl, httpUrl, keyValuePairs, milliseconds, oneOf } from './parsers.js';
import type { Expectation, Settings } from './settings.js';
import { valueOr } from './settings.js';
import type { VariableName } from './variables.js';

const NO_OTLP = 'metrics are not pushed over OTLP';
const DEFAULT_INTERVAL_MS = 60_000;
const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_PUSH_TIMEOUT_MS = 10_000;
const ADDRESSES = ['OTEL_EXPORTER_OTLP_METRICS_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT'] as const;
const HEADERS = ['OTEL_EXPORTER_OTLP_HEADERS', 'OTEL_EXPORTER_OTLP_METRICS_HEADERS'] as const;

/** Node.js refuses any other header; the push would fail each time with the value in its message. */
const HEADER_NAME = /^[!#$%&'*+.^_`|~\w-]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Whether the environment or the options name an OTLP collector. */
export function namesCollector(settings: Settings, options: OtlpOptions = {}): boolean {
  // What cannot be read was meant to name one; loading it then tells.
  if (!isOptionGroup(options)) return true;
  return settings.find('otlp.url', options.url, ...ADDRESSES) !== undefined;
}

/** The push side; undefined where its address or its credentials are faulty. */
export function loadOtlp(settings: Settings, options: OtlpOptions): OtlpConfig | undefined {
  if (!isOptionGroup(options)) {
    settings.problem('option otlp', 'is no object', NO_OTLP);
    return undefined;
  }
  const protocol = loadProtocol(settings, options);
  const usable = [
    checkAddress(settings, options, protocol === 'grpc' ? grpcUrl : httpUrl),
    checkHeaders(settings, options, protocol),
  ];
  const times = loadTimes(settings, options);
  if (usable.includes(false)) return undefined;
  return {
    protocol,
    url: options.url,
    headers: options.headers,
    ...times,
    ca: namedFile(settings, 'CERTIFICATE'),
    cert: namedFile(settings, 'CLIENT_CERTIFICATE'),
    key: namedFile(settings, 'CLIENT_KEY'),
  };
}

function loadProtocol(settings: Settings, options: OtlpOptions): OtlpConfig['protocol'] {
  const setting = settings.find(
    'otlp.protocol',
    options.protocol,
    'OTEL_EXPORTER_OTLP_METRICS_PROTOCOL',
    'OTEL_EXPORTER_OTLP_PROTOCOL',
  );
  const fallback = 'http/protobuf' as const;
  return valueOr(settings, setting, oneOf(OTLP_PROTOCOLS), fallback, `${fallback} is used`);
}

function checkAddress(
  settings: Settings,
  options: OtlpOptions,
  { parse, fault }: Expectation<string>,
): boolean {
  const setting = settings.find('otlp.url', options.url, ...ADDRESSES);
  if (setting === undefined || parse(setting.value) !== undefined) return true;
  settings.problem(setting.name, fault, NO_OTLP);
  return false;
}

function checkHeaders(
  settings: Settings,
  options: OtlpOptions,
  protocol: OtlpConfig['protocol'],
): boolean {
  let usable = true;
  const refuse = (name: string, fault = 'is no list of headers written key=value'): void => {
    settings.problem(name, fault, NO_OTLP);
    usable = false;
  };
  if (options.headers !== undefined) {
    if (protocol === 'grpc') {
      refuse('option otlp.headers', 'is for HTTP; gRPC takes OTEL_EXPORTER_OTLP_HEADERS');
    } else if (!areHeaders(options.headers)) {
      refuse('option otlp.headers', 'holds a header that cannot be sent');
    }
  }
  for (const name of HEADERS) {
    const setting = settings.variable(name);
    if (setting !== undefined && !areHeaders(keyValuePairs(setting.value))) refuse(name);
  }
  return usable;
}

function areHeaders(headers: unknown): boolean {
  if (!isOptionGroup(headers)) return false;
  // A Map or Headers object has its headers elsewhere, and the push would go without them.
  if (![Object.prototype, null].includes(Object.getPrototypeOf(headers))) return false;
  return Object.entries(headers).every(
    ([key, value]) =>
      HEADER_NAME.test(key) && typeof value === 'string' && HEADER_VALUE.test(value),
  );
}

type Times = Pick<OtlpConfig, 'exportIntervalMillis' | 'exportTimeoutMillis' | 'pushTimeoutMillis'>;

function loadTimes(settings: Settings, options: OtlpOptions): Times {
  const { exportIntervalMillis: interval, exportTimeoutMillis: timeout } = options;
  const exportIntervalMillis = time(
    settings,
    ['otlp.exportIntervalMillis', interval, 'OTEL_METRIC_EXPORT_INTERVAL'],
    DEFAULT_INTERVAL_MS,
  );
  const exportTimeoutMillis = time(
    settings,
    ['otlp.exportTimeoutMillis', timeout, 'OTEL_METRIC_EXPORT_TIMEOUT'],
    DEFAULT_TIMEOUT_MS,
  );
  const push = settings.variable(
    'OTEL_EXPORTER_OTLP_METRICS_TIMEOUT',
    'OTEL_EXPORTER_OTLP_TIMEOUT',
  );
  return {
    exportIntervalMillis,
    // The SDK refuses a timeout longer than the interval.
    exportTimeoutMillis: Math.min(exportTimeoutMillis, exportIntervalMillis),
    // A bad value is told by the OpenTelemetry exporter, which reads it as well.
    pushTimeoutMillis: milliseconds.parse(push?.value) ?? DEFAULT_PUSH_TIMEOUT_MS,
  };
}

function time(
  settings: Settings,
  [option, value, variable]: [string, unknown, VariableName],
  fallback: number,
): number {
  const setting = settings.find(option, value, variable);
  return valueOr(settings, setting, milliseconds, fallback, `${fallback} ms is used`);
}

type FileKind = 'CERTIFICATE' | 'CLIENT_CERTIFICATE' | 'CLIENT_KEY';

function namedFile(settings: Settings, kind: FileKind): NamedFile | undefined {
  const setting = settings.variable(
    `OTEL_EXPORTER_OTLP_METRICS_${kind}`,
    `OTEL_EXPORTER_OTLP_${kind}`,
  );
  return setting === undefined
    ? undefined
    : { variable: setting.name, path: String(setting.value) };
}
