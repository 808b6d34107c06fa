import type { Metric } from '../../support/otlp/messages.js';
import { OtlpReceiver } from '../../support/otlp/otlp-receiver.js';
import type { OtlpRequest } from '../../support/otlp/otlp-request.js';
import { ORDERS, PRELOADED, ThreadedBot } from '../exporter-thread/threaded-bot.js';

export const PROTOCOLS = ['http/protobuf', 'http/json', 'grpc'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

export function startReceiver(protocol: Protocol = 'http/protobuf'): Promise<OtlpReceiver> {
  return OtlpReceiver.start({ protocol: protocol === 'grpc' ? 'grpc' : 'http' });
}

/** A bot that pushes to `receiver` every twentieth of a second, unless told otherwise. */
export function pushingBot(
  receiver: OtlpReceiver,
  env: Readonly<Record<string, string>> = {},
  timeoutMillis = 55_000,
): ThreadedBot {
  return new ThreadedBot('pushing.cjs', {
    timeoutMillis,
    env: {
      ...PRELOADED,
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_METRIC_EXPORT_INTERVAL: '50',
      ...env,
    },
  });
}

/** Interval and times of a bot that pushes when it is told to, and at its end. */
export const NEVER_BY_ITSELF = {
  OTEL_METRIC_EXPORT_INTERVAL: '3600000',
  OTEL_METRIC_EXPORT_TIMEOUT: '50000',
  OTEL_EXPORTER_OTLP_TIMEOUT: '50000',
};

/** The metrics of a push, by their names. */
export function metricsOf(request: OtlpRequest | undefined): ReadonlyMap<string, Metric> {
  if (request?.signal !== 'metrics') throw new Error(`no push of metrics: ${request?.signal}`);
  const metrics = request.message.resourceMetrics.flatMap(({ scopeMetrics }) =>
    scopeMetrics.flatMap((scope) => scope.metrics),
  );
  return new Map(metrics.map((metric) => [metric.name, metric]));
}

/** How many orders of the bot's one market a push tells of. */
export function ordersIn(request: OtlpRequest | undefined): number {
  const points = metricsOf(request).get('genesis_orders_total')?.sum?.dataPoints ?? [];
  const own = points.filter(({ attributes }) =>
    attributes.some(({ key, value }) => key === 'symbol' && value?.stringValue === 'BTC/USDT'),
  );
  return own.reduce((sum, { asDouble = 0 }) => sum + asDouble, 0);
}

/** The series of the endpoint that counts pushes of metrics which ended so. */
export function pushes(outcome: string): string {
  return `genesis_otlp_pushes_total{signal="metrics",outcome="${outcome}"}`;
}

/** The series of the endpoint that counts data points which did not arrive. */
export function dropped(cause: string): string {
  return `genesis_otlp_dropped_total{signal="metrics",cause="${cause}"}`;
}

/** Waits until the endpoint shows more than `count` of a series. */
export async function countOf(bot: ThreadedBot, series: string, count: number): Promise<number> {
  const scraped = await bot.scrapeUntil((shown) => (shown.series.get(series) ?? 0) > count);
  return scraped.series.get(series) ?? 0;
}

export { ORDERS };
