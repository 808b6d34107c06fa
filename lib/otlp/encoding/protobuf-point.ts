import type { ExponentialHistogram, Histogram } from '@opentelemetry/sdk-metrics';
import { Writer } from 'protobufjs/minimal';
import type { Exemplar } from '../../meter/exemplars/exemplar.js';
import { hrTime } from '../../meter/time.js';
import type { OtlpMetric, OtlpPoint } from '../model/otlp-message.js';
import { packedCounts, packedDoubles } from './packed.js';
import { FIELDS } from './protobuf-fields.js';
import { tag } from './protobuf-frame.js';
import {
  BITS_64,
  VARINT,
  writeAttributes,
  writeCount,
  writeDouble,
  writeTime,
} from './protobuf-values.js';

/** The fields that data points of all kinds have. */
interface CommonFields {
  readonly attributes: number;
  readonly start_time_unix_nano: number;
  readonly time_unix_nano: number;
  readonly exemplars: number;
}

/** One data point as an element of `field`. */
export function protobufPoint(field: number, metric: OtlpMetric, point: OtlpPoint): Uint8Array {
  const writer = Writer.create().uint32(tag(field)).fork();
  switch (metric.kind) {
    case 'histogram':
      writeCommon(writer, FIELDS.HistogramDataPoint, point);
      writeHistogram(writer, point.value as Histogram);
      break;
    case 'exponential_histogram':
      writeCommon(writer, FIELDS.ExponentialHistogramDataPoint, point);
      writeExponentialHistogram(writer, point.value as ExponentialHistogram);
      break;
    default:
      writeCommon(writer, FIELDS.NumberDataPoint, point);
      writeNumber(writer, point.value as number, metric.isInteger);
  }
  return writer.ldelim().finish();
}

function writeCommon(writer: Writer, fields: CommonFields, point: OtlpPoint): void {
  writeTime(writer, fields.start_time_unix_nano, point.startTime);
  writeTime(writer, fields.time_unix_nano, point.endTime);
  writeAttributes(writer, fields.attributes, point.attributes);
  for (const exemplar of point.exemplars) writeExemplar(writer, fields.exemplars, exemplar);
}

/** A sum of whole numbers may have grown beyond all that 64 bits can hold. */
function writeNumber(writer: Writer, value: number, isInteger: boolean): void {
  const { as_int, as_double } = FIELDS.NumberDataPoint;
  if (isInteger && Number.isSafeInteger(value)) writer.uint32(tag(as_int, BITS_64)).sfixed64(value);
  else writeDouble(writer, as_double, value);
}

function writeHistogram(writer: Writer, { count, sum, min, max, buckets }: Histogram): void {
  const fields = FIELDS.HistogramDataPoint;
  writeCount(writer, fields.count, count);
  writeDouble(writer, fields.sum, sum);
  writer.uint32(tag(fields.bucket_counts)).bytes(packedCounts(buckets.counts));
  writer.uint32(tag(fields.explicit_bounds)).bytes(packedDoubles(buckets.boundaries));
  writeDouble(writer, fields.min, min);
  writeDouble(writer, fields.max, max);
}

function writeExponentialHistogram(writer: Writer, value: ExponentialHistogram): void {
  const fields = FIELDS.ExponentialHistogramDataPoint;
  const { count, sum, min, max, scale, zeroCount, positive, negative } = value;
  writeCount(writer, fields.count, count);
  writeDouble(writer, fields.sum, sum);
  writer.uint32(tag(fields.scale, VARINT)).sint32(scale);
  writeCount(writer, fields.zero_count, zeroCount);
  writeBuckets(writer, fields.positive, positive);
  writeBuckets(writer, fields.negative, negative);
  writeDouble(writer, fields.min, min);
  writeDouble(writer, fields.max, max);
}

function writeBuckets(
  writer: Writer,
  field: number,
  { offset, bucketCounts }: ExponentialHistogram['positive'],
): void {
  const fields = FIELDS.Buckets;
  writer.uint32(tag(field)).fork();
  writer.uint32(tag(fields.offset, VARINT)).sint32(offset);
  writer.uint32(tag(fields.bucket_counts)).fork();
  for (const count of bucketCounts) writer.uint64(count);
  writer.ldelim().ldelim();
}

function writeExemplar(writer: Writer, field: number, exemplar: Exemplar): void {
  const fields = FIELDS.Exemplar;
  const { value, milliseconds, traceId, spanId } = exemplar;
  writer.uint32(tag(field)).fork();
  writeTime(writer, fields.time_unix_nano, hrTime(milliseconds));
  writeDouble(writer, fields.as_double, value);
  writer.uint32(tag(fields.span_id)).bytes(Buffer.from(spanId, 'hex'));
  writer.uint32(tag(fields.trace_id)).bytes(Buffer.from(traceId, 'hex'));
  writer.ldelim();
}
