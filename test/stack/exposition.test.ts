import { spawnSync } from 'node:child_process';
import { ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import type { MetricReader, ResourceMetrics } from '@opentelemetry/sdk-metrics';
import { expect } from 'chai';
import fc from 'fast-check';
import { CATALOGUE } from '../../lib/metrics/catalogue.js';
import { MetricsRegistry } from '../../lib/metrics/metrics-registry.js';
import {
  collected,
  counter,
  gauge,
  histogram,
  write,
} from '../lib/prometheus/exposition/support/collected.js';
import { needPrograms } from './support/programs.js';
import type { ReferenceFamily, ReferenceSample } from './support/reference-client.js';
import { needReferenceClient, READERS, readByReference } from './support/reference-client.js';

const SEED = 20_240_131;
const FORMATS = Object.keys(READERS) as (keyof typeof READERS)[];
const BOUNDARIES = [1e-7, 0.00025, 0.5, 1, 2.5, 1e6, 12_345_678, 1e21];

/** To Prometheus an empty label is none. */
const label = (text: string | undefined): string | undefined => (text === '' ? undefined : text);

const AWKWARD = [
  '',
  ' # {trace_id="x"} 1',
  '"} 1\n# EOF\n',
  '\\n',
  '\\',
  '\\"',
  '\0',
  '\r\n',
  '\t ,',
  '{}=,',
  '\u0085\u2028\u2029\ufeff',
  '😀 币安人生',
  'a;b',
];

/** Labels that are hard to write and numbers that are hard to keep, the same in each run. */
function awkwardPoints(): [Record<string, string>, number][] {
  const random = fc.sample(fc.string({ unit: 'binary', maxLength: 12 }), {
    seed: SEED,
    numRuns: 600,
  });
  const texts = [...new Set([...AWKWARD, ...random])];
  const numbers = [
    ...[0, -0, Number.NaN, Infinity, -Infinity, 5e-324, Number.MAX_VALUE, 2 ** 53 + 2, 0.1 + 0.2],
    ...fc.sample(fc.double(), { seed: SEED, numRuns: texts.length }),
  ];
  return texts.map((text, index) => [{ text }, numbers[index] ?? 0]);
}

function awkwardMetrics(): ResourceMetrics {
  const points = awkwardPoints();
  const counts = points.map(([labels, value]) => [labels, countable(value)] as const);
  return collected([
    gauge('awkward_seconds', points, {
      unit: 's',
      description: 'Awkward \\ "labels"\nin two lines',
    }),
    counter('awkward_bytes', counts, { unit: 'By', description: 'Awkward counts' }),
    {
      ...histogram(
        'awkward_spread',
        BOUNDARIES,
        points.map(([labels, value]) => [labels, [countable(value), 0.5]]),
      ),
      descriptor: {
        ...histogram('awkward_spread', [], []).descriptor,
        description: 'Awkward spread',
      },
    },
  ]);
}

function countable(value: number): number {
  return Number.isNaN(value) ? 3 : Math.abs(value);
}

async function recordedCatalogue(): Promise<ResourceMetrics> {
  const registry = new MetricsRegistry();
  const reader = new PrometheusExporter({ preventServerStart: true });
  registry.attachReader(reader as unknown as MetricReader);
  const labels = { exchange: 'x', symbol: 'BTC/USDT', side: 'buy', type: 'limit' };
  const span = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
  const context = trace.setSpanContext(ROOT_CONTEXT, { ...span, traceFlags: 1 });
  for (const instrument of Object.values(registry.instruments)) {
    for (const value of [0.25, 7]) {
      if ('add' in instrument) instrument.add(value, labels, context);
      else instrument.record(value, labels, context);
    }
  }
  return (await reader.collect()).resourceMetrics;
}

function samplesOf(families: readonly ReferenceFamily[], name: string): readonly ReferenceSample[] {
  return families.flatMap(({ samples }) => samples).filter((sample) => sample.name === name);
}

/** The numbers of the samples of `name`, in their order; `toString` would not tell -0 from 0. */
function numbersOf(families: readonly ReferenceFamily[], name: string): string[] {
  return samplesOf(families, name).map(({ labels, value }) => shown(labels['text'], value));
}

function shown(text: string | undefined, value: number): string {
  return `${JSON.stringify(text)} ${Object.is(value, -0) ? '-0' : value}`;
}

describe('the exposition, read by programs of others', () => {
  for (const format of FORMATS) {
    describe(`as ${format}, by the reference client for Python`, () => {
      before(function () {
        needReferenceClient(this);
      });

      it('says exactly what was recorded', () => {
        const families = readByReference(format, write(awkwardMetrics(), format));
        const points = awkwardPoints();
        const expected = points.map(([{ text }, value]) => shown(label(text), value));
        expect(numbersOf(families, 'awkward_seconds')).to.deep.equal(expected);
        const counts = points.map(([{ text }, value]) => shown(label(text), countable(value)));
        expect(numbersOf(families, 'awkward_bytes_total')).to.deep.equal(counts);
        const sums = points.map(([{ text }, value]) => shown(label(text), countable(value) + 0.5));
        expect(numbersOf(families, 'awkward_spread_sum')).to.deep.equal(sums);
        const buckets = samplesOf(families, 'awkward_spread_bucket').map(({ labels, value }) => [
          labels['text'],
          Number(labels['le']?.replace('Inf', 'Infinity')),
          value,
        ]);
        expect(buckets).to.deep.equal(
          points.flatMap(([{ text }, value]) =>
            [...BOUNDARIES, Infinity].map((bound) => {
              const within = [countable(value), 0.5].filter((one) => one <= bound);
              return [label(text), bound, within.length];
            }),
          ),
        );
      });

      it('accepts the catalogue, each metric as its kind', async () => {
        const families = readByReference(format, write(await recordedCatalogue(), format));
        const kinds = new Map(families.map(({ name, type }) => [name, type]));
        for (const { name, kind } of Object.values(CATALOGUE)) {
          expect(kinds.get(name.replace(/_total$/, '')), name).to.equal(kind);
        }
      });

      it('accepts an exposition without a metric', () => {
        expect(readByReference(format, write(collected(), format, new Set()))).to.deep.equal([]);
      });
    });
  }

  describe('as OpenMetrics, by the reference client for Python', () => {
    before(function () {
      needReferenceClient(this);
    });

    it('tells units and help', () => {
      const families = readByReference(
        'openmetrics-1.0.0',
        write(awkwardMetrics(), 'openmetrics-1.0.0'),
      );
      const told = families.map(({ name, unit, help }) => [name, unit, help]);
      expect(told).to.deep.equal([
        ['target', '', 'Target metadata'],
        ['awkward_seconds', 'seconds', 'Awkward \\ "labels"\nin two lines'],
        ['awkward_bytes', 'bytes', 'Awkward counts'],
        ['awkward_spread', '', 'Awkward spread'],
      ]);
    });

    it('tells the exemplars of counters and buckets', async () => {
      const text = write(await recordedCatalogue(), 'openmetrics-1.0.0');
      const families = readByReference('openmetrics-1.0.0', text);
      const exemplars = families.flatMap(({ samples }) =>
        samples.flatMap(({ name, exemplar }) =>
          exemplar === undefined ? [] : [{ name, ...exemplar }],
        ),
      );
      const names = new Set(exemplars.map(({ name }) => name));
      expect(names).to.include('genesis_orders_total');
      expect(names).to.include('genesis_order_execution_time_seconds_bucket');
      for (const { labels, value, timestamp } of exemplars) {
        expect(labels).to.deep.equal({
          trace_id: '0af7651916cd43dd8448eb211c80319c',
          span_id: 'b7ad6b7169203331',
        });
        expect([0.25, 7]).to.include(value);
        expect(Date.now() / 1000 - timestamp).to.be.within(0, 60);
      }
    });

    it('refuses what is wrong, so that it proves something to be accepted', () => {
      const text = write(awkwardMetrics(), 'openmetrics-1.0.0');
      const faults = [
        text.replace('# EOF\n', ''),
        text.replace('# UNIT awkward_seconds seconds', '# UNIT awkward_seconds hours'),
        text.replace('le="+Inf"', 'le="Inf"'),
      ];
      for (const fault of faults) {
        expect(() => readByReference('openmetrics-1.0.0', fault)).to.throw('refused');
      }
    });
  });

  describe('as text, by promtool', () => {
    before(function () {
      needPrograms(this, 'promtool');
    });

    it('finds no fault', () => {
      const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
        input: write(awkwardMetrics(), 'text-0.0.4'),
        encoding: 'utf8',
      });
      expect({ status, stdout, stderr }).to.deep.equal({ status: 0, stdout: '', stderr: '' });
    });
  });
});
