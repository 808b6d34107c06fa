import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hang } from '../../support/otlp/behaviour.js';
import { certificateFile } from '../../support/otlp/otlp-receiver.js';
import type { Plan } from './run.js';

export const TOKEN = 'a-token-of-the-tests-0123456789abcdef';

const folder = mkdtempSync(join(tmpdir(), 'genesis-'));

export function removeFiles(): void {
  rmSync(folder, { recursive: true });
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const ONE = { main: {} } as const;
const OTLP = (url: string) => ({ OTEL_EXPORTER_OTLP_ENDPOINT: url });
const TRACED = (url: string) => ({ ...OTLP(url), OTEL_TRACES_EXPORTER: 'otlp' });
const HANGING = { receivers: { main: { behave: hang } }, givesUp: true } as const;

const ENDPOINT_RUNS = {
  'with no exporter': {
    receivers: ONE,
    variables: ({ url }) => ({ ...OTLP(url('main')), OTEL_METRICS_EXPORTER: 'none' }),
  },
  'switched off': {
    receivers: ONE,
    variables: ({ url }) => ({ ...OTLP(url('main')), OTEL_SDK_DISABLED: 'true' }),
  },
  'with a token': { variables: () => ({ PROMETHEUS_AUTH_TOKEN: TOKEN }) },
  'guarded by files': {
    variables: () => ({
      PROMETHEUS_AUTH_TOKEN_FILE: file('token', TOKEN),
      PROMETHEUS_TLS_CERT_FILE: certificateFile('server-next-crt'),
      PROMETHEUS_TLS_KEY_FILE: certificateFile('server-next-key'),
      PROMETHEUS_TLS_CLIENT_CA_FILE: certificateFile('ca-crt'),
    }),
    scrapes: {
      stranger: { headers: { authorization: `Bearer ${TOKEN}` } },
      plain: { isKnown: true },
      guarded: { isKnown: true, headers: { authorization: `Bearer ${TOKEN}` } },
    },
  },
  'with a web configuration': {
    variables: () => ({
      PROMETHEUS_WEB_CONFIG_FILE: file(
        'web.yml',
        'http_server_config:\n  headers:\n    X-Frame-Options: sameorigin\n',
      ),
    }),
  },
  'on all addresses': { variables: () => ({ OTEL_EXPORTER_PROMETHEUS_HOST: '0.0.0.0' }) },
  'on a port': {
    variables: ({ freePort }) => ({ OTEL_EXPORTER_PROMETHEUS_PORT: `${freePort}` }),
  },
  'with a stream': {
    streams: true,
    variables: ({ exchange }) => ({ GENESIS_WS_HOSTS: `${exchange}=kraken` }),
  },
  'with a stream of nobody': { streams: true, variables: () => ({}) },
  'with clients to wrap': {
    streams: true,
    variables: ({ exchange }) => ({
      GENESIS_WS_HOSTS: `${exchange}=kraken`,
      GENESIS_INSTRUMENTATIONS: 'binance',
    }),
  },
  'with clients not to wrap': {
    streams: true,
    variables: ({ exchange }) => ({
      GENESIS_WS_HOSTS: `${exchange}=kraken`,
      GENESIS_DISABLED_INSTRUMENTATIONS: 'ws',
    }),
  },
} satisfies Record<string, Plan>;

const PUSH_RUNS = {
  plain: { receivers: ONE, variables: ({ url }) => OTLP(url('main')) },
  'with everything for all signals': {
    receivers: {
      main: { tls: 'server', clientCa: 'ca', paths: { '/base/v1/metrics': 'metrics' } },
    },
    variables: ({ url }) => ({
      ...OTLP(`${url('main')}/base`),
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=desk%201',
      OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
      OTEL_EXPORTER_OTLP_CERTIFICATE: certificateFile('ca-crt'),
      OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: certificateFile('client-crt'),
      OTEL_EXPORTER_OTLP_CLIENT_KEY: certificateFile('client-key'),
      OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: 'delta',
      OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION:
        'base2_exponential_bucket_histogram',
      OTEL_METRICS_EXEMPLAR_FILTER: 'always_on',
      OTEL_SERVICE_NAME: 'grid-bot',
      OTEL_RESOURCE_ATTRIBUTES: 'team=desk%201',
      OTEL_LOG_LEVEL: 'info',
      GENESIS_ACCOUNT: 'main-account',
      GENESIS_INITIAL_EQUITY: '1000',
    }),
  },
  'with everything for each signal': {
    receivers: {
      general: {},
      main: { tls: 'server-next', clientCa: 'ca-next', paths: { '/own/metrics': 'metrics' } },
      traces: { tls: 'server-next', clientCa: 'ca-next', paths: { '/own/traces': 'traces' } },
    },
    variables: ({ url }) => ({
      ...OTLP(url('general')),
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
      OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=all',
      OTEL_EXPORTER_OTLP_CERTIFICATE: certificateFile('stranger-crt'),
      OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: certificateFile('client-crt'),
      OTEL_EXPORTER_OTLP_CLIENT_KEY: certificateFile('client-key'),
      OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: `${url('main')}/own/metrics`,
      OTEL_EXPORTER_OTLP_METRICS_PROTOCOL: 'http/json',
      OTEL_EXPORTER_OTLP_METRICS_HEADERS: 'x-tenant=metrics',
      OTEL_EXPORTER_OTLP_METRICS_COMPRESSION: 'gzip',
      OTEL_EXPORTER_OTLP_METRICS_CERTIFICATE: certificateFile('ca-next-crt'),
      OTEL_EXPORTER_OTLP_METRICS_CLIENT_CERTIFICATE: certificateFile('client-next-crt'),
      OTEL_EXPORTER_OTLP_METRICS_CLIENT_KEY: certificateFile('client-next-key'),
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${url('traces')}/own/traces`,
      OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/json',
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'x-tenant=traces',
      OTEL_EXPORTER_OTLP_TRACES_COMPRESSION: 'gzip',
      OTEL_EXPORTER_OTLP_TRACES_CERTIFICATE: certificateFile('ca-next-crt'),
      OTEL_EXPORTER_OTLP_TRACES_CLIENT_CERTIFICATE: certificateFile('client-next-crt'),
      OTEL_EXPORTER_OTLP_TRACES_CLIENT_KEY: certificateFile('client-next-key'),
    }),
  },
  'over gRPC in clear': {
    receivers: { main: { protocol: 'grpc' } },
    variables: ({ host }) => ({
      ...OTLP(host('main')),
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
      OTEL_EXPORTER_OTLP_INSECURE: 'true',
    }),
  },
  'over gRPC in clear for each signal': {
    receivers: { main: { protocol: 'grpc' } },
    variables: ({ host }) => ({
      ...TRACED(host('main')),
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
      OTEL_EXPORTER_OTLP_INSECURE: 'false',
      OTEL_EXPORTER_OTLP_METRICS_INSECURE: 'true',
      OTEL_EXPORTER_OTLP_TRACES_INSECURE: 'true',
    }),
  },
  'to nobody who answers': {
    ...HANGING,
    variables: ({ url }) => TRACED(url('main')),
  },
  'with a short time': {
    ...HANGING,
    variables: ({ url }) => ({ ...OTLP(url('main')), OTEL_EXPORTER_OTLP_TIMEOUT: '150' }),
  },
  'with a short time for each signal': {
    ...HANGING,
    variables: ({ url }) => ({
      ...TRACED(url('main')),
      OTEL_EXPORTER_OTLP_TIMEOUT: '60000',
      OTEL_EXPORTER_OTLP_METRICS_TIMEOUT: '150',
      OTEL_EXPORTER_OTLP_TRACES_TIMEOUT: '150',
    }),
  },
  'with a short time of exports': {
    ...HANGING,
    variables: ({ url }) => ({
      ...TRACED(url('main')),
      OTEL_METRIC_EXPORT_TIMEOUT: '150',
      OTEL_BSP_EXPORT_TIMEOUT: '150',
    }),
  },
  'at an interval': {
    receivers: ONE,
    variables: ({ url }) => ({
      ...OTLP(url('main')),
      OTEL_METRIC_EXPORT_INTERVAL: '100',
    }),
    until: ({ main }) => main?.waitFor(({ signal }) => signal === 'metrics') ?? Promise.resolve(),
  },
  'with a file': {
    receivers: { main: {}, environment: {} },
    variables: ({ url }) => ({
      ...OTLP(url('environment')),
      OTEL_CONFIG_FILE: file(
        'otel.yml',
        [
          'file_format: "1.0"',
          'meter_provider:',
          '  readers:',
          '    - periodic:',
          '        exporter:',
          `          otlp_http: { endpoint: "${url('main')}/v1/metrics", encoding: json }`,
        ].join('\n'),
      ),
    }),
  },
} satisfies Record<string, Plan>;

const logsCome: Plan['until'] = ({ main }) =>
  main?.waitFor(({ signal }) => signal === 'logs') ?? Promise.resolve();

/** Spans wait five seconds where nobody says how long. */
const BEFORE_THE_DEFAULT_MS = 3_000;

const OTHER_RUNS = {
  traced: { receivers: ONE, variables: ({ url }) => TRACED(url('main')) },
  'traced to the console': { variables: () => ({ OTEL_TRACES_EXPORTER: 'console' }) },
  'traced as it trades': {
    trades: true,
    receivers: ONE,
    variables: ({ url }) => TRACED(url('main')),
  },
  'traced with order ids': {
    trades: true,
    receivers: ONE,
    variables: ({ url }) => ({ ...TRACED(url('main')), GENESIS_TRACE_ORDER_IDS: 'true' }),
  },
  'with propagators': {
    receivers: ONE,
    variables: ({ url }) => ({ ...TRACED(url('main')), OTEL_PROPAGATORS: 'tracecontext' }),
  },
  'without spans of HTTP': {
    receivers: ONE,
    variables: ({ url }) => ({
      ...TRACED(url('main')),
      OTEL_NODE_DISABLED_INSTRUMENTATIONS: 'http',
    }),
  },
  'with a sampler': {
    receivers: ONE,
    variables: ({ url }) => ({ ...TRACED(url('main')), OTEL_TRACES_SAMPLER: 'always_off' }),
  },
  'with a sampler of all': {
    receivers: ONE,
    variables: ({ url }) => ({ ...TRACED(url('main')), OTEL_TRACES_SAMPLER: 'traceidratio' }),
  },
  'with a sampler of none': {
    receivers: ONE,
    variables: ({ url }) => ({
      ...TRACED(url('main')),
      OTEL_TRACES_SAMPLER: 'traceidratio',
      OTEL_TRACES_SAMPLER_ARG: '0',
    }),
  },
  'traced at once': {
    receivers: ONE,
    variables: ({ url }) => ({ ...TRACED(url('main')), OTEL_BSP_SCHEDULE_DELAY: '50' }),
    until: async ({ main }) => {
      await main
        ?.waitFor(({ signal }) => signal === 'traces', BEFORE_THE_DEFAULT_MS)
        .catch(() => {});
    },
  },
  'in small batches': {
    receivers: ONE,
    variables: ({ url }) => ({ ...TRACED(url('main')), OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '1' }),
  },
  'in a small queue': {
    receivers: ONE,
    variables: ({ url }) => ({ ...TRACED(url('main')), OTEL_BSP_MAX_QUEUE_SIZE: '2' }),
  },
  'with general limits': {
    receivers: ONE,
    variables: ({ url }) => ({
      ...TRACED(url('main')),
      OTEL_ATTRIBUTE_COUNT_LIMIT: '3',
      OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: '4',
    }),
  },
  'with limits of spans': {
    receivers: ONE,
    variables: ({ url }) => ({
      ...TRACED(url('main')),
      OTEL_ATTRIBUTE_COUNT_LIMIT: '3',
      OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: '4',
      OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: '2',
      OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT: '5',
      OTEL_SPAN_EVENT_COUNT_LIMIT: '1',
      OTEL_SPAN_LINK_COUNT_LIMIT: '2',
      OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT: '1',
      OTEL_LINK_ATTRIBUTE_COUNT_LIMIT: '2',
    }),
  },
  'with logs': {
    receivers: ONE,
    variables: ({ url }) => ({ ...OTLP(url('main')), OTEL_LOGS_EXPORTER: 'otlp' }),
    until: logsCome,
  },
  'with logs somewhere': {
    receivers: { main: { paths: { '/own/logs': 'logs' } } },
    variables: ({ url }) => ({ OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: `${url('main')}/own/logs` }),
    until: logsCome,
  },
} satisfies Record<string, Plan>;

/** Bots with configurations that show, between them, each variable with and without it. */
export const RUNS = { ...ENDPOINT_RUNS, ...PUSH_RUNS, ...OTHER_RUNS };

export type RunName = keyof typeof RUNS;
