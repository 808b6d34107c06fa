import type { Attributes, HrTime } from '@opentelemetry/api';
import { ValueType } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import { resourceFromAttributes } from '@opentelemetry/resources';
import type { DataPoint, MetricData, ResourceMetrics } from '@opentelemetry/sdk-metrics';
import { AggregationTemporality, DataPointType, InstrumentType } from '@opentelemetry/sdk-metrics';
import * as fc from 'fast-check';

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const integer = fc.integer({ min: -(2 ** 40), max: 2 ** 40 });
const count = fc.oneof(fc.nat(1_000), fc.integer({ min: 0, max: 2 ** 52 }));
/** JSON as `JSON.stringify` writes it has no negative zero. */
const amount = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const time: fc.Arbitrary<HrTime> = fc.tuple(fc.nat(2 ** 31), fc.nat(999_999_999));
const value = fc.oneof(
  text,
  integer,
  fc.double({ noNaN: true, noDefaultInfinity: true, noInteger: true }),
  fc.boolean(),
  fc.array(text, { maxLength: 3 }),
);
const attributes = fc.dictionary(text, value, { maxKeys: 4 }) as fc.Arbitrary<Attributes>;
const maybe = fc.option(amount, { nil: undefined });

const buckets = fc.record({
  offset: fc.integer({ min: -2_000, max: 2_000 }),
  bucketCounts: fc.array(count, { maxLength: 5 }),
});

const histogram = fc
  .record({
    boundaries: fc.uniqueArray(amount, { maxLength: 5 }),
    counts: fc.array(count, { minLength: 6, maxLength: 6 }),
  })
  .chain(({ boundaries, counts }) =>
    fc.record({
      ...{ count, sum: maybe, min: maybe, max: maybe },
      buckets: fc.constant({ boundaries, counts: counts.slice(0, boundaries.length + 1) }),
    }),
  );

const exponential = fc.record({
  ...{ count, sum: maybe, min: maybe, max: maybe, zeroCount: count },
  scale: fc.integer({ min: -10, max: 20 }),
  positive: buckets,
  negative: buckets,
});

function pointsOf(values: fc.Arbitrary<unknown>): fc.Arbitrary<DataPoint<unknown>[]> {
  const point = fc.record({ attributes, startTime: time, endTime: time, value: values });
  return fc.array(point, { minLength: 1, maxLength: 4 });
}

interface Kind {
  readonly type: InstrumentType;
  readonly dataPointType: DataPointType;
  readonly valueType: ValueType;
  readonly values: fc.Arbitrary<unknown>;
}

const { INT, DOUBLE } = ValueType;
const KINDS: readonly Kind[] = [
  {
    type: InstrumentType.COUNTER,
    dataPointType: DataPointType.SUM,
    valueType: DOUBLE,
    values: amount,
  },
  {
    type: InstrumentType.UP_DOWN_COUNTER,
    dataPointType: DataPointType.SUM,
    valueType: INT,
    values: integer,
  },
  {
    type: InstrumentType.GAUGE,
    dataPointType: DataPointType.GAUGE,
    valueType: DOUBLE,
    values: amount,
  },
  {
    type: InstrumentType.OBSERVABLE_GAUGE,
    dataPointType: DataPointType.GAUGE,
    valueType: INT,
    values: integer,
  },
  {
    type: InstrumentType.HISTOGRAM,
    dataPointType: DataPointType.HISTOGRAM,
    valueType: DOUBLE,
    values: histogram,
  },
  {
    type: InstrumentType.HISTOGRAM,
    dataPointType: DataPointType.EXPONENTIAL_HISTOGRAM,
    valueType: DOUBLE,
    values: exponential,
  },
];

const metric: fc.Arbitrary<MetricData> = fc.constantFrom(...KINDS).chain((kind) =>
  fc
    .record({
      names: fc.record({ name: text, description: text, unit: text }),
      isMonotonic: fc.boolean(),
      points: pointsOf(kind.values),
    })
    .map(
      ({ names, isMonotonic, points }) =>
        ({
          descriptor: { ...names, type: kind.type, valueType: kind.valueType },
          aggregationTemporality: AggregationTemporality.CUMULATIVE,
          dataPointType: kind.dataPointType,
          ...(kind.dataPointType === DataPointType.SUM ? { isMonotonic } : {}),
          dataPoints: points,
        }) as unknown as MetricData,
    ),
);

const scope = fc.record({ name: text, version: text, schemaUrl: text }, { requiredKeys: ['name'] });

/** Anything that a reader of the SDK may have collected. */
export const collected: fc.Arbitrary<ResourceMetrics> = fc.record({
  resource: attributes.map((given): Resource => resourceFromAttributes(given as never)),
  scopeMetrics: fc.array(
    fc.record({ scope, metrics: fc.array(metric, { minLength: 1, maxLength: 4 }) }),
    { maxLength: 3 },
  ),
}) as fc.Arbitrary<ResourceMetrics>;
