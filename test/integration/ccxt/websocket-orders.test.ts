import { expect } from 'chai';
import { ccxtOptions } from '../../../examples/paper-exchange/ccxt-options.js';
import { idOf } from '../../examples/paper-exchange/support.js';
import { pick } from '../../support/series.js';
import type { Bench } from './support.js';
import { added, setUp, sumOf } from './support.js';
import { urlsAt } from './words-server.js';

const ONE = { orders: 1, failed: 0, measured: 1 };
const NONE = { orders: 0, failed: 0, measured: 0 };

describe('ccxt orders over WebSocket', () => {
  let bench: Bench;

  before(async () => {
    bench = await setUp();
    bench.exchange.prices.set('BTCUSDT', '60000');
  });
  after(() => bench.close());

  for (const [venue, symbol] of [
    ['spot', 'BTC/USDT'],
    ['usdm', 'BTC/USDT:USDT'],
  ] as const) {
    describe(venue, () => {
      const overSockets = (): number =>
        bench.exchange.journal.orders.filter(
          (order) => order.transport === 'ws' && order.venue === venue,
        ).length;

      it('count once, and have a latency', async () => {
        const before = overSockets();
        const place = () => bench[venue].createOrderWs(symbol, 'market', 'buy', 0.01);
        expect(await added(bench, place)).to.deep.equal(ONE);
        expect(overSockets() - before).to.equal(1);
      });

      it('are edited and cancelled', async () => {
        const order = await bench[venue].createOrderWs(symbol, 'limit', 'buy', 0.01, 50_000);
        const edit = () =>
          bench[venue].editOrderWs(idOf(order), symbol, 'limit', 'buy', 0.01, 51_000);
        expect(await added(bench, edit)).to.deep.equal(ONE);
        const again = await bench[venue].createOrderWs(symbol, 'limit', 'buy', 0.01, 50_000);
        const cancel = () => bench[venue].cancelOrderWs(idOf(again), symbol);
        expect(await added(bench, cancel)).to.deep.equal(NONE);
      });

      it('that are refused fail with their class', async () => {
        const place = () =>
          bench[venue]
            .createOrderWs(symbol, 'market', 'buy', 900)
            .catch((error: Error) => error.name);
        expect(await added(bench, place)).to.deep.equal({ orders: 1, failed: 1, measured: 1 });
        expect(bench.exchange.journal.orders.at(-1)).to.include({ outcome: 'refused' });
        const label = `exchange="${bench[venue].id}",operation="create",error_type="insufficient_funds"`;
        const errors = await bench.read();
        expect(sumOf(errors, 'genesis_order_errors_total', label)).to.equal(1);
      });
    });
  }
});

describe('ccxt orders on a sandbox', () => {
  const test = { test: true };
  let bench: Bench;

  before(async () => {
    bench = await setUp();
    bench.exchange.prices.set('BTCUSDT', '60000');
  });
  after(() => bench.close());

  it('count as any other: they are real orders there', async () => {
    const { binance } = bench.ccxt.pro;
    const options = ccxtOptions(binance, { url: bench.exchange.url, venue: 'spot' });
    const urls = { ...options.urls, test: urlsAt(bench.exchange.url, new binance().urls['test']) };
    const client = new binance({ ...options, urls, rateLimit: 1 } as object);
    client.setSandboxMode(true);
    await client.loadMarkets();
    const before = bench.exchange.journal.orders.length;
    const place = () => client.createOrder('BTC/USDT', 'market', 'buy', 0.01);
    expect(await added(bench, place)).to.deep.equal(ONE);
    expect(bench.exchange.journal.orders.length - before).to.equal(1);
  });

  it('that are only tested do not count, over whatever transport', async () => {
    const fills = bench.exchange.journal.fills.length;
    const dry: (() => Promise<unknown>)[] = [
      () => bench.spot.createOrder('BTC/USDT', 'market', 'buy', 0.01, undefined, test),
      () => bench.spot.createOrderWs('BTC/USDT', 'market', 'buy', 0.01, undefined, test),
      // What fails as a test is no failed order.
      () =>
        bench.spot
          .createOrder('BTC/USDT', 'limit', 'buy', undefined as never, 1, test)
          .catch(() => undefined),
    ];
    for (const order of dry) expect(await added(bench, order)).to.deep.equal(NONE);
    const tests = bench.exchange.journal.orders.filter(({ operation }) => operation === 'test');
    expect(tests.length).to.be.at.least(2);
    expect(bench.exchange.journal.fills).to.have.lengthOf(fills);
    expect(pick(await bench.read(), 'genesis_order_errors_total')).to.deep.equal({});
  });

  it('count where ccxt drops the word and places the order', async () => {
    const fills = bench.exchange.journal.fills.length;
    const place = () =>
      bench.usdm.createOrder('BTC/USDT:USDT', 'market', 'buy', 0.01, undefined, test);
    expect(await added(bench, place)).to.deep.equal(ONE);
    expect(bench.exchange.journal.fills).to.have.lengthOf(fills + 1);
  });

  it('count where the word means nothing to the exchange', async () => {
    const gate = bench.ccxt.pro['gate' as 'binance'];
    const client = new gate({ rateLimit: 1 });
    const place = () =>
      client.createOrder('NOPE/USDT', 'limit', 'buy', 1, 1, { test: true }).catch(() => undefined);
    client.setMarkets([]);
    expect(await added(bench, place)).to.deep.equal({ orders: 1, failed: 1, measured: 0 });
  });
});
