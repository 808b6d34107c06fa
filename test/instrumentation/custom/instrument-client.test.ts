import { EventEmitter, once } from 'node:events';
import type { MeterProvider } from '@opentelemetry/api';
import { expect } from 'chai';
import type { ExchangeClientOptions } from '../../../instrumentation/index.js';
import { instrumentExchangeClient } from '../../../instrumentation/index.js';
import { MetricsCollector } from '../../../lib/collector/metrics-collector.js';
import { shareCollector } from '../../../lib/collector/shared-collector.js';
import { MetricsRegistry } from '../../../lib/metrics/metrics-registry.js';
import { listenToDiag } from '../../support/diag-lines.js';
import { seriesReader } from '../../support/series.js';

interface Order {
  readonly symbol: string;
  readonly side: string;
  readonly type: string;
}

interface Answer {
  readonly ok: boolean;
  readonly order: Order;
}

/** What a call of the client must give; a function is called, and may throw. */
let outcome: () => unknown = () => ({ ok: true });

/** A client with methods of every make. */
class Client {
  readonly #secret = 'of its own';
  readonly seen: unknown[] = [];

  field = async (order: Order): Promise<unknown> => this.#note(this, [order]);

  async place(order: Order, ...rest: unknown[]): Promise<Answer> {
    return this.#note(this, [order, ...rest]) as Promise<Answer>;
  }

  placeNow(order: Order): unknown {
    return this.#note(this, [order]);
  }

  placeTwice(order: Order): Promise<Answer> {
    return this.place(order).then(() => this.place(order));
  }

  async placeAll(orders: readonly Order[]): Promise<unknown> {
    return this.#note(this, [orders]);
  }

  async cancel(id: number): Promise<unknown> {
    return this.#note(this, [id]);
  }

  #note(self: unknown, args: unknown[]): unknown {
    if (this.#secret !== 'of its own') throw new TypeError('not its own this');
    this.seen.push([self === this, ...args]);
    return outcome();
  }
}

const ORDER: Order = { symbol: 'BTC-USDT', side: 'BUY', type: 'LIMIT' };

/** Metrics of one test, and the options that lead there. */
function bench() {
  const registry = new MetricsRegistry();
  const meterProvider = { getMeter: () => undefined } as unknown as MeterProvider;
  shareCollector(meterProvider, new MetricsCollector(registry));
  const read = seriesReader(registry);
  const count = async (name: string, part = ''): Promise<number> => {
    let sum = 0;
    for (const [key, value] of await read()) {
      if (key.startsWith(`genesis_${name}{`) && key.includes(part)) sum += value;
    }
    return sum;
  };
  const options = {
    exchange: 'house',
    meterProvider,
    methods: {
      field: { operation: 'create', orders: (order) => order },
      place: { operation: 'create', orders: (order) => order },
      placeNow: { operation: 'create', orders: (order) => order },
      placeTwice: { operation: 'create', orders: (order) => order },
      placeAll: { operation: 'create', orders: (orders) => orders },
      cancel: { operation: 'cancel' },
    },
  } satisfies ExchangeClientOptions<Client>;
  return { options, count };
}

describe('instrumentExchangeClient', () => {
  beforeEach(() => {
    outcome = () => ({ ok: true });
  });

  it('hands on this, arguments, values and errors as they are, sync or not', async () => {
    const { options, count } = bench();
    const client = new Client();
    const restore = instrumentExchangeClient(client, options);
    const answer = { ok: true };
    outcome = () => answer;
    expect(await client.place(ORDER, 1, 'two')).to.equal(answer);
    expect(client.placeNow(ORDER)).to.equal(answer);
    expect(await client.field(ORDER)).to.equal(answer);
    expect(client.seen).to.deep.equal([
      [true, ORDER, 1, 'two'],
      [true, ORDER],
      [true, ORDER],
    ]);

    const fault = new Error('the client’s own');
    outcome = () => {
      throw fault;
    };
    expect(() => client.placeNow(ORDER)).to.throw(fault);
    const rejected = await client.place(ORDER).catch((error: unknown) => error);
    expect(rejected).to.equal(fault);
    expect(client.seen).to.have.length(5);
    restore();
    const labels = 'exchange="house",symbol="BTC-USDT",side="buy",type="limit"';
    expect(await count('orders_total', labels)).to.equal(5);
    expect(await count('orders_failed_total', labels)).to.equal(2);
  });

  it('counts an order once that passes through several methods, and side by side each', async () => {
    const { options, count } = bench();
    const client = new Client();
    const restore = instrumentExchangeClient(client, options);
    await client.placeTwice(ORDER);
    expect(await count('orders_total')).to.equal(1);
    await Promise.all([client.place(ORDER), client.placeTwice(ORDER), client.field(ORDER)]);
    expect(await count('orders_total')).to.equal(4);
    restore();
  });

  it('counts once where it is done twice, on the object or on its class', async () => {
    const { options, count } = bench();
    const client = new Client();
    const { field: _field, ...methods } = options.methods;
    const restores = [
      instrumentExchangeClient(Client.prototype, { ...options, methods }),
      instrumentExchangeClient(client, options),
      instrumentExchangeClient(client, options),
    ];
    await client.place(ORDER);
    await client.field(ORDER);
    await new Client().place(ORDER);
    expect(await count('orders_total')).to.equal(3);
    for (const restore of restores) restore();
    await client.place(ORDER);
    expect(await count('orders_total')).to.equal(3);
  });

  it('puts every method back, and what somebody has kept of it does nothing more', async () => {
    const { options, count } = bench();
    const client = new Client();
    const names = Object.keys(client);
    const { field, place } = client;
    const restore = instrumentExchangeClient(client, options);
    expect(client.place).to.include({ name: 'place', length: 1 });
    expect(Object.keys(client)).to.deep.equal(names);
    const kept = client.place;
    restore();
    restore();
    expect([client.field, client.place]).to.deep.equal([field, place]);
    expect(Object.hasOwn(client, 'place')).to.equal(false);
    await kept.call(client, ORDER);
    expect(await count('orders_total')).to.equal(0);
    const again = instrumentExchangeClient(client, options);
    await client.place(ORDER);
    expect(await count('orders_total')).to.equal(1);
    again();
  });

  it('classes what is thrown by code, name, status and transport, in the usual places', async () => {
    const { options, count } = bench();
    const client = new Client();
    const restore = instrumentExchangeClient(client, {
      ...options,
      errors: {
        codes: { NO_MONEY: 'insufficient_funds', 77: 'invalid_symbol' },
        names: { MarketClosed: 'rejected' },
        statuses: { 400: 'order_not_found' },
      },
    });
    const thrown: [fault: unknown, errorType: string][] = [
      [Object.assign(new Error(), { code: 'NO_MONEY' }), 'insufficient_funds'],
      [
        Object.assign(new Error(), { code: 'ERR_BAD_REQUEST', response: { data: { code: 77 } } }),
        'invalid_symbol',
      ],
      [Object.assign(new Error(), { body: { code: 77 } }), 'invalid_symbol'],
      [Object.assign(new Error(), { name: 'MarketClosed', status: 500 }), 'rejected'],
      [{ status: 400 }, 'order_not_found'],
      [{ statusCode: 429 }, 'rate_limit'],
      [{ response: { status: 401 } }, 'auth'],
      [{ response: { status: 503 } }, 'exchange_unavailable'],
      [Object.assign(new Error(), { code: 'ETIMEDOUT' }), 'timeout'],
      [
        Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } }),
        'network',
      ],
      ['a bare string', 'unknown'],
      [undefined, 'unknown'],
      [new Error('insufficient balance'), 'unknown'],
    ];
    const expected = new Map<string, number>();
    for (const [fault, errorType] of thrown) {
      outcome = () => {
        throw fault;
      };
      const got = await client.place(ORDER).then(
        () => 'no error',
        (error: unknown) => error,
      );
      expect(got).to.equal(fault);
      expected.set(errorType, (expected.get(errorType) ?? 0) + 1);
      const labels = `operation="create",error_type="${errorType}"`;
      expect(await count('order_errors_total', labels), errorType).to.equal(
        expected.get(errorType),
      );
    }
    restore();
  });

  it('takes from an answer that resolved how each order of a batch ended', async () => {
    const { options, count } = bench();
    const client = new Client();
    const restore = instrumentExchangeClient(client, {
      ...options,
      errors: { codes: { 5: 'insufficient_funds' } },
      methods: {
        placeAll: {
          operation: 'create',
          orders: (orders) => orders,
          failures: (answer) => answer as never,
        },
        place: {
          operation: 'create',
          orders: (order) => order,
          failures: (answer) => (answer.ok ? undefined : 'rejected'),
        },
      },
    });
    const symbols = ['A-B', 'C-D', 'E-F', 'G-H'];
    outcome = () => [null, { code: 5 }, 'rate_limit', { status: 404 }];
    await client.placeAll(symbols.map((symbol) => ({ ...ORDER, symbol })));
    expect(await count('orders_total')).to.equal(4);
    const failed = symbols.map((symbol) => count('orders_failed_total', `symbol="${symbol}"`));
    expect(await Promise.all(failed)).to.deep.equal([0, 1, 1, 1]);
    for (const errorType of ['insufficient_funds', 'rate_limit', 'order_not_found']) {
      expect(await count('order_errors_total', `error_type="${errorType}"`)).to.equal(1);
    }
    outcome = () => ({ ok: false });
    await client.place(ORDER);
    expect(await count('order_errors_total', 'error_type="rejected"')).to.equal(1);
    restore();
  });

  it('counts an order whose reader fails, or that nobody reads, as unknown', async () => {
    const { lines, stop } = listenToDiag();
    const { options, count } = bench();
    const client = new Client();
    const fault = (): never => {
      throw new Error('a reader’s own');
    };
    const restore = instrumentExchangeClient(client, {
      ...options,
      errors: { facts: fault },
      methods: {
        place: { operation: 'create', orders: fault, failures: fault, fills: fault },
        placeNow: { operation: 'create', isDryRun: fault },
        cancel: { operation: 'cancel', isDryRun: fault },
        field: { fills: fault, positions: fault, serverTime: fault },
      },
    });
    expect(await client.place(ORDER)).to.deep.equal({ ok: true });
    client.placeNow(ORDER);
    await client.cancel(1);
    await client.field(ORDER);
    outcome = fault;
    await client.place(ORDER).catch(() => {});
    restore();
    stop();
    expect(await count('orders_total', 'symbol="unknown",side="unknown"')).to.equal(3);
    expect(await count('orders_failed_total')).to.equal(1);
    expect(lines.join('\n')).not.to.contain('a reader’s own');
    expect(lines.length).to.be.above(0);
  });

  it('says which methods it cannot wrap, and wraps the others', async () => {
    const { lines, stop } = listenToDiag();
    const { options, count } = bench();
    const client = Object.assign(new Client(), { price: 5 });
    const methods = { ...options.methods, plaec: { operation: 'cancel' }, price: {} };
    const restore = instrumentExchangeClient(client, { ...options, methods } as typeof options);
    await client.place(ORDER);
    restore();
    instrumentExchangeClient(Object.freeze(new Client()), {
      ...options,
      methods: { cancel: { operation: 'cancel' } },
    })();
    instrumentExchangeClient(null as never, options)();
    instrumentExchangeClient(client, null as never)();
    stop();
    expect(await count('orders_total')).to.equal(1);
    for (const name of ['plaec', 'price', 'cancel']) {
      expect(
        lines.filter((line) => line.includes(` ${name} is not wrapped`)),
        name,
      ).to.have.length(1);
    }
  });

  it('wraps the others where a method is left open or is nonsense', async () => {
    const { lines, stop } = listenToDiag();
    const { options, count } = bench();
    const client = new Client();
    const methods = {
      placeNow: undefined,
      field: 'create',
      cancel: null,
      place: options.methods.place,
    };
    const restore = instrumentExchangeClient(client, { ...options, methods } as never);
    await client.place(ORDER);
    restore();
    stop();
    expect(await count('orders_total')).to.equal(1);
    expect(lines.length).to.be.above(0);
  });

  it('counts orders that are placed later by what a method has left behind', async () => {
    const { options, count } = bench();
    const client = new (class extends Client {
      ticks = new EventEmitter();
      #timer: NodeJS.Timeout | undefined;

      async connect(): Promise<void> {
        this.#timer ??= setInterval(() => this.ticks.emit('tick'), 1);
      }

      override async place(order: Order): Promise<Answer> {
        await this.connect();
        return super.place(order);
      }

      close(): void {
        clearInterval(this.#timer);
      }
    })();
    const restore = instrumentExchangeClient(client, {
      ...options,
      methods: { place: options.methods.place, connect: {} },
    });
    await client.place(ORDER);
    await once(client.ticks, 'tick');
    const answered = new Promise((resolve) => {
      client.ticks.once('tick', () => resolve(client.place(ORDER)));
    });
    await answered;
    client.close();
    expect(await count('orders_total')).to.equal(2);
    restore();
  });

  it('measures failures of clients whose requests nobody sees, where it is told so', async () => {
    for (const [sendsHttp, measured] of [
      [true, 0],
      [false, 1],
    ] as const) {
      const { options, count } = bench();
      const client = new Client();
      const restore = instrumentExchangeClient(client, { ...options, sendsHttp });
      outcome = () => {
        throw Object.assign(new Error(), { status: 422 });
      };
      await client.place(ORDER).catch(() => {});
      expect(await count('order_execution_time_seconds_count')).to.equal(measured);
      restore();
    }
  });

  it('is checked by the compiler: names, arguments and answers are those of the client', () => {
    const { options } = bench();
    type Methods = ExchangeClientOptions<Client>['methods'];
    const check = (methods: Methods): unknown => ({ ...options, methods });
    // @ts-expect-error there is no such method
    check({ plaec: { operation: 'cancel' } });
    // @ts-expect-error `seen` is no method
    check({ seen: { operation: 'cancel' } });
    // @ts-expect-error the method takes a number
    check({ cancel: { operation: 'cancel', orders: (id: string) => ({ symbol: id }) } });
    // @ts-expect-error the answer has no such field
    check({ place: { operation: 'create', failures: ({ nope }) => nope } });
    // @ts-expect-error there is no such operation
    check({ place: { operation: 'place' } });
    check({ place: { operation: 'create', failures: ({ ok }) => (ok ? null : 'rejected') } });
  });
});
