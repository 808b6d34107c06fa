import type { HistogramPoint, KeyValue, Message, Metric } from '../support/otlp/messages.js';

/** The series of one push, under the keys that a scrape would have for them. */
export function seriesOfPush({ resourceMetrics }: Message<'metrics'>): Map<string, number> {
  const metrics = resourceMetrics.flatMap(({ scopeMetrics }) =>
    scopeMetrics.flatMap((scope) => scope.metrics),
  );
  return new Map(metrics.flatMap(seriesOf));
}

function seriesOf({ name, sum, gauge, histogram }: Metric): [string, number][] {
  const plain = (sum ?? gauge)?.dataPoints ?? [];
  return [
    ...plain.map(({ attributes, asDouble, asInt }): [string, number] => [
      keyOf(name, attributes),
      Number(asDouble ?? asInt),
    ]),
    ...(histogram?.dataPoints ?? []).flatMap((point) => bucketsOf(name, point)),
  ];
}

/** Prometheus counts buckets up from below, OTLP counts each alone. */
function bucketsOf(name: string, point: HistogramPoint): [string, number][] {
  const { attributes, bucketCounts, explicitBounds } = point;
  let cumulative = 0;
  const buckets = bucketCounts.map((count, index): [string, number] => {
    cumulative += Number(count);
    const le = String(explicitBounds[index] ?? '+Inf');
    return [keyOf(`${name}_bucket`, attributes, `le="${le}"`), cumulative];
  });
  return [
    [keyOf(`${name}_count`, attributes), Number(point.count)],
    [keyOf(`${name}_sum`, attributes), Number(point.sum)],
    ...buckets,
  ];
}

function keyOf(name: string, attributes: readonly KeyValue[], ...more: string[]): string {
  const labels = attributes.map(({ key, value }) => `${key}="${value?.stringValue}"`);
  const all = [...labels, ...more].join(',');
  return all === '' ? name : `${name}{${all}}`;
}
