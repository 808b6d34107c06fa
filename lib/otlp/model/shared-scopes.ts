import type { HrTime } from '@opentelemetry/api';
import { ValueType } from '@opentelemetry/api';
import type { DataPointType } from '@opentelemetry/sdk-metrics';
import type { AggregationDescription } from '../../meter/aggregation/aggregation.js';
import { dataPoint } from '../../meter/reading/metric-data.js';
import { exemplarsOfSeries } from '../../meter/reading/series-exemplars.js';
import type { StreamState } from '../../meter/reading/stream-state.js';
import { DATA_POINT } from '../../meter/sdk-constants.js';
import type { CollectedPoint, MetricSource, ScopeSource } from './metric-source.js';

const DATA_POINT_TYPES: Readonly<Record<AggregationDescription['kind'], DataPointType>> = {
  sum: DATA_POINT.SUM,
  last_value: DATA_POINT.GAUGE,
  explicit_histogram: DATA_POINT.HISTOGRAM,
  exponential_histogram: DATA_POINT.EXPONENTIAL_HISTOGRAM,
};

/** What lies in shared memory, by who measured. Each series is read when its turn comes. */
export function sharedScopes(streams: Iterable<StreamState>, endTime: HrTime): ScopeSource[] {
  const scopes = new Map<string, ScopeSource & { readonly metrics: MetricSource[] }>();
  for (const stream of streams) {
    const { scope } = stream.description;
    const key = JSON.stringify(scope);
    const known = scopes.get(key) ?? { ...scope, metrics: [] };
    scopes.set(key, known);
    known.metrics.push(sourceOf(stream, endTime));
  }
  return [...scopes.values()];
}

function sourceOf(stream: StreamState, endTime: HrTime): MetricSource {
  const { name, description, unit, type, valueType, aggregation } = stream.description;
  return {
    ...{ name, description, unit, type },
    dataPointType: DATA_POINT_TYPES[aggregation.kind],
    isMonotonic: aggregation.kind === 'sum' && aggregation.isMonotonic,
    isInteger: valueType === ValueType.INT,
    points: pointsOf(stream, endTime),
    exemplarsOf: (attributes) => exemplarsOfSeries(stream, stream.find(attributes)),
  };
}

function* pointsOf(stream: StreamState, endTime: HrTime): Generator<CollectedPoint> {
  const { aggregation, scratch } = stream;
  // A thread may add series meanwhile; they are told the next time.
  for (const series of [...stream.series]) {
    const total = series.total(aggregation, scratch);
    if (!aggregation.isRecorded(total.cells, total.offset)) continue;
    const { attributes, startTime } = series;
    yield dataPoint(stream, { attributes, startTime, endTime }, total);
  }
}
