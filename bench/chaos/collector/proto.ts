import { join } from 'node:path';
import { Root, type Type } from 'protobufjs';

const FOLDER = join(__dirname, '../../../../proto');
const PACKAGE = 'opentelemetry.proto.collector';

export const SIGNALS = ['metrics', 'traces'] as const;
export type Signal = (typeof SIGNALS)[number];

const root = new Root();
root.resolvePath = (_origin, target) => join(FOLDER, target);
root.loadSync(
  ['metrics', 'trace'].map(
    (name) => `opentelemetry/proto/collector/${name}/v1/${name}_service.proto`,
  ),
);

const REQUESTS: Readonly<Record<Signal, Type>> = {
  metrics: root.lookupType(`${PACKAGE}.metrics.v1.ExportMetricsServiceRequest`),
  traces: root.lookupType(`${PACKAGE}.trace.v1.ExportTraceServiceRequest`),
};

/** The calls of gRPC, by signal. */
export const METHODS: Readonly<Record<Signal, string>> = {
  metrics: '/opentelemetry.proto.collector.metrics.v1.MetricsService/Export',
  traces: '/opentelemetry.proto.collector.trace.v1.TraceService/Export',
};

/** An answer that says that all was taken, or how many items were refused. */
export function answer(signal: Signal, rejected = 0): Buffer {
  if (rejected === 0) return Buffer.alloc(0);
  const name = signal === 'metrics' ? 'metrics.v1.ExportMetrics' : 'trace.v1.ExportTrace';
  const type = root.lookupType(`${PACKAGE}.${name}ServiceResponse`);
  const rejectedItems = signal === 'metrics' ? 'rejectedDataPoints' : 'rejectedSpans';
  const partialSuccess = { [rejectedItems]: rejected, errorMessage: 'the bench refuses them all' };
  return Buffer.from(type.encode(type.create({ partialSuccess })).finish());
}

interface KeyValue {
  readonly key: string;
  readonly value: { readonly stringValue?: string };
}
interface Point {
  readonly attributes: readonly KeyValue[];
  readonly asDouble?: number;
  readonly asInt?: number;
  readonly count?: number;
  readonly sum?: number;
  readonly bucketCounts?: readonly number[];
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
interface MetricsRequest {
  readonly resourceMetrics: readonly { scopeMetrics: readonly { metrics: readonly Metric[] }[] }[];
}
interface Span {
  readonly spanId: Uint8Array;
}
interface TracesRequest {
  readonly resourceSpans: readonly { scopeSpans: readonly { spans: readonly Span[] }[] }[];
}

/** How many spans or data points a request has. */
export function countItems(signal: Signal, body: Buffer): number {
  if (signal === 'metrics')
    return metricsOf(body).reduce((sum, metric) => sum + pointsOf(metric).length, 0);
  return spanIds(body).length;
}

/** The spans of a request, each by its id. */
export function spanIds(body: Buffer): string[] {
  const { resourceSpans } = decode<TracesRequest>('traces', body);
  return resourceSpans.flatMap(({ scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map(({ spanId }) => Buffer.from(spanId).toString('hex')),
    ),
  );
}

/** The samples of a request as Prometheus names them, by name and labels. */
export function samplesOf(body: Buffer): [string, number][] {
  return metricsOf(body).flatMap((metric) =>
    pointsOf(metric).flatMap((point) => samplesOfPoint(metric.name, point)),
  );
}

function metricsOf(body: Buffer): readonly Metric[] {
  const { resourceMetrics } = decode<MetricsRequest>('metrics', body);
  return resourceMetrics.flatMap(({ scopeMetrics }) =>
    scopeMetrics.flatMap(({ metrics }) => metrics),
  );
}

function pointsOf({ sum, gauge, histogram }: Metric): readonly Point[] {
  return (sum ?? gauge ?? histogram)?.dataPoints ?? [];
}

function samplesOfPoint(name: string, point: Point): [string, number][] {
  const labels = point.attributes.map(({ key, value }) => [key, value.stringValue ?? ''] as const);
  const { count, bucketCounts, explicitBounds } = point;
  if (count === undefined || bucketCounts === undefined || explicitBounds === undefined) {
    return [[seriesKey(name, labels), point.asDouble ?? point.asInt ?? 0]];
  }
  let below = 0;
  return [
    ...bucketCounts.map((inBucket, at): [string, number] => {
      below += inBucket;
      const le = explicitBounds[at] ?? '+Inf';
      return [seriesKey(`${name}_bucket`, [...labels, ['le', String(le)]]), below];
    }),
    [seriesKey(`${name}_sum`, labels), point.sum ?? 0],
    [seriesKey(`${name}_count`, labels), count],
  ];
}

/** A series by its name and its labels in alphabetical order. */
export function seriesKey(
  name: string,
  labels: readonly (readonly [name: string, value: string])[],
): string {
  return `${name}{${labels.map((label) => label.join('=')).sort()}}`;
}

function decode<Request>(signal: Signal, body: Buffer): Request {
  const type = REQUESTS[signal];
  return type.toObject(type.decode(body), { longs: Number, arrays: true }) as Request;
}
