import { setImmediate } from 'node:timers/promises';
import { expect } from 'chai';
import { ExchangeWatch } from '../../../../instrumentation/core/exchange-watch.js';
import type { AnyFunction } from '../../../../instrumentation/core/method-patches.js';
import { MethodPatches } from '../../../../instrumentation/core/method-patches.js';
import { callContext } from '../../../../instrumentation/core/orders/call-context.js';
import type { OrderDialect } from '../../../../instrumentation/core/orders/order-dialect.js';
import type { OrderMethod } from '../../../../instrumentation/core/orders/order-method.js';
import { wrapOrderMethod } from '../../../../instrumentation/core/orders/order-method.js';
import { MetricsCollector } from '../../../../lib/collector/metrics-collector.js';
import { MetricsRegistry } from '../../../../lib/metrics/metrics-registry.js';
import { pick, seriesReader } from '../../../support/series.js';

const order = (symbol: unknown) => ({
  exchange: 'x',
  symbol: String(symbol),
  side: 'buy',
  type: 'limit',
});

const CREATE: OrderMethod = {
  operation: 'create',
  orders: ([symbols]) => [symbols].flat().map(order),
  isDryRun: ([, test]) => test === true,
};

/** A client whose methods do what they are given. */
class Client {
  place(_symbols: unknown, _test: unknown, act: () => unknown): unknown {
    return act();
  }
}

function setUp(changes: Partial<OrderDialect> = {}) {
  const registry = new MetricsRegistry();
  const watch = new ExchangeWatch(new MetricsCollector(registry));
  const state = { enabled: true };
  const observer = { isEnabled: () => state.enabled, watch, tracing: undefined };
  const dialect: OrderDialect = {
    name: 'a client',
    requester: (client) => ({ exchange: 'x', client, watch, followsHttp: true }),
    errorType: () => 'rejected',
    failures: (answer, { orders }) =>
      orders.map((_, index) => ((answer as unknown[])?.[index] === 'no' ? 'rejected' : undefined)),
    ...changes,
  };
  class Subject extends Client {
    override place(...args: Parameters<Client['place']>): unknown {
      return super.place(...args);
    }
  }
  const patches = new MethodPatches();
  const wrap = (): void =>
    patches.wrap(Subject.prototype, 'place', wrapOrderMethod(CREATE, dialect, observer));
  wrap();
  const read = seriesReader(registry);
  const total = async (name: string): Promise<number> =>
    Object.values(pick(await read(), name)).reduce((sum, value) => sum + value, 0);
  const counts = async () => ({
    orders: await total('genesis_orders_total'),
    failed: await total('genesis_orders_failed_total'),
    errors: await total('genesis_order_errors_total'),
    measured: await total('genesis_order_execution_time_seconds_count'),
  });
  return {
    client: new Subject(),
    counts,
    read,
    state,
    wrap,
    patches,
    prototype: Subject.prototype,
  };
}

const sent = async <T>(value: T): Promise<T> => {
  callContext.order()?.requestSent();
  await setImmediate();
  return value;
};

describe('wrapOrderMethod', () => {
  it('counts the outermost call only, however deep and however late it calls others', async () => {
    const { client, counts } = setUp();
    const result = await client.place('A', false, async () => {
      await client.place('B', false, () => sent([]));
      await setImmediate();
      return client.place('C', false, () => sent([]));
    });
    expect(result).to.deep.equal([]);
    expect(await counts()).to.deep.equal({ orders: 1, failed: 0, errors: 0, measured: 1 });
  });

  it('counts what an order leaves behind as orders of their own', async () => {
    const { client, counts } = setUp();
    let later: Promise<unknown> | undefined;
    let release = (): void => {};
    const ended = new Promise<void>((resolve) => {
      release = resolve;
    });
    await client.place('A', false, () => {
      // Inherits the context of A, and runs when A is over.
      later = ended.then(() => client.place('B', false, () => sent([])));
      return sent([]);
    });
    release();
    await later;
    expect((await counts()).orders).to.equal(2);
  });

  it('counts every item of a batch, and the rejected with their own labels', async () => {
    const { client, counts, read } = setUp();
    await client.place(['A', 'B', 'C'], false, () => sent(['yes', 'no', 'yes']));
    expect(await counts()).to.deep.equal({ orders: 3, failed: 1, errors: 1, measured: 3 });
    const failed = Object.entries(pick(await read(), 'genesis_orders_failed_total'));
    expect(failed.find(([, value]) => value === 1)?.[0]).to.contain('symbol="B"');
  });

  it('fails every item of a batch that failed as a whole, and measures none that was never sent', async () => {
    const { client, counts } = setUp();
    const error = new Error('local');
    const thrown = await Promise.resolve()
      .then(() =>
        client.place(['A', 'B'], false, () => {
          throw error;
        }),
      )
      .catch((reason: unknown) => reason);
    expect(thrown).to.equal(error);
    expect(await counts()).to.deep.equal({ orders: 2, failed: 2, errors: 2, measured: 0 });
  });

  it('counts no dry run, nor what it calls', async () => {
    const { client, counts } = setUp();
    await client.place('A', true, () => client.place('B', false, () => sent([])));
    expect(await counts()).to.deep.equal({ orders: 0, failed: 0, errors: 0, measured: 0 });
  });

  it('counts once where it is wrapped twice, and nothing once it is disabled or taken away', async () => {
    const { client, counts, state, wrap, patches, prototype } = setUp();
    const wrapped = prototype.place;
    wrap();
    expect(prototype.place).to.equal(wrapped);
    await client.place('A', false, () => sent([]));
    state.enabled = false;
    await client.place('A', false, () => sent([]));
    state.enabled = true;
    patches.restore();
    await client.place('A', false, () => sent([]));
    expect((await counts()).orders).to.equal(1);
  });

  it('tells orders side by side apart', async () => {
    const { client, counts } = setUp();
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        client.place(`S${index % 3}`, false, () => sent(index % 2 === 0 ? ['no'] : ['yes'])),
      ),
    );
    expect(await counts()).to.deep.equal({ orders: 20, failed: 10, errors: 10, measured: 20 });
  });

  const faulty = (): never => {
    throw new Error('secret');
  };
  for (const part of ['requester', 'failures', 'answered', 'errorType'] as const) {
    it(`keeps a fault of its own in ${part} from the bot`, async () => {
      const { client } = setUp({ [part]: faulty });
      const value = {};
      expect(await client.place('A', false, () => sent(value))).to.equal(value);
      const error = new Error('of the exchange');
      const rejected = await (
        client.place('A', false, () => Promise.reject(error)) as Promise<unknown>
      ).catch((reason: unknown) => reason);
      expect(rejected).to.equal(error);
    });
  }

  it('passes this, arguments, name and length through', () => {
    const { client, prototype } = setUp();
    const seen: unknown[] = [];
    const place: AnyFunction = function (this: unknown, ...args: unknown[]) {
      seen.push(this, ...args);
    };
    Client.prototype.place = place;
    try {
      const act = (): undefined => undefined;
      client.place('A', false, act);
      expect(seen).to.deep.equal([client, 'A', false, act]);
      expect([prototype.place.name, prototype.place.length]).to.deep.equal(['place', 0]);
    } finally {
      Client.prototype.place = (_symbols, _test, act) => act();
    }
  });
});
