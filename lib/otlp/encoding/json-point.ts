import type { ExponentialHistogram, Histogram } from '@opentelemetry/sdk-metrics';
import type { Exemplar } from '../../meter/exemplars/exemplar.js';
import { hrTime } from '../../meter/time.js';
import type { OtlpMetric, OtlpPoint } from '../model/otlp-message.js';
import { jsonAttributes } from './json-attributes.js';
import { jsonDouble, jsonInteger, jsonTime } from './json-values.js';

/** One data point as the mapping of OTLP to JSON has it. */
export function jsonPoint({ kind, isInteger }: OtlpMetric, point: OtlpPoint): object {
  const { attributes, startTime, endTime, exemplars } = point;
  return {
    attributes: jsonAttributes(attributes),
    startTimeUnixNano: jsonTime(startTime),
    timeUnixNano: jsonTime(endTime),
    ...jsonValueOf(kind, point.value, isInteger),
    ...(exemplars.length === 0 ? {} : { exemplars: exemplars.map(jsonExemplar) }),
  };
}

function jsonValueOf(
  kind: OtlpMetric['kind'],
  value: OtlpPoint['value'],
  isInteger: boolean,
): object {
  switch (kind) {
    case 'histogram':
      return histogram(value as Histogram);
    case 'exponential_histogram':
      return exponentialHistogram(value as ExponentialHistogram);
    default:
      // A sum of whole numbers may have grown beyond all that 64 bits can hold.
      return isInteger && Number.isSafeInteger(value)
        ? { asInt: jsonInteger(value as number) }
        : { asDouble: jsonDouble(value as number) };
  }
}

function histogram(value: Histogram): object {
  return {
    ...statistics(value),
    bucketCounts: value.buckets.counts.map(jsonInteger),
    explicitBounds: value.buckets.boundaries,
  };
}

function exponentialHistogram(value: ExponentialHistogram): object {
  const { scale, zeroCount, positive, negative } = value;
  return {
    ...statistics(value),
    scale,
    zeroCount: jsonInteger(zeroCount),
    positive: buckets(positive),
    negative: buckets(negative),
  };
}

function buckets({ offset, bucketCounts }: ExponentialHistogram['positive']): object {
  return { offset, bucketCounts: bucketCounts.map(jsonInteger) };
}

/** What is not known is left out. */
function statistics({ count, sum, min, max }: Histogram | ExponentialHistogram): object {
  return {
    count: jsonInteger(count),
    ...(sum === undefined ? {} : { sum: jsonDouble(sum) }),
    ...(min === undefined ? {} : { min: jsonDouble(min) }),
    ...(max === undefined ? {} : { max: jsonDouble(max) }),
  };
}

function jsonExemplar({ value, milliseconds, traceId, spanId }: Exemplar): object {
  return {
    timeUnixNano: jsonTime(hrTime(milliseconds)),
    asDouble: jsonDouble(value),
    spanId,
    traceId,
  };
}
