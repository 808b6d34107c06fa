import { expect } from 'chai';
import type { Message } from '../support/otlp/messages.js';
import { OtlpReceiver } from '../support/otlp/otlp-receiver.js';
import { keyOf, seriesOf } from '../support/otlp/prometheus-series.js';
import { send } from './stock-exporters.js';

type Metrics = Message<'metrics'>;
type Metric = Metrics['resourceMetrics'][0]['scopeMetrics'][0]['metrics'][0];

const POINT = { startTimeUnixNano: '0', timeUnixNano: '1', flags: 0, exemplars: [] };
const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });

/** A message of one metric. */
function messageOf(metric: Partial<Metric>, attributes = [text('service.name', 'bot')]): Metrics {
  const whole = { name: 'm', description: '', unit: '', ...metric };
  return {
    resourceMetrics: [
      { resource: { attributes }, scopeMetrics: [{ scope: null, metrics: [whole] }] },
    ],
  };
}

const storedOf = (...args: Parameters<typeof seriesOf>) =>
  Object.fromEntries(seriesOf(...args).map((series) => [keyOf(series), series.value]));

describe('the series that a Prometheus stores of a push', () => {
  it('are those of every kind of metric', async () => {
    const receiver = await OtlpReceiver.start();
    await send('metrics', { protocol: 'http/protobuf', url: receiver.url });
    const [message] = receiver.messages('metrics');
    await receiver.stop();
    const bot = 'instance="bot-1",job="grid-bot"';
    expect(storedOf(message as Metrics)).to.deep.equal({
      [`orders_total{${bot},nr="7",side="buy"}`]: 3,
      [`open_orders{${bot}}`]: -2.5,
      [`usage_ratio{${bot}}`]: 0.25,
      [`latency_seconds_sum{${bot},side="buy"}`]: 20.6,
      [`latency_seconds_count{${bot},side="buy"}`]: 3,
      [`latency_seconds_bucket{${bot},le="0.1",side="buy"}`]: 1,
      [`latency_seconds_bucket{${bot},le="1",side="buy"}`]: 2,
      [`latency_seconds_bucket{${bot},le="10",side="buy"}`]: 2,
      [`latency_seconds_bucket{${bot},le="+Inf",side="buy"}`]: 3,
    });
  });

  it('show who sent them, and what else the resource says in a series of its own', () => {
    const resource = [
      text('service.namespace', 'desk'),
      text('service.name', 'bot'),
      text('service.instance.id', 'i'),
      text('host.name', 'h'),
    ];
    const gauge = { dataPoints: [{ ...POINT, attributes: [], asInt: '7' }] };
    expect(storedOf(messageOf({ gauge }, resource))).to.deep.equal({
      'm{instance="i",job="desk/bot"}': 7,
      'target_info{host_name="h",instance="i",job="desk/bot"}': 1,
    });
  });

  it('join what becomes one label, and leave out what is empty', () => {
    const attributes = [text('b', ''), text('a.b', '2'), text('a-b', '1'), text('q', '"\\\n')];
    const gauge = { dataPoints: [{ ...POINT, attributes, asDouble: 1 }] };
    expect(storedOf(messageOf({ gauge }, []))).to.deep.equal({ 'm{a_b="1;2",q="\\"\\\\\\n"}': 1 });
  });

  it('have values that are no text as text', () => {
    const attributes = [
      { key: 'flag', value: { boolValue: false } },
      { key: 'nr', value: { intValue: '-3' } },
      { key: 'part', value: { doubleValue: 0.5 } },
      { key: 'list', value: { arrayValue: { values: [{ stringValue: 'x' }, { intValue: '1' }] } } },
      { key: 'none', value: null },
    ];
    const gauge = { dataPoints: [{ ...POINT, attributes, asDouble: 1 }] };
    const [series] = seriesOf(messageOf({ gauge }, []));
    expect(series?.labels).to.deep.equal({ flag: 'false', nr: '-3', part: '0.5', list: '["x",1]' });
  });

  it('write no bound with an exponent', () => {
    const point = {
      ...POINT,
      attributes: [],
      count: '6',
      bucketCounts: ['1', '2', '3'],
      explicitBounds: [1e-7, 1e21],
    };
    const histogram = { dataPoints: [point], aggregationTemporality: 2 };
    expect(storedOf(messageOf({ histogram }, []))).to.deep.equal({
      m_count: 6,
      'm_bucket{le="0.0000001"}': 1,
      'm_bucket{le="1000000000000000000000"}': 3,
      'm_bucket{le="+Inf"}': 6,
    });
  });

  it('have no value where none was recorded', () => {
    const gauge = { dataPoints: [{ ...POINT, flags: 1, attributes: [], asDouble: 1 }] };
    expect(storedOf(messageOf({ gauge }, []))).to.deep.equal({ m: Number.NaN });
  });

  it('are none of delta values, unless they are kept', () => {
    const sum = {
      dataPoints: [{ ...POINT, attributes: [], asDouble: 1 }],
      aggregationTemporality: 1,
      isMonotonic: true,
    };
    expect(storedOf(messageOf({ sum }))).to.deep.equal({});
    expect(storedOf(messageOf({ sum }), { deltas: 'kept' })).to.deep.equal({
      'm_total{job="bot"}': 1,
    });
  });

  it('are none at all where a histogram is exponential', () => {
    const exponentialHistogram = { dataPoints: [], aggregationTemporality: 2 };
    expect(() => seriesOf(messageOf({ exponentialHistogram }))).to.throw('m has points');
  });
});
