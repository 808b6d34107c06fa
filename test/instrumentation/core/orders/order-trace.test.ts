import { AsyncResource } from 'node:async_hooks';
import { setImmediate } from 'node:timers/promises';
import type { TracerProvider as Provider, Tracer } from '@opentelemetry/api';
import { context, metrics, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import type { MetricReader } from '@opentelemetry/sdk-metrics';
import type { Sampler, SpanProcessor } from '@opentelemetry/sdk-trace';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  InMemorySpanExporter,
  ParentBasedSampler,
  SamplingDecision,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { expect } from 'chai';
import { ExchangeWatch } from '../../../../instrumentation/core/exchange-watch.js';
import { MethodPatches } from '../../../../instrumentation/core/method-patches.js';
import type { Settlement } from '../../../../instrumentation/core/observe-result.js';
import { callContext } from '../../../../instrumentation/core/orders/call-context.js';
import type { OrderCall } from '../../../../instrumentation/core/orders/order-call.js';
import type { OrderDialect } from '../../../../instrumentation/core/orders/order-dialect.js';
import { wrapOrderMethod } from '../../../../instrumentation/core/orders/order-method.js';
import { CcxtInstrumentation } from '../../../../instrumentation/index.js';
import { MetricsCollector } from '../../../../lib/collector/metrics-collector.js';
import { forgetReports } from '../../../../lib/diagnostics/report.js';
import type { Exemplar } from '../../../../lib/metrics/exemplars.js';
import { exemplarsOf } from '../../../../lib/metrics/exemplars.js';
import { MetricsRegistry } from '../../../../lib/metrics/metrics-registry.js';
import { pick, seriesReader } from '../../../support/series.js';

const order = (symbol: unknown) => ({
  exchange: 'x',
  symbol: String(symbol),
  side: 'buy',
  type: 'limit',
});

const TIME = 'genesis_order_execution_time_seconds';

/** The exemplars of the execution times. */
async function exemplarsIn(registry: MetricsRegistry): Promise<Exemplar[]> {
  const exporter = new PrometheusExporter({ preventServerStart: true });
  registry.attachReader(exporter as unknown as MetricReader);
  const { resourceMetrics } = await exporter.collect();
  const all = resourceMetrics.scopeMetrics.flatMap((scope) => scope.metrics);
  return all
    .filter(({ descriptor }) => descriptor.name === TIME)
    .flatMap(({ descriptor, dataPoints }) =>
      dataPoints.flatMap(({ attributes }) => exemplarsOf(descriptor)?.of(attributes) ?? []),
    );
}

interface Options {
  readonly sampler?: Sampler;
  readonly processor?: SpanProcessor;
  readonly tracer?: Tracer;
  readonly showsOrderIds?: boolean;
  readonly dialect?: Partial<OrderDialect>;
  readonly operation?: 'create' | 'cancel' | 'close';
}

class Client {
  place(_symbols: unknown, act: () => unknown): unknown {
    return act();
  }
}

function setUp(options: Options = {}) {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({
    sampler: options.sampler ?? new AlwaysOnSampler(),
    spanProcessors: [options.processor ?? new SimpleSpanProcessor({ exporter })],
  });
  const tracer = options.tracer ?? provider.getTracer('test');
  const registry = new MetricsRegistry();
  const watch = new ExchangeWatch(new MetricsCollector(registry));
  const tracing = { tracer, showsOrderIds: options.showsOrderIds ?? false };
  const observer = { isEnabled: () => true, watch, tracing };
  const dialect: OrderDialect = {
    name: 'a client',
    requester: (client) => ({ exchange: 'x', client, watch, followsHttp: true }),
    errorType: () => 'rejected',
    failures: (answer, { orders }) =>
      orders.map((_, index) => ((answer as unknown[])?.[index] === 'no' ? 'timeout' : undefined)),
    ...options.dialect,
  };
  class Subject extends Client {
    override place(...args: Parameters<Client['place']>): unknown {
      return super.place(...args);
    }
  }
  const method = {
    operation: options.operation ?? 'create',
    orders: ([symbols]: readonly unknown[]) =>
      symbols === undefined ? [] : [symbols].flat().map(order),
  } as const;
  new MethodPatches().wrap(Subject.prototype, 'place', wrapOrderMethod(method, dialect, observer));
  const spans = () => exporter.getFinishedSpans();
  const names = () => spans().map(({ name }) => name);
  return { client: new Subject(), spans, names, provider, registry, watch };
}

const sent = async <T>(value: T): Promise<T> => {
  callContext.order()?.requestSent();
  return value;
};

describe('the spans of an order call', () => {
  before(() => {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  });

  after(() => context.disable());

  beforeEach(() => forgetReports());

  it('is active while the exchange is called, and at no other time', async () => {
    const { client, provider, spans } = setUp();
    const seen: (string | undefined)[] = [];
    const note = (): void => {
      seen.push(trace.getActiveSpan()?.spanContext().spanId);
    };
    await provider.getTracer('bot').startActiveSpan('own', async (own) => {
      await client.place('A', async () => {
        note();
        await sent([]);
        note();
      });
      note();
      own.end();
    });
    const [call, own] = spans();
    const id = call?.spanContext().spanId;
    expect(seen).to.deep.equal([id, id, own?.spanContext().spanId]);
    expect(call?.parentSpanContext?.spanId).to.equal(own?.spanContext().spanId);
  });

  it('is no part of what happens on a connection that was made for it, nor is the bot’s around it', async () => {
    const { client, provider } = setUp();
    let message = (): unknown => 'none came';
    await provider.getTracer('bot').startActiveSpan('own', async (own) => {
      await client.place('A', async () => {
        const dial = (): void => {
          message = AsyncResource.bind(() => trace.getActiveSpan());
        };
        callContext.runDial(callContext.order() as OrderCall, dial, () => {});
        await sent([]);
      });
      expect(trace.getActiveSpan()).to.equal(own);
      own.end();
    });
    expect(message()).to.equal(undefined);
  });

  it('is not below an order that has ended, of which something is left behind', async () => {
    const { client, provider, spans } = setUp();
    const tracer = provider.getTracer('bot');
    let left = (act: () => unknown): unknown => act();
    await tracer.startActiveSpan('own', async (own) => {
      await client.place('A', () => {
        left = AsyncResource.bind((act: () => unknown) => act());
        return sent([]);
      });
      own.end();
    });
    await left(() => client.place('B', () => sent([])));
    await left(() =>
      tracer.startActiveSpan('later', async (later) => {
        await client.place('C', () => sent([]));
        later.end();
      }),
    );
    const [a, own, b, c, later] = spans();
    expect(a?.parentSpanContext?.spanId).to.equal(own?.spanContext().spanId);
    expect(b?.parentSpanContext).to.equal(undefined);
    expect(c?.parentSpanContext?.spanId).to.equal(later?.spanContext().spanId);
  });

  it('is sampled anew after an order that was not, of which something is left behind', async () => {
    const decisions = [SamplingDecision.NOT_RECORD, SamplingDecision.RECORD_AND_SAMPLED];
    const root = {
      shouldSample: () => ({ decision: decisions.shift() as SamplingDecision }),
      toString: () => 'in turn',
    };
    const { client, names } = setUp({ sampler: new ParentBasedSampler({ root }) });
    let left = (act: () => unknown): unknown => act();
    await client.place('A', () => {
      left = AsyncResource.bind((act: () => unknown) => act());
      return sent([]);
    });
    await left(() => client.place('B', () => sent([])));
    expect(names()).to.deep.equal(['order create']);
  });

  it('is one for calls that call each other, however deep', async () => {
    const { client, names } = setUp();
    await client.place('A', () => client.place('B', () => sent([])));
    expect(names()).to.deep.equal(['order create']);
  });

  it('takes over the orders that only the answer names: one into itself, several below it', async () => {
    const found = (answer: unknown) => (answer as string[]).map(order);
    const { client, spans, names } = setUp({
      operation: 'close',
      dialect: { found, failures: () => [] },
    });
    await client.place(undefined, () => sent(['A']));
    expect(spans()[0]?.attributes).to.include({ 'genesis.order.symbol': 'A' });
    await client.place(undefined, () => sent(['A', 'B']));
    expect(names()).to.deep.equal([
      'order close',
      'order close',
      'order close',
      'order close_batch',
    ]);
  });

  it('says of a batch that its outcome is unknown where that of any order is', async () => {
    const { client, spans } = setUp();
    await client.place(['A', 'B'], () => sent(['yes', 'no']));
    const call = spans().find(({ name }) => name === 'order create_batch');
    expect(call?.attributes).to.include({
      'genesis.order.outcome': 'unknown',
      'genesis.order.error_type': 'timeout',
      'genesis.order.count': 2,
    });
    expect(call?.status).to.deep.equal({ code: 2 });
  });

  it('notes an acknowledgement, and ends with the last word', async () => {
    let finish: (end: Settlement) => void = () => {};
    const isAcknowledged: OrderDialect['isAcknowledged'] = (_answer, _client, later) => {
      finish = later;
      return true;
    };
    const { client, spans } = setUp({ dialect: { isAcknowledged } });
    await client.place('A', () => sent('ack'));
    expect(spans()).to.be.empty;
    finish({ failed: true, error: new Error('no') });
    const [call] = spans();
    expect(call?.events.map(({ name }) => name)).to.deep.equal(['acknowledged']);
    expect(call?.attributes).to.include({ 'genesis.order.outcome': 'failure' });
  });

  it('ends where the call throws at once', () => {
    const { client, spans } = setUp();
    const fault = new Error('a message with a secret');
    expect(() =>
      client.place('A', () => {
        throw fault;
      }),
    ).to.throw(fault);
    expect(spans()[0]?.attributes).to.include({ 'genesis.order.error_type': 'rejected' });
    expect(JSON.stringify(spans()[0]?.events)).to.equal('[]');
  });

  it('is where the measurements of the order were taken', async () => {
    const { client, spans, registry } = setUp();
    await client.place(['A', 'B'], () => sent([]));
    const orders = spans().filter(({ name }) => name === 'order create');
    const told = await exemplarsIn(registry);
    expect(orders.map((span) => span.spanContext().spanId)).to.include.members(
      told.map(({ spanId }) => spanId),
    );
    expect(told).not.to.be.empty;
  });

  it('costs no more than its making where it is not sampled, and exports nothing', async () => {
    const { client, names, watch, registry } = setUp({ sampler: new AlwaysOffSampler() });
    let active = '';
    await client.place('A', () => {
      active = trace.getActiveSpan()?.spanContext().traceId ?? '';
      return sent({ orderId: 7 });
    });
    // So that what is made below it is not sampled either.
    expect(active).to.match(/^[0-9a-f]{32}$/);
    const account = { exchange: 'x', key: 'x/a' };
    const fill = {
      id: '1',
      symbol: 'A',
      side: 'buy',
      time: Date.now(),
      order: () => ({ id: '7' }),
    };
    watch.accounts.filled(account, fill);
    expect(names()).to.deep.equal([]);
    expect(await exemplarsIn(registry)).to.be.empty;
  });

  describe('and its fills', () => {
    const account = { exchange: 'x', key: 'x/a' };
    const fill = (id: string, ids: object) => ({
      id,
      symbol: 'A',
      side: 'buy',
      time: Date.now(),
      order: () => ids,
    });

    it('are linked, also those that were told before the answer, each once', async () => {
      const { client, spans, watch } = setUp();
      await client.place('A', () => {
        watch.accounts.filled(account, fill('1', { id: '7', clientId: 'mine' }));
        return sent({ orderId: 7, clientOrderId: 'mine' });
      });
      watch.accounts.filled(account, fill('1', { id: '7' }));
      watch.accounts.filled(account, fill('2', { clientId: 'mine' }));
      const [call] = spans().filter(({ name }) => name === 'order create');
      const fills = spans().filter(({ name }) => name === 'order fill');
      expect(fills).to.have.length(2);
      for (const { links, parentSpanContext } of fills) {
        expect(links[0]?.context.spanId).to.equal(call?.spanContext().spanId);
        expect(parentSpanContext?.spanId).to.equal(call?.spanContext().spanId);
      }
    });

    it('are not those of an order before that had the same id of the bot’s own', async () => {
      const { client, names, watch } = setUp();
      watch.tracedOrders.expect();
      watch.accounts.filled(account, fill('1', { clientId: 'grid' }));
      const then = Date.now();
      while (Date.now() === then) await setImmediate();
      await client.place('A', () => sent({ clientOrderId: 'grid' }));
      expect(names()).to.deep.equal(['order create']);
    });

    it('are nobody’s where the order is another exchange’s', async () => {
      const { client, names, watch } = setUp();
      await client.place('A', () => sent({ orderId: 7 }));
      watch.accounts.filled({ exchange: 'y', key: 'y/a' }, fill('1', { id: '7' }));
      expect(names()).to.deep.equal(['order create']);
    });

    it('show the id of their order where that is wanted, and only what can be one', async () => {
      const { client, spans, watch } = setUp({ showsOrderIds: true });
      await client.place('A', () => sent({ orderId: 7 }));
      watch.accounts.filled(account, fill('1', { id: '7' }));
      await client.place('A', () => sent({ orderId: `a text that is ${'long '.repeat(20)}` }));
      expect(spans().map(({ attributes }) => attributes['genesis.order.id'])).to.deep.equal([
        '7',
        '7',
        undefined,
      ]);
    });
  });

  describe('where tracing itself fails', () => {
    const broken = (): never => {
      throw new Error('broken');
    };
    const FAULTY: Readonly<Record<string, Options>> = {
      'a tracer': { tracer: { startSpan: broken, startActiveSpan: broken } as unknown as Tracer },
      'a sampler': { sampler: { shouldSample: broken, toString: () => '' } },
      'a processor at the start': {
        processor: {
          onStart: broken,
          onEnd: () => {},
          forceFlush: async () => {},
          shutdown: async () => {},
        },
      },
      'a processor at the end': {
        processor: {
          onStart: () => {},
          onEnd: broken,
          forceFlush: async () => {},
          shutdown: async () => {},
        },
      },
      'what reads ids': { dialect: { ids: broken } },
    };
    for (const [what, options] of Object.entries(FAULTY)) {
      it(`never lets the order notice: ${what}`, async () => {
        const { client, registry } = setUp(options);
        const answer = {};
        let calls = 0;
        const result = await client.place('A', () => {
          calls += 1;
          return sent(answer);
        });
        expect(result).to.equal(answer);
        expect(calls).to.equal(1);
        const fault = new Error('mine');
        const failed = client.place('A', () => Promise.reject(fault)) as Promise<unknown>;
        expect(await failed.catch((error: unknown) => error)).to.equal(fault);
        const series = await seriesReader(registry)();
        expect(Object.values(pick(series, 'genesis_orders_total'))).to.deep.equal([2]);
        expect(Object.values(pick(series, 'genesis_orders_failed_total'))).to.deep.equal([1]);
      });
    }

    it('calls the exchange once where the context manager throws', async () => {
      const { client } = setUp();
      const original = context.with;
      context.with = broken as typeof context.with;
      let calls = 0;
      try {
        await client.place('A', () => {
          calls += 1;
          return sent([]);
        });
      } finally {
        context.with = original;
      }
      expect(calls).to.equal(1);
    });
  });
});

describe('an instrumentation without a tracer provider', () => {
  afterEach(() => trace.disable());

  it('has nothing to trace with, whoever registers it with nothing', () => {
    const instrumentation = new CcxtInstrumentation({ enabled: false });
    expect(instrumentation.tracing).to.equal(undefined);
    instrumentation.setTracerProvider(trace.getTracerProvider());
    instrumentation.setMeterProvider(metrics.getMeterProvider());
    expect(instrumentation.tracing).to.equal(undefined);
  });

  it('traces with the provider that it is given, or that is registered later', () => {
    const given = new CcxtInstrumentation({ enabled: false, traceOrderIds: true });
    const later = new CcxtInstrumentation({ enabled: false });
    given.setTracerProvider(new TracerProvider());
    expect(given.tracing?.showsOrderIds).to.equal(true);
    expect(later.tracing).to.equal(undefined);
    trace.setGlobalTracerProvider(new TracerProvider() as Provider);
    expect(later.tracing?.showsOrderIds).to.equal(false);
    expect(later.tracing?.tracer.startSpan('x').isRecording()).to.equal(true);
  });

  it('traces with another provider once that has taken the place of the first', () => {
    const instrumentation = new CcxtInstrumentation({ enabled: false });
    for (const word of ['first', 'second']) {
      const exporter = new InMemorySpanExporter();
      const spanProcessors = [new SimpleSpanProcessor({ exporter })];
      trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors }) as Provider);
      instrumentation.tracing?.tracer.startSpan(word).end();
      expect(exporter.getFinishedSpans().map(({ name }) => name)).to.deep.equal([word]);
      trace.disable();
      expect(instrumentation.tracing).to.equal(undefined);
    }
  });
});
