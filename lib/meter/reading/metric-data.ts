import type { MetricAdvice, ValueType } from '@opentelemetry/api';
import type {
  AggregationTemporality,
  DataPoint,
  InstrumentType,
  MetricData,
} from '@opentelemetry/sdk-metrics';
import type { PointValue } from '../aggregation/aggregation.js';
import { publishExemplars } from '../exemplars/exemplar.js';
import { DATA_POINT, INSTRUMENT } from '../sdk-constants.js';
import { exemplarsOfSeries } from './series-exemplars.js';
import type { StreamState } from './stream-state.js';

/** The data of a stream in the SDK's form, with points that were made for it. */
export function metricData(
  stream: StreamState,
  points: DataPoint<PointValue>[],
  aggregationTemporality: AggregationTemporality,
): MetricData {
  const { aggregation } = stream.description;
  const data = { descriptor: descriptorOf(stream), aggregationTemporality, dataPoints: points };
  switch (aggregation.kind) {
    case 'sum': {
      const { isMonotonic } = aggregation;
      return { ...data, dataPointType: DATA_POINT.SUM, isMonotonic } as MetricData;
    }
    case 'last_value':
      return { ...data, dataPointType: DATA_POINT.GAUGE } as MetricData;
    case 'explicit_histogram':
      return { ...data, dataPointType: DATA_POINT.HISTOGRAM } as MetricData;
    case 'exponential_histogram':
      return { ...data, dataPointType: DATA_POINT.EXPONENTIAL_HISTOGRAM } as MetricData;
  }
}

/** One series at one moment. */
export function dataPoint(
  stream: StreamState,
  point: Omit<DataPoint<PointValue>, 'value'>,
  { cells, offset }: { readonly cells: Float64Array; readonly offset: number },
): DataPoint<PointValue> {
  const hasSum = stream.description.type !== INSTRUMENT.GAUGE;
  return { ...point, value: stream.aggregation.value(cells, offset, hasSum) };
}

interface Descriptor {
  readonly name: string;
  readonly description: string;
  readonly unit: string;
  readonly type: InstrumentType;
  readonly valueType: ValueType;
  readonly advice: MetricAdvice;
}

const descriptors = new WeakMap<StreamState, Descriptor>();

/** The same one each time: readers find the exemplars of the instrument by its advice. */
function descriptorOf(stream: StreamState): Descriptor {
  const known = descriptors.get(stream);
  if (known !== undefined) return known;
  const { name, description, unit, type, valueType } = stream.description;
  const advice = { ...stream.description.advice };
  publishExemplars(advice, {
    of: (attributes) => exemplarsOfSeries(stream, stream.find(attributes)),
  });
  const descriptor = { name, description, unit, type, valueType, advice };
  descriptors.set(stream, descriptor);
  return descriptor;
}
