import type { Attributes, HrTime } from '@opentelemetry/api';
import * as fc from 'fast-check';
import type { Field, Type } from 'protobufjs';
import { Enum } from 'protobufjs';
import type {
  OtlpMessage,
  OtlpMetric,
  OtlpPoint,
  OtlpScope,
} from '../../lib/otlp/model/otlp-message.js';
import { ID_LENGTHS } from '../support/otlp/json-mapping.js';

const DEPTH = 5;
/** Every character that there is, but no halves of one, which neither encoding can write. */
const text = fc.string({ unit: 'binary', maxLength: 8 });
/** JSON has no negative zero. */
const double = fc.double().map((value) => (value === 0 ? 0 : value));
const hex = (digits: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: digits, maxLength: digits });

/** Any message of an official type, as OTLP/JSON writes it. */
export function jsonOf(type: Type, depth = DEPTH): fc.Arbitrary<object> {
  const alone = type.fieldsArray.filter(({ partOf }) => partOf === null);
  const choices = type.oneofsArray.map((oneof) =>
    fc.oneof(fc.constant({}), ...oneof.fieldsArray.map((field) => fieldsOf([field], depth))),
  );
  return fc
    .tuple(fieldsOf(alone, depth), ...choices)
    .map((parts) => Object.assign({}, ...parts) as object);
}

/** Some of the fields. */
function fieldsOf(fields: readonly Field[], depth: number): fc.Arbitrary<object> {
  const some = fields.filter(({ resolvedType }) => resolvedType === null || depth > 0);
  const model = Object.fromEntries(some.map((field) => [field.name, valueOfField(field, depth)]));
  return fc.record(model, { requiredKeys: [] });
}

function valueOfField(field: Field, depth: number): fc.Arbitrary<unknown> {
  const one = single(field, depth);
  return field.repeated ? fc.array(one, { maxLength: 3 }) : one;
}

function single({ resolvedType, type, name }: Field, depth: number): fc.Arbitrary<unknown> {
  if (resolvedType instanceof Enum) return fc.constantFrom(...Object.values(resolvedType.values));
  if (resolvedType !== null) return jsonOf(resolvedType as Type, depth - 1);
  if (type === 'bytes') return bytesOf(name);
  const arbitrary = SCALARS[type];
  if (arbitrary === undefined) throw new Error(`no arbitrary for ${type}`);
  return arbitrary;
}

function bytesOf(name: string): fc.Arbitrary<string> {
  const digits = ID_LENGTHS[name];
  if (digits !== undefined) return fc.oneof(fc.constant(''), hex(digits));
  return fc.uint8Array({ maxLength: 9 }).map((bytes) => Buffer.from(bytes).toString('base64'));
}

const long = (min: bigint, max: bigint): fc.Arbitrary<unknown> =>
  fc.oneof(fc.bigInt({ min, max }).map(String), fc.nat());
const signed = long(-(2n ** 63n), 2n ** 63n - 1n);
const unsigned = long(0n, 2n ** 64n - 1n);

const SCALARS: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  string: text,
  bool: fc.boolean(),
  double: double.map((value) => (Number.isFinite(value) ? value : String(value))),
  int32: fc.integer(),
  sint32: fc.integer(),
  uint32: fc.nat(),
  fixed32: fc.nat(),
  int64: signed,
  sint64: signed,
  sfixed64: signed,
  uint64: unsigned,
  fixed64: unsigned,
};

const attributeValue = fc.oneof(
  text,
  fc.boolean(),
  double,
  fc.maxSafeInteger(),
  fc.array(text, { maxLength: 3 }),
  fc.array(double, { maxLength: 3 }),
);
const attributes = fc.dictionary(text, attributeValue, { maxKeys: 4 }) as fc.Arbitrary<Attributes>;
const time: fc.Arbitrary<HrTime> = fc.tuple(
  fc.integer({ min: 0, max: 4_000_000_000 }),
  fc.integer({ min: 0, max: 999_999_999 }),
);
const count = fc.integer({ min: 0, max: 1_000_000_000 });
const extremes = { sum: double, min: double, max: double };

const histogram = fc
  .uniqueArray(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
    {
      maxLength: 6,
    },
  )
  .chain((bounds) =>
    fc.record(
      {
        boundaries: fc.constant([...bounds].sort((a, b) => a - b)),
        counts: fc.array(count, { minLength: bounds.length + 1, maxLength: bounds.length + 1 }),
        ...extremes,
      },
      { requiredKeys: ['boundaries', 'counts'] },
    ),
  )
  .map(({ boundaries, counts, ...rest }) => ({
    ...rest,
    buckets: { boundaries, counts },
    count: counts.reduce((all, each) => all + each, 0),
  }));

const buckets = fc.record({
  offset: fc.integer({ min: -1_000, max: 1_000 }),
  bucketCounts: fc.array(count, { maxLength: 6 }),
});
const exponentialHistogram = fc.record(
  {
    count,
    scale: fc.integer({ min: -10, max: 20 }),
    zeroCount: count,
    positive: buckets,
    negative: buckets,
    ...extremes,
  },
  { requiredKeys: ['count', 'scale', 'zeroCount', 'positive', 'negative'] },
);

const exemplar = fc.record({
  value: double,
  milliseconds: fc.integer({ min: 0, max: 4_000_000_000_000 }),
  traceId: hex(32),
  spanId: hex(16),
});

function pointsOf(value: fc.Arbitrary<unknown>): fc.Arbitrary<OtlpPoint[]> {
  const point = fc.record({
    attributes,
    startTime: time,
    endTime: time,
    value,
    exemplars: fc.array(exemplar, { maxLength: 3 }),
  });
  // A metric without points is left out, and so is a scope without metrics.
  return fc.array(point as fc.Arbitrary<OtlpPoint>, { minLength: 1, maxLength: 3 });
}

function metricOf(kind: OtlpMetric['kind'], isInteger: boolean): fc.Arbitrary<OtlpMetric> {
  const number = isInteger ? fc.maxSafeInteger() : double;
  const values = {
    sum: number,
    gauge: number,
    histogram,
    exponential_histogram: exponentialHistogram,
  };
  return fc.record({
    name: text,
    description: text,
    unit: text,
    kind: fc.constant(kind),
    isMonotonic: fc.boolean(),
    isInteger: fc.constant(isInteger),
    temporality: fc.constantFrom('cumulative' as const, 'delta' as const),
    points: pointsOf(values[kind]),
  });
}

const metric = fc.oneof(
  metricOf('sum', true),
  metricOf('sum', false),
  metricOf('gauge', true),
  metricOf('gauge', false),
  metricOf('histogram', false),
  metricOf('exponential_histogram', false),
);

const scope: fc.Arbitrary<OtlpScope> = fc.record({
  name: text,
  version: fc.option(text, { nil: undefined }),
  schemaUrl: fc.option(text, { nil: undefined }),
  metrics: fc.array(metric, { minLength: 1, maxLength: 3 }),
});

/** Any message that the push writes. */
export const pushed: fc.Arbitrary<OtlpMessage> = fc.record({
  resource: fc.record({ attributes, schemaUrl: fc.option(text, { nil: undefined }) }),
  scopes: fc.array(scope, { maxLength: 3 }),
});
