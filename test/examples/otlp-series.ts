interface Point {
  readonly attributes: readonly { readonly key: string; readonly value: { stringValue: string } }[];
  readonly asDouble?: number;
  readonly asInt?: number | string;
  readonly count?: number | string;
  readonly sum?: number;
  readonly bucketCounts?: readonly (number | string)[];
  readonly explicitBounds?: readonly number[];
}

interface Points {
  readonly dataPoints: readonly Point[];
}

interface Metric {
  readonly name: string;
  readonly sum?: Points;
  readonly gauge?: Points;
  readonly histogram?: Points;
}

interface Push {
  readonly resourceMetrics: readonly {
    readonly scopeMetrics: readonly { readonly metrics: readonly Metric[] }[];
  }[];
}

/** The series of one push in OTLP/JSON, under the keys that a scrape would have for them. */
export function seriesOfPush(body: string): Map<string, number> {
  const { resourceMetrics } = JSON.parse(body) as Push;
  const metrics = resourceMetrics.flatMap(({ scopeMetrics }) =>
    scopeMetrics.flatMap((scope) => scope.metrics),
  );
  return new Map(metrics.flatMap(seriesOf));
}

function seriesOf({ name, sum, gauge, histogram }: Metric): [string, number][] {
  const plain = (sum ?? gauge)?.dataPoints ?? [];
  return [
    ...plain.map((point): [string, number] => [
      keyOf(name, point),
      Number(point.asDouble ?? point.asInt),
    ]),
    ...(histogram?.dataPoints ?? []).flatMap((point) => bucketsOf(name, point)),
  ];
}

/** Prometheus counts buckets up from below, OTLP counts each alone. */
function bucketsOf(name: string, point: Point): [string, number][] {
  const { bucketCounts = [], explicitBounds = [] } = point;
  let cumulative = 0;
  const buckets = bucketCounts.map((count, index): [string, number] => {
    cumulative += Number(count);
    const le = String(explicitBounds[index] ?? '+Inf');
    return [keyOf(`${name}_bucket`, point, `le="${le}"`), cumulative];
  });
  return [
    [keyOf(`${name}_count`, point), Number(point.count)],
    [keyOf(`${name}_sum`, point), Number(point.sum)],
    ...buckets,
  ];
}

function keyOf(name: string, { attributes }: Point, ...more: string[]): string {
  const labels = attributes.map(({ key, value }) => `${key}="${value.stringValue}"`);
  const all = [...labels, ...more].join(',');
  return all === '' ? name : `${name}{${all}}`;
}
