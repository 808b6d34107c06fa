import { Reader, Writer } from 'protobufjs/minimal';
import type { OtlpMessage, OtlpMetric, OtlpResource, OtlpScope } from '../model/otlp-message.js';
import type { EncodedAnswer, EncodedMessage, Encoding } from './encoding.js';
import { POINTS_IN_ONE_GO } from './encoding.js';
import { FIELDS } from './protobuf-fields.js';
import { ProtobufFrame, tag } from './protobuf-frame.js';
import { protobufPoint } from './protobuf-point.js';
import { VARINT, writeAttributes, writeText } from './protobuf-values.js';

/** The numbers of the enumeration. */
const TEMPORALITY_NUMBERS = { delta: 1, cumulative: 2 } as const;
/** The fields of the message that holds the points of each kind. */
const DATA_FIELDS = {
  sum: FIELDS.Sum,
  gauge: FIELDS.Gauge,
  histogram: FIELDS.Histogram,
  exponential_histogram: FIELDS.ExponentialHistogram,
} as const;

/** A part of a message, and how many data points are in it. */
interface Written {
  readonly frame: ProtobufFrame;
  readonly points: number;
}

/** OTLP as protobuf, for HTTP and for gRPC. */
export const PROTOBUF_ENCODING: Encoding = {
  contentType: 'application/x-protobuf',

  *encode({ resource, scopes }: OtlpMessage): Generator<undefined, EncodedMessage> {
    const fields = FIELDS.ResourceMetrics;
    const frame = new ProtobufFrame();
    frame.nest(fields.resource, resourceFrame(resource));
    let points = 0;
    for (const scope of scopes) {
      const written = yield* encodeScope(scope);
      if (written.points > 0) frame.nest(fields.scope_metrics, written.frame);
      points += written.points;
    }
    frame.add(text(fields.schema_url, resource.schemaUrl));
    const request = new ProtobufFrame();
    request.nest(FIELDS.ExportMetricsServiceRequest.resource_metrics, frame);
    return { body: request.finish(), points };
  },

  readAnswer(body: Uint8Array): EncodedAnswer {
    const { partial_success } = FIELDS.ExportMetricsServiceResponse;
    const { rejected_data_points } = FIELDS.ExportMetricsPartialSuccess;
    const partial = valuesOf(body, partial_success, (reader) => reader.bytes()).at(-1);
    if (partial === undefined) return { rejected: 0 };
    const rejected = valuesOf(partial, rejected_data_points, (reader) => reader.int64()).at(-1);
    return { rejected: Number(rejected ?? 0) };
  },
};

/** @throws where `body` is no message */
function valuesOf<Value>(
  body: Uint8Array,
  field: number,
  read: (reader: Reader) => Value,
): Value[] {
  const reader = Reader.create(body);
  const found: Value[] = [];
  while (reader.pos < reader.len) {
    const mark = reader.uint32();
    if (mark >>> 3 === field) found.push(read(reader));
    else reader.skipType(mark & 7);
  }
  return found;
}

function resourceFrame({ attributes }: OtlpResource): ProtobufFrame {
  const writer = Writer.create();
  writeAttributes(writer, FIELDS.Resource.attributes, attributes);
  return frameOf(writer);
}

function* encodeScope(scope: OtlpScope): Generator<undefined, Written> {
  const fields = FIELDS.ScopeMetrics;
  const frame = new ProtobufFrame();
  const writer = Writer.create();
  writeText(writer, FIELDS.InstrumentationScope.name, scope.name);
  writeText(writer, FIELDS.InstrumentationScope.version, scope.version);
  frame.nest(fields.scope, frameOf(writer));
  let points = 0;
  for (const metric of scope.metrics) {
    const written = yield* encodeMetric(metric);
    if (written.points > 0) frame.nest(fields.metrics, written.frame);
    points += written.points;
  }
  frame.add(text(fields.schema_url, scope.schemaUrl));
  return { frame, points };
}

function* encodeMetric(metric: OtlpMetric): Generator<undefined, Written> {
  const fields = FIELDS.Metric;
  const data = new ProtobufFrame();
  let points = 0;
  for (const point of metric.points) {
    data.add(protobufPoint(DATA_FIELDS[metric.kind].data_points, metric, point));
    points += 1;
    if (points % POINTS_IN_ONE_GO === 0) yield;
  }
  data.add(dataRest(metric));
  const frame = new ProtobufFrame();
  const writer = Writer.create();
  writeText(writer, fields.name, metric.name);
  writeText(writer, fields.description, metric.description);
  writeText(writer, fields.unit, metric.unit);
  frame.add(writer.finish());
  frame.nest(fields[metric.kind], data);
  return { frame, points };
}

/** What there is to say about the points of a metric, besides them. */
function dataRest({ kind, isMonotonic, temporality }: OtlpMetric): Uint8Array {
  const writer = Writer.create();
  if (kind === 'gauge') return writer.finish();
  const { aggregation_temporality } = DATA_FIELDS[kind];
  writer.uint32(tag(aggregation_temporality, VARINT)).uint32(TEMPORALITY_NUMBERS[temporality]);
  if (kind === 'sum') writer.uint32(tag(FIELDS.Sum.is_monotonic, VARINT)).bool(isMonotonic);
  return writer.finish();
}

function frameOf(writer: Writer): ProtobufFrame {
  const frame = new ProtobufFrame();
  frame.add(writer.finish());
  return frame;
}

function text(field: number, value: string | undefined): Uint8Array {
  const writer = Writer.create();
  writeText(writer, field, value);
  return writer.finish();
}
