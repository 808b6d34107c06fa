import type { Attributes } from '@opentelemetry/api';
import { ROOT_CONTEXT, trace } from '@opentelemetry/api';
import type { MetricData } from '@opentelemetry/sdk-metrics';
import { DataPointType } from '@opentelemetry/sdk-metrics';
import { expect } from 'chai';
import fc from 'fast-check';
import { keepExemplars } from '../../../../lib/metrics/exemplars.js';
import { listenToDiag } from '../../../support/diag-lines.js';
import { seriesKey } from '../../../support/exposition/check-family.js';
import type { ParsedFamily } from '../../../support/exposition/parse-exposition.js';
import { parseOpenMetrics, parseText } from '../../../support/exposition/parse-exposition.js';
import { collected, counter, gauge, histogram, upDownCounter, write } from './support/collected.js';

const TEXT = 'text-0.0.4';
const OPEN = 'openmetrics-1.0.0';

/** Any string of JavaScript, halves of surrogate pairs included, with a liking for the awkward. */
const anyString = fc
  .array(
    fc.oneof(
      fc.constantFrom('"', '\\', '\n', '\r', '\0', '\\n', '{', '}', ',', '=', ' # {', '_', '.'),
      fc.constantFrom('le', '__name__', 'quantile', 'a', '1', '😀', '\ud83d', '\ude00', '\u2028'),
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''));

const anyValue = fc.oneof(
  { weight: 4, arbitrary: anyString },
  fc.oneof(fc.double(), fc.boolean(), fc.constant(undefined), fc.array(anyString)),
);

const attributes = fc.dictionary(anyString, anyValue, { maxKeys: 4 }) as fc.Arbitrary<Attributes>;

/** As the SDK has them: no two of the same attributes. */
function pointsOf<Value>(values: fc.Arbitrary<Value>): fc.Arbitrary<[Attributes, Value][]> {
  return fc.uniqueArray(fc.tuple(attributes, values), {
    maxLength: 6,
    selector: ([given]) =>
      JSON.stringify(Object.entries(given).sort(([a], [b]) => (a < b ? -1 : 1))),
  });
}

const bounds = fc
  .uniqueArray(fc.double({ noNaN: true, noDefaultInfinity: true }), {
    maxLength: 5,
    comparator: (one, other) => one === other,
  })
  .map((list) => list.sort((one, other) => one - other));

const anyMetric = fc.nat(5).chain((number): fc.Arbitrary<MetricData> => {
  const name = `m${number}`;
  const points = pointsOf(fc.double());
  const described = fc.record({ unit: anyString, description: anyString });
  const samples = pointsOf(fc.array(fc.double(), { maxLength: 5 }));
  return fc.oneof(
    fc.tuple(points, described).map((parts) => counter(name, ...parts)),
    fc.tuple(points, described).map((parts) => gauge(name, ...parts)),
    points.map((list) => upDownCounter(name, list)),
    fc.tuple(bounds, samples).map((parts) => histogram(name, ...parts)),
  );
});

function expectedType(metric: MetricData): string {
  if (metric.dataPointType === DataPointType.HISTOGRAM) return 'histogram';
  return metric.dataPointType === DataPointType.SUM && metric.isMonotonic ? 'counter' : 'gauge';
}

type Numbers = Map<string, number>;

/** What of `metric` a format must show, by the rules as they are documented. */
function expectedNumbers(metric: MetricData, isStrict: boolean): Numbers {
  const numbers: Numbers = new Map();
  const { name } = metric.descriptor;
  const seen = new Set<string>();
  for (const { attributes, value } of metric.dataPoints) {
    const labels = expectedLabels(attributes, metric.dataPointType === DataPointType.HISTOGRAM);
    const key = seriesKey({ name, labels });
    if (seen.has(key)) continue;
    seen.add(key);
    if (typeof value === 'number') {
      const isCounter = metric.dataPointType === DataPointType.SUM && metric.isMonotonic;
      if (isStrict && isCounter && !(value >= 0)) continue;
      numbers.set(seriesKey({ name: isCounter ? `${name}_total` : name, labels }), value);
    } else if ('buckets' in value) {
      const { boundaries, counts } = value.buckets;
      let total = 0;
      for (const [index, count] of counts.entries()) {
        total += count;
        const bound = boundaries[index];
        const le = bound === undefined ? '+Inf' : `${bound === 0 ? 0 : bound}`;
        numbers.set(seriesKey({ name: `${name}_bucket`, labels: { ...labels, le } }), total);
      }
      if (isStrict && (!((value.sum ?? -1) >= 0) || (boundaries[0] ?? 0) < 0)) continue;
      numbers.set(seriesKey({ name: `${name}_sum`, labels }), value.sum ?? Number.NaN);
      numbers.set(seriesKey({ name: `${name}_count`, labels }), value.count);
    }
  }
  return numbers;
}

function expectedLabels(attributes: Attributes, isHistogram: boolean): Record<string, string> {
  const labels = new Map<string, string[]>();
  for (const key of Object.keys(attributes).sort()) {
    let label = '';
    for (const character of key) {
      const isPlain = /^[a-zA-Z0-9]$/.test(character);
      if (isPlain || !label.endsWith('_')) label += isPlain ? character : '_';
    }
    if (label === 'le' && isHistogram) label = 'exported_le';
    if (label === '' || /^[0-9]/.test(label)) label = `key_${label}`;
    if (label.startsWith('_')) label = `key${label}`;
    labels.set(label, [...(labels.get(label) ?? []), shownValue(attributes[key])]);
  }
  const joined = [...labels].map(([label, values]) => [label, toUtf8(values.join(';'))] as const);
  // To Prometheus an empty label is none.
  return Object.fromEntries(joined.filter(([, value]) => value !== ''));
}

function shownValue(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** As an encoder to UTF-8 would make it. */
function toUtf8(text: string): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text));
}

function parsedNumbers(families: readonly ParsedFamily[]): Numbers {
  const numbers: Numbers = new Map();
  for (const { samples } of families) {
    for (const { name, labels, value } of samples) {
      const { le } = labels;
      const isBucket = name.endsWith('_bucket') && le !== undefined && le !== '+Inf';
      // Bounds are compared as numbers: each format spells them in its own way.
      const same = isBucket ? { ...labels, le: `${Number(le) === 0 ? 0 : Number(le)}` } : labels;
      numbers.set(seriesKey({ name, labels: same }), value);
    }
  }
  return numbers;
}

function expectSame(actual: Numbers, expected: Numbers): void {
  expect([...actual.keys()].sort()).to.deep.equal([...expected.keys()].sort());
  for (const [key, value] of expected) {
    const found = actual.get(key);
    if (!Object.is(found, value)) throw new Error(`${key} is ${found} and not ${value}`);
  }
}

function typesOf(families: readonly ParsedFamily[]): Record<string, string> {
  return Object.fromEntries(families.map(({ name, type }) => [name, type]));
}

describe('an exposition of anything (property)', () => {
  let diag: ReturnType<typeof listenToDiag>;
  before(() => {
    diag = listenToDiag();
  });
  after(() => diag.stop());

  for (const [format, parse] of [
    [TEXT, parseText],
    [OPEN, parseOpenMetrics],
  ] as const) {
    it(`shows a strict parser of ${format} the same labels, numbers and types`, () => {
      fc.assert(
        fc.property(anyMetric, (metric) => {
          const text = write(collected([metric]), format, new Set([metric.descriptor.name]));
          const families = parse(text);
          expectSame(parsedNumbers(families), expectedNumbers(metric, format === OPEN));
          expect(families.map(({ type }) => type)).to.deep.equal([expectedType(metric)]);
          expect(families[0]?.help ?? '').to.equal(toUtf8(metric.descriptor.description));
        }),
        { numRuns: 1000 },
      );
    });

    it(`stays within the grammar of ${format} for any metrics of any names in any scopes`, () => {
      const renamed = fc.tuple(anyMetric, fc.oneof(anyString, fc.constantFrom('m0', 'm0_total')));
      const named = renamed.map(([metric, name]) => {
        return { ...metric, descriptor: { ...metric.descriptor, name } } as MetricData;
      });
      const scopes = fc.array(fc.array(fc.oneof(anyMetric, named), { maxLength: 4 }), {
        maxLength: 3,
      });
      fc.assert(
        fc.property(scopes, (lists) => {
          const families = parse(write(collected(...lists), format));
          expect(typesOf(families)).to.have.any.keys('target', 'target_info');
        }),
        { numRuns: 1000 },
      );
    });
  }

  it('shows the last exemplar of each bucket in its bucket', () => {
    const values = fc.array(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(bounds, values, (boundaries, recorded) => {
        const advice = {};
        const reservoir = keepExemplars(advice, {
          name: 'm',
          kind: 'histogram',
          unit: '',
          description: '',
          labels: ['exchange'],
          optionalLabels: [],
          boundaries,
        });
        const labels = { exchange: 'x' };
        const expected = new Map<number, number>();
        for (const [index, value] of recorded.entries()) {
          const span = `${index + 1}`.padStart(16, '0');
          const context = { traceId: 'a'.repeat(32), spanId: span, traceFlags: 1 };
          reservoir.note(value, labels, trace.setSpanContext(ROOT_CONTEXT, context));
          expected.set(boundaries.find((bound) => value <= bound) ?? Infinity, value);
        }
        const metric = histogram('m', boundaries, [[labels, recorded]]);
        const descriptor = { ...metric.descriptor, advice };
        const text = write(collected([{ ...metric, descriptor }]), OPEN, new Set(['m']));
        const [family] = parseOpenMetrics(text);
        const shown = family?.samples.flatMap(({ labels, exemplar }) =>
          exemplar === undefined
            ? []
            : [[Number(labels['le']?.replace('Inf', 'Infinity')), exemplar.value] as const],
        );
        expect(new Map(shown)).to.deep.equal(expected);
      }),
    );
  });
});
