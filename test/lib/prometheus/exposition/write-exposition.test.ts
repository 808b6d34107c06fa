import type { Attributes } from '@opentelemetry/api';
import { ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import type { MetricReader } from '@opentelemetry/sdk-metrics';
import { DataPointType } from '@opentelemetry/sdk-metrics';
import { expect } from 'chai';
import { CATALOGUE } from '../../../../lib/metrics/catalogue.js';
import { keepExemplars } from '../../../../lib/metrics/exemplars.js';
import { MetricsRegistry } from '../../../../lib/metrics/metrics-registry.js';
import { writeExposition } from '../../../../lib/prometheus/exposition/write-exposition.js';
import { diagLines } from '../../../support/diag-lines.js';
import { parseOpenMetrics, parseText } from '../../../support/exposition/parse-exposition.js';
import {
  collected,
  counter,
  gauge,
  histogram,
  upDownCounter,
  withResource,
  write,
  writeSeries,
} from './support/collected.js';

const TEXT = 'text-0.0.4';
const OPEN = 'openmetrics-1.0.0';

describe('writeExposition', () => {
  describe('in the Prometheus text format', () => {
    it('heads a family with help and type, and ends each line', () => {
      const orders = counter('orders', [[{ side: 'buy' }, 3]], { description: 'Orders' });
      expect(writeSeries(TEXT, [orders])).to.equal(
        '# HELP orders_total Orders\n# TYPE orders_total counter\norders_total{side="buy"} 3\n',
      );
    });

    it('adds _total once', () => {
      const text = writeSeries(TEXT, [counter('orders_total', [[{}, 1]])]);
      expect(text).to.equal('# TYPE orders_total counter\norders_total 1\n');
    });

    it('writes no unit', () => {
      expect(writeSeries(TEXT, [gauge('age_seconds', [[{}, 1]], { unit: 's' })])).to.equal(
        '# TYPE age_seconds gauge\nage_seconds 1\n',
      );
    });

    it('writes a histogram cumulatively, with sum and count', () => {
      expect(writeSeries(TEXT, [histogram('t', [0.5, 1], [[{ a: 'x' }, [0.5, 2]]])])).to.equal(
        '# TYPE t histogram\n' +
          't_bucket{a="x",le="0.5"} 1\nt_bucket{a="x",le="1"} 1\nt_bucket{a="x",le="+Inf"} 2\n' +
          't_sum{a="x"} 2.5\nt_count{a="x"} 2\n',
      );
    });

    it('leaves counters their odd values', () => {
      const odd = counter('odd', [
        [{ a: '1' }, Number.NaN],
        [{ a: '2' }, -1],
      ]);
      expect(writeSeries(TEXT, [odd]))
        .to.include('{a="1"} NaN\n')
        .and.include('{a="2"} -1\n');
    });

    it('is valid without a metric', () => {
      expect(write(collected(), TEXT, new Set())).to.equal('');
    });
  });

  describe('in OpenMetrics', () => {
    it('heads a family with type, unit and help, and ends with # EOF', () => {
      const time = counter('work_seconds_total', [[{}, 1.5]], { unit: 's', description: 'Work' });
      expect(writeSeries(OPEN, [time])).to.equal(
        '# TYPE work_seconds counter\n# UNIT work_seconds seconds\n# HELP work_seconds Work\n' +
          'work_seconds_total 1.5\n# EOF\n',
      );
    });

    it('names no unit that the name does not end with', () => {
      for (const unit of ['s', '{order}', '1', '']) {
        expect(writeSeries(OPEN, [gauge('orders', [[{}, 1]], { unit })])).not.to.include('UNIT');
      }
    });

    it('spells bounds canonically', () => {
      const text = writeSeries(OPEN, [histogram('t', [0.00001, 1, 1e6], [[{}, [2]]])]);
      const bounds = [...text.matchAll(/le="([^"]*)"/g)].map(([, bound]) => bound);
      expect(bounds).to.deep.equal(['1e-05', '1.0', '1e+06', '+Inf']);
    });

    it('writes when a counter and a histogram began, where that is asked for', () => {
      const metrics = collected([
        counter('c', [[{ a: 'x' }, 1]]),
        histogram('h', [], [[{}, [1]]]),
        gauge('g', [[{}, 1]]),
      ]);
      const created = [...writeExposition(metrics, { format: OPEN }, { created: true })].join('');
      expect(created.match(/^.*_created.*$/gm)).to.deep.equal([
        'c_created{a="x"} 1700000000.005',
        'h_created 1700000000.005',
      ]);
      expect(write(metrics, OPEN)).not.to.include('_created');
    });

    it('leaves out counters that are NaN or negative, and says so once', async () => {
      const odd = counter('odd', [
        [{ a: '1' }, Number.NaN],
        [{ a: '2' }, -1],
        [{ a: '3' }, Infinity],
      ]);
      const lines = await diagLines(() => {
        expect(writeSeries(OPEN, [odd])).to.equal(
          '# TYPE odd counter\nodd_total{a="3"} +Inf\n# EOF\n',
        );
      });
      expect(lines).to.have.length(1);
      expect(lines[0]).to.include('odd_total is negative or NaN');
    });

    it('writes no sum, and so no count, where values may be negative', () => {
      const text = writeSeries(OPEN, [histogram('t', [-1, 1], [[{}, [-2, 5]]])]);
      expect(text).to.equal(
        '# TYPE t histogram\n' +
          't_bucket{le="-1.0"} 1\nt_bucket{le="1.0"} 1\nt_bucket{le="+Inf"} 2\n# EOF\n',
      );
    });

    it('writes no sum that is NaN', () => {
      const text = writeSeries(OPEN, [histogram('t', [], [[{}, [Number.NaN]]])]);
      expect(text).to.equal('# TYPE t histogram\nt_bucket{le="+Inf"} 1\n# EOF\n');
    });

    it('shows the exemplars of counters and buckets', async () => {
      const registry = new MetricsRegistry();
      const reader = new PrometheusExporter({ preventServerStart: true });
      registry.attachReader(reader as unknown as MetricReader);
      const span = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 };
      const context = trace.setSpanContext(ROOT_CONTEXT, span);
      const { orders, orderThrottleWait } = registry.instruments;
      orders.add(2, { exchange: 'x', symbol: 'y', side: 'buy', type: 'limit' }, context);
      orderThrottleWait.record(0.02, { exchange: 'x' }, context);
      const { resourceMetrics } = await reader.collect();
      const shown = / # \{trace_id="a{32}",span_id="b{16}"\} [0-9.]+ [0-9.]+$/;
      const lines = write(resourceMetrics, OPEN).split('\n');
      expect(
        lines.filter((line) => shown.test(line)).map((line) => line.split(' # ')[0]),
      ).to.deep.equal([
        'genesis_orders_total{exchange="x",symbol="y",side="buy",type="limit"} 2',
        'genesis_order_throttle_wait_seconds_bucket{exchange="x",le="0.05"} 1',
      ]);
      expect(write(resourceMetrics, TEXT)).not.to.include('trace_id');
    });

    it('shows no exemplar of what was not counted yet', () => {
      const advice = {};
      const definition = { ...CATALOGUE.orderThrottleWait, boundaries: [1, 2] };
      const reservoir = keepExemplars(advice, definition);
      const span = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 };
      const context = trace.setSpanContext(ROOT_CONTEXT, span);
      reservoir.note(1, { exchange: 'x' }, context);
      reservoir.note(2, { exchange: 'x' }, context);
      const metric = histogram('t', [1, 2], [[{ exchange: 'x' }, [1]]]);
      const descriptor = { ...metric.descriptor, advice };
      const text = writeSeries(OPEN, [{ ...metric, descriptor }]);
      expect(text.match(/le="[^"]*"(?=.*trace_id)/g)).to.deep.equal(['le="1.0"']);
    });

    it('shows the resource as information', () => {
      const metrics = withResource(collected(), { 'service.name': 'bot' });
      expect(write(metrics, OPEN)).to.equal(
        '# TYPE target info\n# HELP target Target metadata\n' +
          'target_info{service_name="bot"} 1\n# EOF\n',
      );
    });

    it('is valid without a metric', () => {
      expect(write(collected(), OPEN, new Set())).to.equal('# EOF\n');
    });
  });

  describe('of any kind', () => {
    it('shows only harmless attributes of the resource', () => {
      const metrics = withResource(collected(), {
        'service.name': 'bot',
        'process.command_args': ['--key', 'geheim'],
      });
      for (const format of [TEXT, OPEN] as const) {
        expect(write(metrics, format)).to.include('service_name').and.not.include('geheim');
      }
    });

    it('writes a sum that may fall as a gauge', () => {
      expect(writeSeries(TEXT, [upDownCounter('open', [[{}, -2]])])).to.equal(
        '# TYPE open gauge\nopen -2\n',
      );
    });

    it('gives exponential histograms the bucket of everything only', () => {
      const value = {
        scale: 1,
        zeroCount: 0,
        positive: { offset: 0, bucketCounts: [1, 2] },
        negative: { offset: 0, bucketCounts: [] },
        count: 3,
        sum: 4.5,
      };
      const { dataPoints, ...rest } = histogram('t', [], [[{ a: 'x' }, []]]);
      const metric = {
        ...rest,
        dataPointType: DataPointType.EXPONENTIAL_HISTOGRAM as const,
        dataPoints: dataPoints.map((point) => ({ ...point, value })),
      };
      for (const format of [TEXT, OPEN] as const) {
        expect(writeSeries(format, [metric])).to.include(
          't_bucket{a="x",le="+Inf"} 3\nt_sum{a="x"} 4.5\nt_count{a="x"} 3\n',
        );
      }
    });

    it('writes no bucket twice, whatever the boundaries', () => {
      const odd = histogram('t', [1, 1, Infinity], [[{}, [1, 2]]]);
      expect(writeSeries(TEXT, [odd]).match(/t_bucket.*/g)).to.deep.equal([
        't_bucket{le="1"} 1',
        't_bucket{le="+Inf"} 2',
      ]);
    });

    it('makes one family of one name in two scopes', () => {
      const text = writeSeries(
        TEXT,
        [gauge('g', [[{ a: '1' }, 1]], { description: 'first' })],
        [gauge('other', [[{}, 0]])],
        [gauge('g', [[{ a: '2' }, 2]], { description: 'second' })],
      );
      expect(text).to.equal(
        '# HELP g first\n# TYPE g gauge\ng{a="1"} 1\ng{a="2"} 2\n# TYPE other gauge\nother 0\n',
      );
    });

    it('keeps the first of one name and two kinds, and says so', async () => {
      const lines = await diagLines(() => {
        for (const format of [TEXT, OPEN] as const) {
          const text = writeSeries(
            format,
            [gauge('g', [[{}, 1]])],
            [histogram('g', [], [[{}, []]])],
          );
          expect(text).to.match(/^# TYPE g gauge\ng 1\n(# EOF\n)?$/);
        }
      });
      expect(lines).to.have.length(1);
      expect(lines[0]).to.include('the histogram g would use a name of another metric');
    });

    it("keeps a name free that another family's samples have", async () => {
      await diagLines(() => {
        const metrics = [histogram('t', [], [[{}, [1]]]), gauge('t_count', [[{}, 7]])];
        expect(writeSeries(TEXT, metrics)).not.to.include('7');
        expect(writeSeries(OPEN, metrics)).not.to.include('7');
        const info = gauge('target_info', [[{}, 7]]);
        expect(writeSeries(TEXT, [info])).not.to.include('7');
        expect(writeSeries(OPEN, [info])).not.to.include('7');
      });
    });

    it('keeps a gauge and a counter of one stem apart where the format can', async () => {
      const metrics = [gauge('queue', [[{}, 7]]), counter('queue', [[{}, 9]])];
      expect(writeSeries(TEXT, metrics)).to.include('queue 7\n').and.include('queue_total 9\n');
      const lines = await diagLines(() => {
        expect(writeSeries(OPEN, metrics)).to.include('queue 7\n').and.not.include('9');
      });
      expect(lines).to.have.length(1);
    });

    it('tells two scopes that have the same series apart', async () => {
      const one = gauge('g', [[{ a: 'x', b: 'y' }, 1]]);
      const other = gauge('g', [
        [{ b: 'y', a: 'x' }, 2],
        [{ b: 'z' }, 3],
      ]);
      const lines = await diagLines(() => {
        expect(writeSeries(TEXT, [one], [other])).to.equal(
          '# TYPE g gauge\ng{a="x",b="y"} 1\ng{a="x",b="y",otel_scope_name="scope-1"} 2\ng{b="z"} 3\n',
        );
      });
      expect(lines).to.deep.equal([]);
    });

    it('takes an empty label for none', async () => {
      const same = gauge('g', [
        [{}, 1],
        [{ venue: '' }, 2],
        [{ exchange: 'x' }, 3],
        [{ exchange: 'x', venue: '' }, 4],
      ]);
      const lines = await diagLines(() => {
        expect(writeSeries(TEXT, [same])).to.equal('# TYPE g gauge\ng 1\ng{exchange="x"} 3\n');
      });
      expect(lines).to.have.length(1);
    });

    it('serves the first of several series that become the same', async () => {
      const same: [Attributes, number][] = [
        [{ x: 'before', a_b: '1' }, 1],
        [{ x: 'before', 'a.b': '1' }, 2],
        [{ x: 'before', a_b: 1 }, 3],
        [{ x: '\ud800' }, 4],
        [{ x: '\udbff' }, 5],
        [{ x: 'other', 'a.b': '1' }, 6],
      ];
      await diagLines(() => {
        for (const [format, parse] of [
          [TEXT, parseText] as const,
          [OPEN, parseOpenMetrics] as const,
        ]) {
          const [family] = parse(writeSeries(format, [gauge('g', same)]));
          expect(family?.samples.map(({ value }) => value)).to.deep.equal([1, 4, 6]);
        }
      });
    });

    it('leaves out a metric whose name leaves nothing', async () => {
      const lines = await diagLines(() => {
        expect(writeSeries(TEXT, [gauge('日本', [[{}, 1]])])).to.equal('');
      });
      expect(lines).to.have.length(1);
    });

    it('gives the same text under every scheme of escaping', () => {
      const metrics = collected([gauge('a.b_c', [[{ 'd.e_f': 'x' }, 1]])]);
      for (const escaping of ['underscores', 'dots', 'values', 'allow-utf-8'] as const) {
        const request = { format: TEXT, escaping } as const;
        const text = [...writeExposition(metrics, request, { created: false })].join('');
        expect(text).to.include('\na_b_c{d_e_f="x"} 1\n');
      }
    });
  });

  describe('with names', () => {
    const metrics = collected([
      counter('c_total', [[{}, 1]]),
      histogram('h', [], [[{}, [1]]]),
      gauge('g', [[{}, 1]]),
    ]);

    for (const [name, family] of [
      ['c', 'c_total'],
      ['c_total', 'c_total'],
      ['h', 'h'],
      ['h_bucket', 'h'],
      ['h_sum', 'h'],
      ['h_count', 'h'],
      ['g', 'g'],
      ['target_info', 'target_info'],
      ['target', 'target_info'],
    ] as const) {
      it(`finds ${family} by ${name}`, () => {
        const families = parseText(write(metrics, TEXT, new Set([name])));
        expect(families.map(({ name }) => name)).to.deep.equal([family]);
        expect(parseOpenMetrics(write(metrics, OPEN, new Set([name])))).to.have.length(1);
      });
    }

    it('writes nothing for others', () => {
      expect(write(metrics, TEXT, new Set(['g_total', 'h_created', 'x']))).to.equal('');
    });
  });

  it('gives a heading or a whole series a piece', () => {
    const metrics = collected([
      histogram(
        'h',
        [1, 2],
        [
          [{ a: '1' }, [1]],
          [{ a: '2' }, [2]],
        ],
      ),
      counter('c', [[{ a: '1' }, 1]]),
    ]);
    const pieces = [...writeExposition(metrics, { format: OPEN }, { created: true })];
    expect(pieces.map((piece) => piece.toString().split('\n').length - 1)).to.deep.equal([
      3, 1, 6, 6, 1, 2, 1,
    ]);
  });

  it('looks at no series before it is asked for it', () => {
    const metric = gauge('g', [[{}, 1]]);
    let looks = 0;
    const dataPoints = new Proxy(metric.dataPoints, {
      get: (target, key, receiver) => {
        looks += 1;
        return Reflect.get(target, key, receiver);
      },
    });
    const pieces = writeExposition(
      collected([{ ...metric, dataPoints }]),
      { format: TEXT },
      { created: false },
    );
    pieces.next();
    expect(pieces.next().value).to.equal('# TYPE g gauge\n');
    expect(looks).to.equal(0);
  });
});
