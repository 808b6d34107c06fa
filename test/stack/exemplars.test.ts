import { expect } from 'chai';
import type { Span } from '../integration/traces/traced.js';
import { Traces } from '../integration/traces/traced.js';
import { exemplarsOf } from '../support/otlp/prometheus-exemplars.js';
import type { OrderCommand } from './support/commands.js';
import { eventually } from './support/eventually.js';
import { needPrograms, PROMETHEUS_PROGRAMS } from './support/programs.js';
import type { Exemplar, Labels } from './support/prometheus-api.js';
import { Stack } from './support/stack.js';

const program = PROMETHEUS_PROGRAMS['Prometheus of Debian 13'] ?? '';
const BUCKETS = 'genesis_order_execution_time_seconds_bucket';
const SLOW_MS = 700;
const QUICK: OrderCommand = {
  venue: 'usdm',
  symbol: 'BTC/USDT:USDT',
  type: 'market',
  side: 'buy',
  amount: 0.001,
};
/** The only one of its symbol. */
const SLOW: OrderCommand = { ...QUICK, symbol: 'ETH/USDT:USDT', amount: 0.01 };

const attributeOf = (span: Span | undefined, name: string) =>
  span?.attributes[`genesis.order.${name}`];
const secondsOf = ({ startTimeUnixNano: start, endTimeUnixNano: end }: Span): number =>
  Number(BigInt(end) - BigInt(start)) / 1e9;

describe('an order that was slow, in a real Prometheus', () => {
  const since = Date.now() - 1_000;
  let traces: Traces;
  let stack: Stack;

  before(async function () {
    needPrograms(this, program);
    traces = await Traces.start();
    stack = await Stack.start({
      prometheus: { program, features: ['exemplar-storage'] },
      env: traces.env({
        OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: `${traces.receiver.url}/v1/metrics`,
        OTEL_METRIC_EXPORT_INTERVAL: '500',
      }),
      first: async ({ bot, exchange }) => {
        await bot.tell('place', [QUICK, QUICK, QUICK]);
        exchange.faults.set({ kind: 'slow', scope: 'orders', ms: SLOW_MS, count: 1 });
        await bot.tell('place', [SLOW]);
      },
    });
  });

  after(async () => {
    await stack?.stop();
    await traces?.stop();
  });

  /** The span of the order that was slow. */
  const slowSpan = (): Promise<Span> =>
    traces.until(
      (spans) => spans.find((span) => attributeOf(span, 'symbol') === SLOW.symbol),
      'the span of the slow order',
    );

  const scraped = (): Promise<Exemplar[]> =>
    eventually('an exemplar of a slow order', async () => {
      const found = await stack.prometheus.exemplars(BUCKETS, since, Date.now() + 1_000);
      return found.some(({ value }) => value >= SLOW_MS / 1_000) ? found : undefined;
    });

  /** The span of the order that the series tells of, in the trace of an exemplar. */
  function leadsToOrder(traceId: string | undefined, series: Labels): Span {
    const spans = traces.spans().filter((span) => span.traceId === traceId);
    const orders = spans.filter((span) => span.name === 'order create');
    expect(orders).to.have.length(1);
    const [order] = orders as [Span];
    for (const label of ['exchange', 'type', 'outcome']) {
      expect(attributeOf(order, label), label).to.equal(series[label]);
    }
    return order;
  }

  it('is what the exemplar of a slow bucket leads to', async () => {
    const slow = await slowSpan();
    const found = (await scraped()).filter(({ value }) => value >= SLOW_MS / 1_000);
    for (const { labels, series } of found) {
      const order = leadsToOrder(labels['trace_id'], series);
      expect(secondsOf(order)).to.be.at.least(SLOW_MS / 1_000);
      expect(Number(series['le']?.replace('Inf', 'Infinity'))).to.be.at.least(SLOW_MS / 1_000);
    }
    const traceIds = found.map(({ labels }) => labels['trace_id']);
    expect(traceIds).to.include(slow.traceId);
  });

  it('is not what the exemplar of a quick bucket leads to', async () => {
    const { traceId } = await slowSpan();
    const quick = (await scraped()).filter(({ value }) => value < SLOW_MS / 1_000);
    for (const { labels, series } of quick) {
      expect(labels['trace_id']).to.not.equal(traceId);
      leadsToOrder(labels['trace_id'], series);
    }
  });

  it('is what the exemplar of the pushed bucket leads to', async () => {
    const { traceId } = await slowSpan();
    const isSlow = (exemplar: { readonly traceId: string }) => exemplar.traceId === traceId;
    const pushed = await eventually('the exemplar in a push', () => {
      const last = traces.receiver.messages('metrics').at(-1);
      return last && exemplarsOf(last).find((one) => one.series.name === BUCKETS && isSlow(one));
    });
    const [shown] = (await scraped()).filter(({ labels }) => labels['trace_id'] === traceId);
    expect(pushed.value).to.equal(shown?.value);
    expect(pushed.spanId).to.equal(shown?.labels['span_id']);
    expect(Number(pushed.series.labels['le'])).to.equal(Number(shown?.series['le']));
  });
});
