import { expect } from 'chai';
import { ccxtOptions } from '../../../examples/paper-exchange/ccxt-options.js';
import type { Fault } from '../../../examples/paper-exchange/faults.js';
import { diagLines } from '../../support/diag-lines.js';
import { pick } from '../../support/series.js';
import type { Bench } from './support.js';
import { added, setUp, sumOf } from './support.js';

const SPOT = 'BTC/USDT';
const SWAP = 'BTC/USDT:USDT';
const CANARY = 'canary-3f9c1e';

describe('ccxt failures', () => {
  let bench: Bench;

  before(async () => {
    bench = await setUp();
    bench.exchange.prices.set('BTCUSDT', '60000');
  });

  afterEach(() => bench.exchange.faults.clear());
  after(() => bench.close());

  const buy = (): Promise<unknown> => bench.usdm.createOrder(SWAP, 'market', 'buy', 0.01);

  /** Runs a failing order and gives the class it was counted as, and what was counted. */
  async function failed(action: () => Promise<unknown>) {
    const before = pick(await bench.read(), 'genesis_order_errors_total');
    let error: unknown;
    const counted = await added(bench, () =>
      action().catch((reason: unknown) => {
        error = reason;
      }),
    );
    const after = pick(await bench.read(), 'genesis_order_errors_total');
    const rise = Object.keys(after).filter((key) => after[key] !== (before[key] ?? 0));
    const classes = rise.map((key) => /error_type="(\w+)"/.exec(key)?.[1]);
    return { error, classes, ...counted };
  }

  const faults: [errorType: string, outcome: string, fault: Fault][] = [
    [
      'insufficient_funds',
      'failure',
      { kind: 'reject', code: -2019, msg: 'Margin is insufficient.' },
    ],
    ['clock_skew', 'failure', { kind: 'clock-skew', ms: 600_000 }],
    ['rate_limit', 'failure', { kind: 'rate-limit' }],
    ['rate_limit', 'failure', { kind: 'ban' }],
    ['exchange_unavailable', 'failure', { kind: 'error', status: 503 }],
    ['exchange_unavailable', 'failure', { kind: 'error' }],
    ['network', 'unknown', { kind: 'truncate' }],
  ];
  for (const [errorType, outcome, fault] of faults) {
    it(`${fault.kind} is ${errorType}, and its latency is one of outcome ${outcome}`, async () => {
      bench.exchange.faults.set(fault);
      const end = await failed(buy);
      expect(end).to.deep.include({ classes: [errorType], orders: 1, failed: 1, measured: 1 });
      const measured = sumOf(
        await bench.read(),
        'genesis_order_execution_time_seconds_count',
        outcome,
      );
      expect(measured).to.be.at.least(1);
    });
  }

  it('an exchange that never answers is a timeout: the outcome is unknown', async () => {
    const options = ccxtOptions(bench.usdm, { url: bench.exchange.url, venue: 'usdm' });
    const client = new bench.ccxt.pro.binanceusdm({ ...options, rateLimit: 1, timeout: 150 });
    await client.loadMarkets();
    bench.exchange.faults.set({ kind: 'hang' });
    const end = await failed(() => client.createOrder(SWAP, 'market', 'buy', 0.01));
    expect(end).to.deep.include({ classes: ['timeout'], orders: 1, failed: 1, measured: 1 });
    const status = 'genesis_connection_status{exchange="binanceusdm"}';
    expect((await bench.read()).get(status)).to.equal(0);
    bench.exchange.faults.clear();
    await client.fetchTime();
    expect((await bench.read()).get(status)).to.equal(1);
  });

  it('nobody listening is network', async () => {
    const { binanceusdm } = bench.ccxt.pro;
    const options = ccxtOptions(binanceusdm, { url: 'http://127.0.0.1:9', venue: 'usdm' });
    const client = new binanceusdm({ ...options, rateLimit: 1 });
    client.setMarkets(bench.usdm.markets as never);
    const end = await failed(() => client.createOrder(SWAP, 'market', 'buy', 0.01));

    expect(end.classes).to.deep.equal(['network']);
  });

  it('an order that never left is a failure and no latency', async () => {
    const local: [string, () => Promise<unknown>][] = [
      ['invalid_symbol', () => bench.spot.createOrder('NOPE/USDT', 'market', 'buy', 1)],
      ['invalid_order', () => bench.spot.createOrder(SPOT, 'limit', 'buy', 1)],
    ];
    for (const [errorType, place] of local) {
      const end = await failed(place);
      expect(end).to.deep.include({ classes: [errorType], orders: 1, failed: 1, measured: 0 });
    }
  });

  it('a failed cancellation is an error of its operation, and no failed order', async () => {
    const end = await failed(() => bench.spot.cancelOrder('123456', SPOT));
    expect(end).to.deep.include({
      classes: ['order_not_found'],
      orders: 0,
      failed: 0,
      measured: 0,
    });
    const errors = Object.keys(pick(await bench.read(), 'genesis_order_errors_total'));
    expect(errors.some((key) => key.includes('operation="cancel"'))).to.equal(true);
  });

  it('the bot gets the very error object that ccxt threw', async () => {
    class Throwing extends bench.ccxt.pro.binance {
      readonly thrown = Object.freeze(new bench.ccxt.InvalidOrder('mine'));
      override async createOrder(): Promise<never> {
        throw this.thrown;
      }
    }
    const client = new Throwing({ rateLimit: 1 });
    const end = await failed(() => client.createOrder());
    expect(end.error).to.equal(client.thrown);
    expect(end.classes).to.deep.equal(['invalid_order']);
  });

  it('a call that throws at once, and one that gives no promise, go through untouched', async () => {
    const error = new Error('at once');
    class Odd extends bench.ccxt.pro.binance {
      override createOrder(symbol: string): never {
        if (symbol === 'throw') throw error;
        return 'no promise' as never;
      }
    }
    const client = new Odd({ rateLimit: 1 });
    expect(() => client.createOrder('throw')).to.throw(error);
    expect(client.createOrder('return')).to.equal('no promise');
  });

  it('hostile arguments cost neither the call nor the process', async () => {
    const seen: unknown[][] = [];
    class Recording extends bench.ccxt.pro.binance {
      override async createOrder(...args: unknown[]): Promise<never> {
        seen.push(args);
        return this as never;
      }
    }
    const client = new Recording({ rateLimit: 1 });
    const trap = new Proxy(
      {},
      {
        get: () => {
          throw new Error(CANARY);
        },
      },
    );
    const args = [trap, Symbol('type'), 10n, Number.NaN, undefined, trap] as const;
    let result: unknown;
    const lines = await diagLines(async () => {
      result = await (client.createOrder as (...all: unknown[]) => unknown)(...args);
    });
    expect(result).to.equal(client);
    expect(seen[0]).to.have.lengthOf(6);
    expect(seen[0]?.[0]).to.equal(trap);
    expect(lines.join('\n')).not.to.contain(CANARY);
  });

  it('no key, secret, signature or id ever reaches a series or a line', async () => {
    const options = ccxtOptions(bench.spot, {
      url: bench.exchange.url,
      venue: 'spot',
      apiKey: `${CANARY}-key`,
      secret: `${CANARY}-secret`,
    });
    const client = new bench.ccxt.pro.binance({ ...options, rateLimit: 1, timeout: 150 });
    let text = '';
    const lines = await diagLines(async () => {
      await client.createOrder(SPOT, 'market', 'buy', 0.001, undefined, {
        newClientOrderId: `${CANARY}-id`,
      });
      for (const { 2: fault } of faults) {
        bench.exchange.faults.set(fault);
        await client.createOrder(SPOT, 'market', 'buy', 0.001).catch(() => undefined);
        bench.exchange.faults.clear();
      }
      await client.createOrder(`${CANARY} ${CANARY}`, 'market', 'buy', 1).catch(() => undefined);
      text = [...(await bench.read()).keys()].join('\n');
    });
    expect(text).to.contain('genesis_orders_total');
    expect(`${text}\n${lines.join('\n')}`).not.to.contain(CANARY);
    expect(text).not.to.match(/signature|listenKey|127\.0\.0\.1/i);
    await client.close();
  });
});
