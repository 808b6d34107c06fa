import type { Exemplar, HistogramPoint, Message, Metric, NumberPoint } from './messages.js';
import { seriesOf } from './prometheus-series.js';

/** An exemplar as Prometheus keeps it: with a series, and that of a histogram with one bucket of it. */
export interface StoredExemplar {
  readonly series: {
    readonly name: string;
    readonly labels: Readonly<Record<string, string>>;
  };
  readonly traceId: string;
  readonly spanId: string;
  readonly value: number;
  /** Since the epoch. */
  readonly milliseconds: number;
}

/** The exemplars of counters and histograms of a push, with the series that a receiver stores. */
export function exemplarsOf(message: Message<'metrics'>): StoredExemplar[] {
  return message.resourceMetrics.flatMap(({ resource, scopeMetrics }) =>
    scopeMetrics.flatMap(({ scope, metrics }) =>
      metrics.flatMap((metric) =>
        pointsOf(metric).flatMap(({ point, alone }) => {
          const resourceMetrics = [{ resource, scopeMetrics: [{ scope, metrics: [alone] }] }];
          const series = seriesOf({ resourceMetrics }, { deltas: 'kept' });
          return point.exemplars.map((exemplar) => stored(series, exemplar));
        }),
      ),
    ),
  );
}

/** Each point of a counter or histogram, and a metric of that point alone. */
function pointsOf(
  metric: Metric,
): { readonly point: NumberPoint | HistogramPoint; readonly alone: Metric }[] {
  const { sum, histogram } = metric;
  const sums = (sum?.dataPoints ?? []).map((point) => ({
    point,
    alone: { ...metric, sum: { ...sum, dataPoints: [point] } } as Metric,
  }));
  const histograms = (histogram?.dataPoints ?? []).map((point) => ({
    point,
    alone: { ...metric, histogram: { ...histogram, dataPoints: [point] } } as Metric,
  }));
  return [...sums, ...histograms];
}

function stored(series: ReturnType<typeof seriesOf>, exemplar: Exemplar): StoredExemplar {
  const value = exemplar.asDouble ?? Number(exemplar.asInt);
  const { traceId, spanId, timeUnixNano } = exemplar;
  const [first] = series;
  const bucket = series.find(({ labels: { le } }) => le !== undefined && value <= boundOf(le));
  const owner = bucket ?? first;
  if (owner === undefined) throw new Error('an exemplar of no series');
  const milliseconds = Number(BigInt(timeUnixNano) / 1_000_000n);
  const { name, labels } = owner;
  return { series: { name, labels }, traceId, spanId, value, milliseconds };
}

function boundOf(le: string): number {
  return le === '+Inf' ? Infinity : Number(le);
}
