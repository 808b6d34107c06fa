import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import type { MetricReader } from '@opentelemetry/sdk-metrics';

/** Series by their exposition key, such as `genesis_up` or `genesis_orders_total{exchange="x"}`. */
export type Series = ReadonlyMap<string, number>;

/** Parses text exposition into series; comment lines are left out. */
export function parseExposition(text: string): Series {
  const series = new Map<string, number>();
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const end = line.lastIndexOf(' ');
    series.set(line.slice(0, end), Number(line.slice(end + 1).replace('+Inf', 'Infinity')));
  }
  return series;
}

/** A reader on `registry` that gives all of its series at each call. */
export function seriesReader(registry: {
  attachReader(reader: MetricReader): void;
}): () => Promise<Series> {
  const reader = new PrometheusExporter({ preventServerStart: true });
  registry.attachReader(reader as unknown as MetricReader);
  const serializer = new PrometheusSerializer('', false, undefined, true, true);
  return async () => {
    const { resourceMetrics, errors } = await reader.collect();
    if (errors.length > 0) throw errors[0];
    return parseExposition(serializer.serialize(resourceMetrics));
  };
}

/** The series whose key starts with `name`, as a plain object for comparisons. */
export function pick(series: Series, name: string): Record<string, number> {
  return Object.fromEntries(
    [...series].filter(([key]) => key === name || key.startsWith(`${name}{`)),
  );
}
