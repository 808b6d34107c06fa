import type { Context, ContextManager } from '@opentelemetry/api';
import { context, ROOT_CONTEXT, TraceFlags, trace } from '@opentelemetry/api';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import type { MetricReader } from '@opentelemetry/sdk-metrics';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { expect } from 'chai';
import type { Exemplar } from '../../../lib/metrics/exemplars.js';
import { exemplarsOf } from '../../../lib/metrics/exemplars.js';
import { MetricsRegistry } from '../../../lib/metrics/metrics-registry.js';
import { genesisViews } from '../../../lib/metrics/views.js';
import { diagLines } from '../../support/diag-lines.js';

const TRACE = 'a'.repeat(32);
const ORDER = { exchange: 'x', symbol: 'BTC/USDT', side: 'buy', type: 'limit' };
const SENT = { exchange: 'x', type: 'limit', outcome: 'success' };
const ORDERS = 'genesis_orders_total';
const TIME = 'genesis_order_execution_time_seconds';

/** A context within a span whose id ends with `number`. */
function within(number: number, traceFlags = TraceFlags.SAMPLED, traceId = TRACE): Context {
  const spanId = `${number}`.padStart(16, '0');
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags });
}

/** A reader as the endpoint is one, and the exemplars of what it collects. */
function reader() {
  const exporter = new PrometheusExporter({ preventServerStart: true });
  const exemplars = async (name: string): Promise<(readonly Exemplar[])[]> => {
    const { resourceMetrics } = await exporter.collect();
    const metrics = resourceMetrics.scopeMetrics.flatMap((scope) => scope.metrics);
    const metric = metrics.find(({ descriptor }) => descriptor.name === name);
    if (metric === undefined) return [];
    const kept = exemplarsOf(metric.descriptor);
    return metric.dataPoints.map(({ attributes }) => kept?.of(attributes) ?? []);
  };
  return { exporter: exporter as unknown as MetricReader, exemplars };
}

function registryWithReader() {
  const registry = new MetricsRegistry();
  const { exporter, exemplars } = reader();
  registry.attachReader(exporter);
  return { ...registry.instruments, exemplars };
}

function shown(series: (readonly Exemplar[])[]): [value: number, span: number][][] {
  return series.map((kept) => kept.map(({ value, spanId }) => [value, Number(spanId)]));
}

/** Runs `action` with `active` as the active context. */
function withActive(active: Context, action: () => void): void {
  const manager: ContextManager = {
    active: () => active,
    with: (_context, fn, thisArg, ...args) => fn.call(thisArg as never, ...args),
    bind: (_context, target) => target,
    enable: () => manager,
    disable: () => manager,
  };
  context.setGlobalContextManager(manager);
  try {
    action();
  } finally {
    context.disable();
  }
}

describe('exemplars', () => {
  it('keep the last measurement of each series of a counter', async () => {
    const { orders, exemplars } = registryWithReader();
    const start = Date.now();
    orders.add(1, ORDER, within(1));
    orders.add(2, ORDER, within(2));
    orders.add(3, { ...ORDER, side: 'sell' }, within(3));
    const series = await exemplars(ORDERS);
    expect(shown(series)).to.deep.equal([[[2, 2]], [[3, 3]]]);
    const [exemplar] = series[0] ?? [];
    expect(exemplar).to.include({ traceId: TRACE, spanId: '0000000000000002' });
    expect(exemplar?.milliseconds).to.be.within(start, Date.now());
  });

  it('keep the last measurement of each bucket of a histogram', async () => {
    const { orderExecutionTime, exemplars } = registryWithReader();
    for (const [span, seconds] of [0.02, 0.025, 0.0251, 10, 11, 12].entries()) {
      orderExecutionTime.record(seconds, SENT, within(span + 1));
    }
    expect(shown(await exemplars(TIME))).to.deep.equal([
      [
        [0.025, 2],
        [0.0251, 3],
        [10, 4],
        [12, 6],
      ],
    ]);
  });

  it('come from the active context where none is given', async () => {
    const { orders, orderExecutionTime, exemplars } = registryWithReader();
    withActive(within(7), () => {
      orders.add(1, ORDER);
      orderExecutionTime.record(1, SENT);
    });
    expect(shown(await exemplars(ORDERS))).to.deep.equal([[[1, 7]]]);
    expect(shown(await exemplars(TIME))).to.deep.equal([[[1, 7]]]);
  });

  it('do not come from spans that nobody will find', async () => {
    const { orders, orderExecutionTime, exemplars } = registryWithReader();
    const nowhere = [
      undefined,
      within(1, TraceFlags.NONE),
      within(1, 1, '0'.repeat(32)),
      within(0),
    ];
    for (const given of nowhere) {
      orders.add(1, ORDER, given);
      orderExecutionTime.record(1, SENT, given);
    }
    expect(shown(await exemplars(ORDERS))).to.deep.equal([[]]);
    expect(shown(await exemplars(TIME))).to.deep.equal([[]]);
  });

  it('do not come from what is no context, which costs no measurement either', async () => {
    const { orders, exemplars } = registryWithReader();
    const lines = await diagLines(() => {
      for (const rubbish of ['x', {}, 7, null]) orders.add(1, ORDER, rubbish as unknown as Context);
    });
    expect(shown(await exemplars(ORDERS))).to.deep.equal([[]]);
    expect(lines).to.deep.equal([]);
  });

  it('do not come from what is dropped, nor from a zero', async () => {
    const { orders, exemplars } = registryWithReader();
    orders.add(0, ORDER, within(1));
    orders.add(-1, ORDER, within(2));
    orders.add(Number.NaN, ORDER, within(3));
    expect(shown(await exemplars(ORDERS))).to.deep.equal([[]]);
  });

  it('show what the labels show, not what was passed', async () => {
    const { orders, exemplars } = registryWithReader();
    orders.add(1, { ...ORDER, symbol: 'a secret "x"', order_id: '7' }, within(1));
    orders.add(1, { ...ORDER, symbol: 'another \n' }, within(2));
    expect(shown(await exemplars(ORDERS))).to.deep.equal([[[1, 2]]]);
  });

  it('of two registries do not mix', async () => {
    const one = registryWithReader();
    const other = registryWithReader();
    one.orders.add(1, ORDER, within(1));
    other.orders.add(5, ORDER, within(2));
    expect(shown(await one.exemplars(ORDERS))).to.deep.equal([[[1, 1]]]);
    expect(shown(await other.exemplars(ORDERS))).to.deep.equal([[[5, 2]]]);
  });

  for (const [views, given] of [
    ['with the views of the catalogue', { views: genesisViews() }],
    ['without a view', {}],
  ] as const) {
    it(`are found on a provider of somebody else, ${views}`, async () => {
      const { exporter, exemplars } = reader();
      const meterProvider = new MeterProvider({ readers: [exporter], ...given });
      const { orders, orderExecutionTime } = new MetricsRegistry({ meterProvider }).instruments;
      orders.add(1, ORDER, within(1));
      orderExecutionTime.record(0.2, SENT, within(2));
      expect(shown(await exemplars(ORDERS))).to.deep.equal([[[1, 1]]]);
      expect(shown(await exemplars(TIME))).to.deep.equal([[[0.2, 2]]]);
    });
  }

  it('are none for instruments of somebody else', async () => {
    const { exporter, exemplars } = reader();
    const meterProvider = new MeterProvider({ readers: [exporter] });
    meterProvider.getMeter('bot').createCounter('ticks').add(1, {}, within(1));
    expect(shown(await exemplars('ticks'))).to.deep.equal([[]]);
    expect(exemplarsOf({})).to.equal(undefined);
  });

  it('are no more than the series are', async () => {
    const { orders, exemplars } = registryWithReader();
    for (let index = 0; index < 10_050; index += 1) {
      orders.add(1, { ...ORDER, symbol: `C${index}` }, within(index + 1));
    }
    const series = shown(await exemplars(ORDERS));
    expect(series).to.have.length(10_000);
    expect(series.filter((kept) => kept.length === 1)).to.have.length(10_000);
    expect(series.flat().map(([, span]) => span)).to.include(10_050);
  });
});
