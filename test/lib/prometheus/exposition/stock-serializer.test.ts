import type { Meter } from '@opentelemetry/api';
import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import type { MetricReader, ResourceMetrics } from '@opentelemetry/sdk-metrics';
import { AggregationType, MeterProvider } from '@opentelemetry/sdk-metrics';
import { expect } from 'chai';
import fc from 'fast-check';
import { MetricsRegistry } from '../../../../lib/metrics/metrics-registry.js';
import { listenToDiag } from '../../../support/diag-lines.js';
import { seriesKey } from '../../../support/exposition/check-family.js';
import { parseSample } from '../../../support/exposition/sample-line.js';
import { write } from './support/collected.js';

const stock = new PrometheusSerializer('', false, undefined, false, true);

function samplesOf(text: string): string[] {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return lines.map((line) => {
    const sample = parseSample(line);
    return `${seriesKey(sample)} ${sample.value}`;
  });
}

function expectSameSamples(metrics: ResourceMetrics): void {
  const theirs = samplesOf(stock.serialize(metrics));
  expect(samplesOf(write(metrics, 'text-0.0.4'))).to.have.members(theirs);
}

async function recorded(record: (meter: Meter) => void): Promise<ResourceMetrics> {
  const reader = new PrometheusExporter({ preventServerStart: true });
  const exponential = {
    instrumentName: 'exponential',
    aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM } as const,
  };
  const provider = new MeterProvider({ readers: [reader], views: [exponential] });
  record(provider.getMeter('test'));
  return (await reader.collect()).resourceMetrics;
}

/** The lines of `name` in the stock text and in ours. */
async function bothOf(name: string, record: (meter: Meter) => void): Promise<[string[], string[]]> {
  const metrics = await recorded(record);
  const linesOf = (text: string): string[] =>
    text.split('\n').filter((line) => line.startsWith(name));
  return [linesOf(stock.serialize(metrics)), linesOf(write(metrics, 'text-0.0.4'))];
}

describe('the text beside that of the stock serializer', () => {
  let diag: ReturnType<typeof listenToDiag>;
  before(() => {
    diag = listenToDiag();
  });
  after(() => diag.stop());

  it('has the same samples for the whole catalogue', async () => {
    const registry = new MetricsRegistry();
    const reader = new PrometheusExporter({ preventServerStart: true });
    registry.attachReader(reader as unknown as MetricReader);
    const labels = { exchange: 'x', symbol: '币安人生/USDT', side: 'buy', type: 'limit' };
    for (const instrument of Object.values(registry.instruments)) {
      for (const value of [0, 0.25, 7, 1e9]) {
        if ('add' in instrument) instrument.add(value, labels);
        else instrument.record(value, labels);
      }
    }
    const { resourceMetrics } = await reader.collect();
    expect(samplesOf(write(resourceMetrics, 'text-0.0.4'))).to.have.length.above(60);
    expectSameSamples(resourceMetrics);
  });

  it('has the same samples for other instruments, whatever their labels hold (property)', async () => {
    // Each key has one type of value; that two types can become one series is listed below.
    // An empty label, which is none to Prometheus, as well.
    const word = fc.string({ unit: 'grapheme', minLength: 1 });
    const attributes = fc.record(
      {
        a: word,
        'b.c': fc.integer(),
        'd-e/f': fc.boolean(),
        level: fc.array(word),
        G1: word,
      },
      { requiredKeys: [] },
    );
    const amount = fc.double({ min: 0, noNaN: true });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(attributes, amount)), async (list) => {
        const metrics = await recorded((meter) => {
          const counter = meter.createCounter('http.requests_total', { unit: '1' });
          const upDown = meter.createUpDownCounter('in-flight');
          const gauge = meter.createGauge('Temperature.celsius');
          const histogram = meter.createHistogram('http.duration', { unit: 's' });
          for (const [given, number] of list) {
            counter.add(number, given);
            upDown.add(-number, given);
            gauge.record(number, given);
            histogram.record(number, given);
          }
        });
        expectSameSamples(metrics);
      }),
    );
  });

  describe('differs on purpose:', () => {
    it('a label is never named twice', async () => {
      const [theirs, ours] = await bothOf('g{', (meter) =>
        meter.createGauge('g').record(1, { 'a.b': 'x', a_b: 'y' }),
      );
      expect(theirs).to.deep.equal(['g{a_b="x",a_b="y"} 1']);
      expect(ours).to.deep.equal(['g{a_b="x;y"} 1']);
    });

    it('a series is never written twice', async () => {
      const [theirs, ours] = await bothOf('g{', (meter) => {
        meter.createGauge('g').record(1, { a: '1' });
        meter.createGauge('g').record(2, { a: 1 });
      });
      expect(theirs).to.deep.equal(['g{a="1"} 1', 'g{a="1"} 2']);
      expect(ours).to.deep.equal(['g{a="1"} 1']);
    });

    it('a label has a name that Prometheus accepts and does not use itself', async () => {
      const [theirs, ours] = await bothOf('g{', (meter) =>
        meter.createGauge('g').record(1, { '1st': 'x', _y: 'z' }),
      );
      expect(theirs).to.deep.equal(['g{1st="x",_y="z"} 1']);
      expect(ours).to.deep.equal(['g{key_1st="x",key_y="z"} 1']);
    });

    it("an attribute le is not mistaken for a bucket's", async () => {
      const [theirs, ours] = await bothOf('h_bucket', (meter) =>
        meter
          .createHistogram('h', { advice: { explicitBucketBoundaries: [] } })
          .record(1, { le: 'x' }),
      );
      expect(theirs).to.deep.equal(['h_bucket{le="x",le="+Inf"} 1']);
      expect(ours).to.deep.equal(['h_bucket{exported_le="x",le="+Inf"} 1']);
    });

    it('an exponential histogram is not lost', async () => {
      const [theirs, ours] = await bothOf('exponential', (meter) =>
        meter.createHistogram('exponential').record(2),
      );
      expect(theirs).to.deep.equal([]);
      expect(ours).to.have.length(3);
    });

    it('a negative zero stays one', async () => {
      const [theirs, ours] = await bothOf('g ', (meter) => meter.createGauge('g').record(-0));
      expect(theirs).to.deep.equal(['g 0']);
      expect(ours).to.deep.equal(['g -0.0']);
    });

    it('half a surrogate pair is replaced here, not by whoever encodes the text', async () => {
      const [theirs, ours] = await bothOf('g{', (meter) =>
        meter.createGauge('g').record(1, { a: '\ud800' }),
      );
      expect(theirs).to.deep.equal(['g{a="\ud800"} 1']);
      expect(ours).to.deep.equal(['g{a="\ufffd"} 1']);
    });
  });
});
