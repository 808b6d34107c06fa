import type { Attributes } from '@opentelemetry/api';
import { ValueType } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import type { MetricData, ResourceMetrics } from '@opentelemetry/sdk-metrics';
import { AggregationTemporality, DataPointType, InstrumentType } from '@opentelemetry/sdk-metrics';
import { expect } from 'chai';
import { publishExemplars } from '../../../../lib/meter/exemplars/exemplar.js';
import { POINTS_IN_ONE_GO } from '../../../../lib/otlp/encoding/encoding.js';
import { decoded, ENCODINGS, encoded } from './encoded.js';

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const SPAN_ID = 'b7ad6b7169203331';
const START: [number, number] = [1_700_000_000, 5];

interface Counter {
  readonly valueType: ValueType;
  readonly attributes: Attributes;
  readonly description: string;
}

/** A counter of so many series, in a message. */
function counterOf(
  series: number,
  of: (nr: number) => number = (nr) => nr,
  { valueType = ValueType.DOUBLE, attributes = {}, description = '' }: Partial<Counter> = {},
): ResourceMetrics {
  const advice = {};
  publishExemplars(advice, {
    of: ({ nr }) => {
      const old = { value: 1, milliseconds: 1_000, traceId: TRACE_ID, spanId: SPAN_ID };
      return nr === 0 ? [old, { ...old, value: 2.5, milliseconds: 1_700_000_000_123 }] : [];
    },
  });
  const descriptor = {
    ...{ name: 'orders_total', description, unit: '{order}', advice },
    ...{ type: InstrumentType.COUNTER, valueType },
  };
  const metric = {
    descriptor,
    aggregationTemporality: AggregationTemporality.CUMULATIVE,
    dataPointType: DataPointType.SUM,
    isMonotonic: true,
    dataPoints: Array.from({ length: series }, (_, nr) => ({
      ...{ attributes: { nr, ...attributes }, startTime: START, endTime: START, value: of(nr) },
    })),
  } as unknown as MetricData;
  return {
    resource: resourceFromAttributes({}),
    scopeMetrics: [{ scope: { name: 'bot' }, metrics: [metric] }],
  };
}

function pointsOf(name: keyof typeof ENCODINGS, metrics: ResourceMetrics) {
  const message = decoded(name, encoded(ENCODINGS[name], metrics).body);
  return message.resourceMetrics[0]?.scopeMetrics[0]?.metrics[0]?.sum?.dataPoints ?? [];
}

for (const name of ['protobuf', 'json'] as const) {
  describe(`a message of metrics in ${name}`, () => {
    it('has the exemplars of each series, but none from before it began', () => {
      const [first, second] = pointsOf(name, counterOf(2));
      expect(first?.exemplars).to.have.length(1);
      expect(first?.exemplars[0]).to.deep.include({
        timeUnixNano: '1700000000123000000',
        asDouble: 2.5,
        traceId: TRACE_ID,
        spanId: SPAN_ID,
      });
      expect(second?.exemplars).to.deep.equal([]);
    });

    it('tells a time to the nanosecond', () => {
      expect(pointsOf(name, counterOf(1))[0]?.startTimeUnixNano).to.equal('1700000000000000005');
    });

    it('tells values that are no numbers', () => {
      const values = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN];
      const points = pointsOf(
        name,
        counterOf(3, (nr) => values[nr] ?? 0),
      );
      expect(points.map(({ asDouble }) => asDouble)).to.deep.equal(values);
    });

    it('tells whole numbers that 64 bits cannot hold as what they are', () => {
      const values = [7, -7, 2 ** 63, 1e300, Number.POSITIVE_INFINITY, Number.NaN];
      const points = pointsOf(
        name,
        counterOf(values.length, (nr) => values[nr] ?? 0, { valueType: ValueType.INT }),
      );
      const told = points.map(({ asInt, asDouble }) => [asInt, asDouble]);
      const doubles = values.slice(2).map((value) => [undefined, value]);
      expect(told).to.deep.equal([['7', undefined], ['-7', undefined], ...doubles]);
    });

    it('is text throughout where what it tells of is none', () => {
      const odd = { attributes: { 'a\ud83d': 'b\ude00' }, description: 'c\ud83d' };
      const { body } = encoded(
        ENCODINGS[name],
        counterOf(1, () => 1, odd),
      );
      const metric = decoded(name, body).resourceMetrics[0]?.scopeMetrics[0]?.metrics[0];
      expect(metric?.description).to.equal('c\ufffd');
      expect(metric?.sum?.dataPoints[0]?.attributes[1]).to.deep.include({ key: 'a\ufffd' });
      expect(metric?.sum?.dataPoints[0]?.attributes[1]?.value?.stringValue).to.equal('b\ufffd');
    });

    it('pauses every few series while it is made', () => {
      const { pauses, points } = encoded(ENCODINGS[name], counterOf(1_000));
      expect(points).to.equal(1_000);
      expect(pauses).to.equal(1_000 / POINTS_IN_ONE_GO);
    });

    it('has no metric without a point', () => {
      const { body, points } = encoded(ENCODINGS[name], counterOf(0));
      expect(points).to.equal(0);
      expect(decoded(name, body).resourceMetrics[0]?.scopeMetrics).to.deep.equal([]);
    });
  });
}
