import type {
  DataPoint,
  ExponentialHistogram,
  Histogram,
  MetricData,
  ResourceMetrics,
} from '@opentelemetry/sdk-metrics';
import { AggregationTemporality, DataPointType } from '@opentelemetry/sdk-metrics';

type AnyPoint = DataPoint<number | Histogram | ExponentialHistogram>;

/** A scale that every exponential histogram of the tests can be brought to. */
const COMMON_SCALE = -10;

/**
 * What was collected, in one order, without what is known to differ:
 *
 * - In a difference ours has no smallest and largest value: memory holds those of all time.
 * - In a difference a sum of 0 is no news to ours; the SDK tells that a zero was added, or that what
 *   was added cancels out.
 * - The start of a difference is our last collection; the SDK takes the first recording of the
 *   interval for a series that was silent in the interval before.
 * - Where collections lie between recordings, the SDK merges exponential histograms and loses
 *   resolution where one of them has no bucket of a sign or only zeros; ours merges nothing. In a
 *   difference ours has the scale of all time. Both say the same at a common scale.
 *
 * What the tests do not meet, and differs too:
 *
 * - A difference of ours is that of two sums, so it has their last digits: of 0.1 and 0.3 it is not
 *   0.2. What is too small beside the sum is told later, or never; of a sum that is infinite nothing.
 * - Names that differ in case only are one instrument, as the specification has it. Of two
 *   instruments of one name the first description counts; the SDK takes the longer one.
 * - A boundary that is NaN is left out. An exponential histogram has 10,000 buckets of a sign at the
 *   most, and 160 where it is given no number.
 * - A date is not the text that it is written as.
 */
export function comparable(
  { resource, scopeMetrics }: ResourceMetrics,
  { isExact }: { readonly isExact: boolean },
): unknown {
  const scopes = scopeMetrics.map(({ scope, metrics }) => ({
    scope: { name: scope.name, version: scope.version },
    metrics: metrics
      .map((data) => comparableMetric(data, isExact))
      .filter(({ points }) => points.length > 0)
      .sort((one, other) => (one.key < other.key ? -1 : 1)),
  }));
  return { resource, scopes: scopes.filter(({ metrics }) => metrics.length > 0) };
}

function comparableMetric(data: MetricData, isExact: boolean) {
  const { descriptor, dataPointType, aggregationTemporality } = data;
  const isDelta = aggregationTemporality === AggregationTemporality.DELTA;
  const points = (data.dataPoints as AnyPoint[])
    .filter(({ value }) => !isDelta || dataPointType !== DataPointType.SUM || value !== 0)
    .map((point) => comparablePoint(point, { dataPointType, isDelta, isExact }))
    .sort((one, other) => (one.key < other.key ? -1 : 1));
  return {
    key: `${descriptor.name} ${dataPointType}`,
    descriptor,
    dataPointType,
    aggregationTemporality,
    isMonotonic: 'isMonotonic' in data ? data.isMonotonic : undefined,
    points,
  };
}

interface Kind {
  readonly dataPointType: DataPointType;
  readonly isDelta: boolean;
  readonly isExact: boolean;
}

function comparablePoint(point: AnyPoint, { dataPointType, isDelta, isExact }: Kind) {
  const { attributes, startTime, endTime } = point;
  let value: unknown = point.value;
  if (typeof point.value === 'object' && isDelta) {
    value = { ...point.value, min: undefined, max: undefined };
  }
  if (dataPointType === DataPointType.EXPONENTIAL_HISTOGRAM && !isExact) {
    value = atCommonScale(value as ExponentialHistogram);
  }
  const key = JSON.stringify(Object.entries(attributes).sort());
  return { key, attributes, startTime: isDelta ? undefined : startTime, endTime, value };
}

function atCommonScale({ scale, positive, negative, ...rest }: ExponentialHistogram) {
  return {
    ...rest,
    positive: coarse(positive, scale - COMMON_SCALE),
    negative: coarse(negative, scale - COMMON_SCALE),
  };
}

function coarse({ offset, bucketCounts }: ExponentialHistogram['positive'], scales: number) {
  const counts = new Map<number, number>();
  for (const [step, count] of bucketCounts.entries()) {
    const index = Math.floor((offset + step) / 2 ** scales);
    if (count !== 0) counts.set(index, (counts.get(index) ?? 0) + count);
  }
  return [...counts].sort(([one], [other]) => one - other);
}
