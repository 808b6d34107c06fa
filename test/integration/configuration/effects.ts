import type { VariableName } from '../../../lib/config/variables.js';
import { DELTA } from '../../support/otlp/messages.js';
import { ORDER_ID } from './exchange.js';
import {
  attribute,
  decided,
  metric,
  pushes,
  resource,
  sample,
  says,
  spans,
  wire,
} from './looks.js';
import type { Outcome } from './run.js';
import type { RunName } from './runs.js';

/** What shows that a variable is honoured. */
export interface Effect {
  readonly run: RunName;
  /** A run that does not set it, and shows something else. */
  readonly without: RunName;
  look(outcome: Outcome): unknown;
  readonly shows: unknown;
}

const ALL = 'with everything for all signals';
const EACH = 'with everything for each signal';
const LIMITS = 'with limits of spans';

/** Of the push for all signals; what is looked at arrives only if all of TLS is honoured. */
function ofAll(look: Effect['look'], shows: unknown): Effect {
  return { run: ALL, without: 'plain', look, shows };
}

function ofMetrics(part: keyof NonNullable<ReturnType<typeof wire>>, shows: unknown): Effect {
  return { run: EACH, without: 'plain', look: (outcome) => wire(outcome)?.[part], shows };
}

function ofTraces(part: keyof NonNullable<ReturnType<typeof wire>>, shows: unknown): Effect {
  const look = (outcome: Outcome) => wire(outcome, 'traces', 'traces')?.[part];
  return { run: EACH, without: 'traced', look, shows };
}

function ofLimits(look: Effect['look'], shows: unknown, without: RunName = 'traced'): Effect {
  return { run: LIMITS, without, look, shows };
}

const client = (outcome: Outcome) => wire(outcome)?.client;
const timesOut = (what: string) => says(new RegExp(`${what} could not be .*\\(timeout\\)`));
const MISSING = 'absent';
/** An order, its call over HTTP, and what the bot decides. */
const spansOfABot = 7;
const arrives = (outcome: Outcome) => pushes(outcome).length > 0;

/** What shows each variable of the table to be honoured; the compiler demands one for each. */
export const EFFECTS = {
  OTEL_CONFIG_FILE: {
    run: 'with a file',
    without: 'plain',
    look: (outcome) => wire(outcome)?.protocol,
    shows: 'http/json',
  },
  OTEL_METRICS_EXPORTER: {
    run: 'with no exporter',
    without: 'plain',
    look: (outcome) => [outcome.endpoint, arrives(outcome)],
    shows: ['none', false],
  },
  OTEL_SDK_DISABLED: {
    run: 'switched off',
    without: 'plain',
    look: (outcome) => [outcome.endpoint, arrives(outcome)],
    shows: ['none', false],
  },
  PROMETHEUS_AUTH_TOKEN: {
    run: 'with a token',
    without: 'plain',
    look: ({ scrapes }) => scrapes['plain']?.status,
    shows: 401,
  },
  PROMETHEUS_AUTH_TOKEN_FILE: {
    run: 'guarded by files',
    without: 'plain',
    look: ({ scrapes }) => [scrapes['plain']?.status, scrapes['guarded']?.status],
    shows: [401, 200],
  },
  PROMETHEUS_WEB_CONFIG_FILE: {
    run: 'with a web configuration',
    without: 'plain',
    look: ({ scrapes }) => scrapes['plain']?.headers['x-frame-options'],
    shows: 'sameorigin',
  },
  OTEL_EXPORTER_PROMETHEUS_HOST: {
    run: 'on all addresses',
    without: 'plain',
    look: (outcome) => [outcome.endpoint, says(/is 0\.0\.0\.0,.*PROMETHEUS_AUTH_TOKEN/)(outcome)],
    shows: ['none', true],
  },
  OTEL_EXPORTER_PROMETHEUS_PORT: {
    run: 'on a port',
    without: 'plain',
    look: ({ endpoint, place }) => new URL(endpoint).port === `${place.freePort}`,
    shows: true,
  },
  PROMETHEUS_TLS_CERT_FILE: {
    run: 'guarded by files',
    without: 'plain',
    look: ({ scrapes }) => scrapes['guarded']?.issuer,
    shows: 'genesis-otel test ca next',
  },
  PROMETHEUS_TLS_KEY_FILE: {
    run: 'guarded by files',
    without: 'plain',
    look: ({ scrapes }) => scrapes['guarded']?.issuer,
    shows: 'genesis-otel test ca next',
  },
  PROMETHEUS_TLS_CLIENT_CA_FILE: {
    run: 'guarded by files',
    without: 'with a token',
    look: ({ scrapes }) => ('stranger' in scrapes ? (scrapes['stranger']?.status ?? MISSING) : 0),
    shows: MISSING,
  },
  GENESIS_INITIAL_EQUITY: ofAll((outcome) => sample(outcome, 'genesis_drawdown_percent'), '10'),
  GENESIS_ACCOUNT: ofAll((outcome) => resource(outcome, 'genesis.account'), 'main-account'),
  GENESIS_WS_HOSTS: {
    run: 'with a stream',
    without: 'with a stream of nobody',
    look: (outcome) => sample(outcome, 'genesis_connection_status{exchange="kraken"}'),
    shows: '1',
  },
  GENESIS_INSTRUMENTATIONS: {
    run: 'with clients to wrap',
    without: 'with a stream',
    look: (outcome) => sample(outcome, 'genesis_connection_status{exchange="kraken"}') ?? MISSING,
    shows: MISSING,
  },
  GENESIS_DISABLED_INSTRUMENTATIONS: {
    run: 'with clients not to wrap',
    without: 'with a stream',
    look: (outcome) => sample(outcome, 'genesis_connection_status{exchange="kraken"}') ?? MISSING,
    shows: MISSING,
  },
  OTEL_LOG_LEVEL: ofAll(says(/\[info\] genesis-otel: metrics at/), true),
  OTEL_SERVICE_NAME: ofAll((outcome) => resource(outcome, 'service.name'), 'grid-bot'),
  OTEL_RESOURCE_ATTRIBUTES: ofAll((outcome) => resource(outcome, 'team'), 'desk 1'),

  OTEL_EXPORTER_OTLP_ENDPOINT: {
    run: ALL,
    without: 'with a token',
    look: (outcome) => wire(outcome)?.path,
    shows: '/base/v1/metrics',
  },
  OTEL_EXPORTER_OTLP_PROTOCOL: ofAll((outcome) => wire(outcome)?.protocol, 'http/json'),
  OTEL_EXPORTER_OTLP_HEADERS: ofAll((outcome) => wire(outcome)?.header, 'desk 1'),
  OTEL_EXPORTER_OTLP_COMPRESSION: ofAll((outcome) => wire(outcome)?.compression, 'gzip'),
  OTEL_EXPORTER_OTLP_CERTIFICATE: ofAll(client, 'genesis-otel test client'),
  OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: ofAll(client, 'genesis-otel test client'),
  OTEL_EXPORTER_OTLP_CLIENT_KEY: ofAll(client, 'genesis-otel test client'),
  OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: ofAll(
    (outcome) => metric(outcome, 'genesis_orders_total')?.sum?.aggregationTemporality,
    DELTA,
  ),
  OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION: ofAll(
    (outcome) =>
      metric(outcome, 'genesis_order_execution_time_seconds')?.exponentialHistogram !== undefined,
    true,
  ),
  OTEL_METRICS_EXEMPLAR_FILTER: ofAll(
    (outcome) =>
      metric(outcome, 'genesis_orders_total')?.sum?.dataPoints.some(
        ({ exemplars }) => exemplars.length > 0,
      ),
    true,
  ),
  OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: ofMetrics('path', '/own/metrics'),
  OTEL_EXPORTER_OTLP_METRICS_PROTOCOL: ofMetrics('protocol', 'http/json'),
  OTEL_EXPORTER_OTLP_METRICS_HEADERS: ofMetrics('header', 'metrics'),
  OTEL_EXPORTER_OTLP_METRICS_COMPRESSION: ofMetrics('compression', 'gzip'),
  OTEL_EXPORTER_OTLP_METRICS_CERTIFICATE: ofMetrics('client', 'genesis-otel test client next'),
  OTEL_EXPORTER_OTLP_METRICS_CLIENT_CERTIFICATE: ofMetrics(
    'client',
    'genesis-otel test client next',
  ),
  OTEL_EXPORTER_OTLP_METRICS_CLIENT_KEY: ofMetrics('client', 'genesis-otel test client next'),
  OTEL_EXPORTER_OTLP_INSECURE: {
    run: 'over gRPC in clear',
    without: 'plain',
    look: (outcome) => wire(outcome)?.protocol,
    shows: 'grpc',
  },
  OTEL_EXPORTER_OTLP_METRICS_INSECURE: {
    run: 'over gRPC in clear for each signal',
    without: 'plain',
    look: (outcome) => wire(outcome)?.protocol,
    shows: 'grpc',
  },
  OTEL_EXPORTER_OTLP_TRACES_INSECURE: {
    run: 'over gRPC in clear for each signal',
    without: 'traced',
    look: (outcome) => wire(outcome, 'main', 'traces')?.protocol,
    shows: 'grpc',
  },
  OTEL_EXPORTER_OTLP_TIMEOUT: {
    run: 'with a short time',
    without: 'to nobody who answers',
    look: timesOut('metrics'),
    shows: true,
  },
  OTEL_EXPORTER_OTLP_METRICS_TIMEOUT: {
    run: 'with a short time for each signal',
    without: 'to nobody who answers',
    look: timesOut('metrics'),
    shows: true,
  },
  OTEL_EXPORTER_OTLP_TRACES_TIMEOUT: {
    run: 'with a short time for each signal',
    without: 'to nobody who answers',
    look: timesOut('spans'),
    shows: true,
  },
  OTEL_METRIC_EXPORT_TIMEOUT: {
    run: 'with a short time of exports',
    without: 'to nobody who answers',
    look: timesOut('metrics'),
    shows: true,
  },
  OTEL_BSP_EXPORT_TIMEOUT: {
    run: 'with a short time of exports',
    without: 'to nobody who answers',
    look: timesOut('spans'),
    shows: true,
  },
  OTEL_METRIC_EXPORT_INTERVAL: {
    run: 'at an interval',
    without: 'plain',
    look: ({ early }) => (early['main'] ?? []).length > 0,
    shows: true,
  },

  OTEL_TRACES_EXPORTER: {
    run: 'traced to the console',
    without: 'plain',
    look: ({ ending }) => ending.stdout.includes("name: 'decide'"),
    shows: true,
  },
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: ofTraces('path', '/own/traces'),
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: ofTraces('protocol', 'http/json'),
  OTEL_EXPORTER_OTLP_TRACES_HEADERS: ofTraces('header', 'traces'),
  OTEL_EXPORTER_OTLP_TRACES_COMPRESSION: ofTraces('compression', 'gzip'),
  OTEL_EXPORTER_OTLP_TRACES_CERTIFICATE: ofTraces('client', 'genesis-otel test client next'),
  OTEL_EXPORTER_OTLP_TRACES_CLIENT_CERTIFICATE: ofTraces('client', 'genesis-otel test client next'),
  OTEL_EXPORTER_OTLP_TRACES_CLIENT_KEY: ofTraces('client', 'genesis-otel test client next'),
  GENESIS_TRACE_ORDER_IDS: {
    run: 'traced with order ids',
    without: 'traced as it trades',
    look: (outcome) => JSON.stringify(spans(outcome)).includes(`"${ORDER_ID}"`),
    shows: true,
  },
  OTEL_PROPAGATORS: {
    run: 'with propagators',
    without: 'traced',
    look: ({ calls }) => calls.some((headers) => headers['traceparent'] !== undefined),
    shows: true,
  },
  OTEL_NODE_DISABLED_INSTRUMENTATIONS: {
    run: 'without spans of HTTP',
    without: 'traced',
    look: (outcome) => spans(outcome).some(({ name }) => name === 'GET'),
    shows: false,
  },
  OTEL_TRACES_SAMPLER: {
    run: 'with a sampler',
    without: 'traced',
    look: (outcome) => spans(outcome).length,
    shows: 0,
  },
  OTEL_TRACES_SAMPLER_ARG: {
    run: 'with a sampler of none',
    without: 'with a sampler of all',
    look: (outcome) => spans(outcome).length,
    shows: 0,
  },
  OTEL_BSP_SCHEDULE_DELAY: {
    run: 'traced at once',
    without: 'traced',
    look: ({ early }) => (early['main'] ?? []).some(({ signal }) => signal === 'traces'),
    shows: true,
  },
  OTEL_BSP_MAX_EXPORT_BATCH_SIZE: {
    run: 'in small batches',
    without: 'traced',
    look: (outcome) => pushes(outcome, 'main', 'traces').length === spans(outcome).length,
    shows: true,
  },
  OTEL_BSP_MAX_QUEUE_SIZE: {
    run: 'in a small queue',
    without: 'traced',
    look: (outcome) => spans(outcome).length < spansOfABot,
    shows: true,
  },
  OTEL_ATTRIBUTE_COUNT_LIMIT: {
    run: 'with general limits',
    without: 'traced',
    look: (outcome) => decided(outcome)?.attributes.length,
    shows: 3,
  },
  OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: {
    run: 'with general limits',
    without: 'traced',
    look: (outcome) => attribute(decided(outcome)?.attributes ?? [], 'a'),
    shows: 'a-lo',
  },
  OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: ofLimits(
    (outcome) => decided(outcome)?.attributes.length,
    2,
    'with general limits',
  ),
  OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT: ofLimits(
    (outcome) => attribute(decided(outcome)?.attributes ?? [], 'a'),
    'a-lon',
    'with general limits',
  ),
  OTEL_SPAN_EVENT_COUNT_LIMIT: ofLimits((outcome) => decided(outcome)?.events.length, 1),
  OTEL_SPAN_LINK_COUNT_LIMIT: ofLimits((outcome) => decided(outcome)?.links.length, 2),
  OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT: ofLimits(
    (outcome) => decided(outcome)?.events[0]?.attributes.length,
    1,
  ),
  OTEL_LINK_ATTRIBUTE_COUNT_LIMIT: ofLimits(
    (outcome) => decided(outcome)?.links[0]?.attributes.length,
    2,
  ),
  OTEL_LOGS_EXPORTER: {
    run: 'with logs',
    without: 'plain',
    look: (outcome) => pushes(outcome, 'main', 'logs').length > 0,
    shows: true,
  },
  OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: {
    run: 'with logs somewhere',
    without: 'plain',
    look: (outcome) => wire(outcome, 'main', 'logs')?.path,
    shows: '/own/logs',
  },
} satisfies Record<VariableName, Effect>;
