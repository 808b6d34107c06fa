import type { Attributes } from '@opentelemetry/api';
import { ValueType } from '@opentelemetry/api';
import { emptyResource, resourceFromAttributes } from '@opentelemetry/resources';
import type {
  DataPoint,
  GaugeMetricData,
  Histogram,
  HistogramMetricData,
  MetricData,
  ResourceMetrics,
  SumMetricData,
} from '@opentelemetry/sdk-metrics';
import { AggregationTemporality, DataPointType } from '@opentelemetry/sdk-metrics';
import type { ExpositionFormat } from '../../../../../lib/prometheus/exposition/exposition.js';
import { writeExposition } from '../../../../../lib/prometheus/exposition/write-exposition.js';

export type Points = readonly (readonly [attributes: Attributes, value: number])[];

interface Described {
  readonly unit?: string;
  readonly description?: string;
}

/** What a reader would have collected: each list is one scope. */
export function collected(...scopes: MetricData[][]): ResourceMetrics {
  const scopeMetrics = scopes.map((metrics, index) => ({
    scope: { name: `scope-${index}` },
    metrics,
  }));
  return { resource: emptyResource(), scopeMetrics };
}

export function withResource(metrics: ResourceMetrics, attributes: Attributes): ResourceMetrics {
  return { ...metrics, resource: resourceFromAttributes(attributes) };
}

export function counter(name: string, points: Points, described?: Described): SumMetricData {
  return { ...base(name, described), ...sum(points), isMonotonic: true };
}

export function upDownCounter(name: string, points: Points): SumMetricData {
  return { ...base(name), ...sum(points), isMonotonic: false };
}

export function gauge(name: string, points: Points, described?: Described): GaugeMetricData {
  return {
    ...base(name, described),
    dataPointType: DataPointType.GAUGE,
    dataPoints: points.map(([attributes, value]) => point(attributes, value)),
  };
}

export function histogram(
  name: string,
  boundaries: number[],
  points: readonly (readonly [attributes: Attributes, values: readonly number[]])[],
): HistogramMetricData {
  return {
    ...base(name),
    dataPointType: DataPointType.HISTOGRAM,
    dataPoints: points.map(([attributes, values]) => point(attributes, fill(boundaries, values))),
  };
}

/** The whole text, with no slices. */
export function write(
  metrics: ResourceMetrics,
  format: ExpositionFormat,
  names?: ReadonlySet<string>,
): string {
  return [...writeExposition(metrics, { format, names }, { created: false })].join('');
}

/** The text without the family of the resource. */
export function writeSeries(format: ExpositionFormat, ...scopes: MetricData[][]): string {
  const text = write(collected(...scopes), format);
  return text.replace(/^# [^\n]*\n# [^\n]*\ntarget_info 1\n/, '');
}

function base(name: string, { unit = '', description = '' }: Described = {}) {
  const descriptor = { name, unit, description, valueType: ValueType.DOUBLE };
  return { descriptor, aggregationTemporality: AggregationTemporality.CUMULATIVE };
}

function sum(points: Points) {
  return {
    dataPointType: DataPointType.SUM as const,
    dataPoints: points.map(([attributes, value]) => point(attributes, value)),
  };
}

function point<Value>(attributes: Attributes, value: Value): DataPoint<Value> {
  return { attributes, value, startTime: [1_700_000_000, 5_000_000], endTime: [1_700_000_060, 0] };
}

function fill(boundaries: number[], values: readonly number[]): Histogram {
  const counts = new Array<number>(boundaries.length + 1).fill(0);
  for (const value of values) {
    const index = boundaries.findIndex((boundary) => value <= boundary);
    const bucket = index < 0 ? boundaries.length : index;
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  const total = values.reduce((one, other) => one + other, 0);
  return { buckets: { boundaries, counts }, sum: total, count: values.length };
}
