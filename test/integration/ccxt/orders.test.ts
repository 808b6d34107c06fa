import { expect } from 'chai';
import { ccxtOptions } from '../../../examples/paper-exchange/ccxt-options.js';
import { idOf } from '../../examples/paper-exchange/support.js';
import { pick } from '../../support/series.js';
import type { Bench } from './support.js';
import { added, setUp, sumOf } from './support.js';

const SPOT = 'BTC/USDT';
const SWAP = 'BTC/USDT:USDT';
const ONE = { orders: 1, failed: 0, measured: 1 };

describe('ccxt orders: one logical order is one count', () => {
  let bench: Bench;

  before(async () => {
    bench = await setUp();
    bench.exchange.prices.set('BTCUSDT', '60000');
  });

  after(() => bench.close());

  const single: [string, () => Promise<unknown>][] = [
    ['createOrder', () => bench.spot.createOrder(SPOT, 'market', 'buy', 0.01)],
    [
      'create_order, the alias',
      () => (bench.spot as never as Aliases).create_order(SPOT, 'market', 'sell', 0.01),
    ],
    ['createMarketBuyOrder', () => bench.spot.createMarketBuyOrder(SPOT, 0.01)],
    ['createLimitSellOrder', () => bench.spot.createLimitSellOrder(SPOT, 0.01, 70_000)],
    ['createMarketOrderWithCost', () => bench.spot.createMarketOrderWithCost(SPOT, 'buy', 100)],
    ['createOrderWs', () => bench.spot.createOrderWs(SPOT, 'market', 'buy', 0.01)],
    ['createReduceOnlyOrder on swaps', () => reduceOnly()],
  ];

  interface Aliases {
    create_order(symbol: string, type: string, side: string, amount: number): Promise<unknown>;
  }

  async function reduceOnly(): Promise<unknown> {
    return bench.usdm.createOrder(SWAP, 'market', 'buy', 0.01);
  }

  for (const [name, place] of single) {
    it(`${name} counts once`, async () => {
      expect(await added(bench, place)).to.deep.equal(ONE);
    });
  }

  it('an edit counts once, whether it is one request or a cancel and a create', async () => {
    const spot = await bench.spot.createLimitBuyOrder(SPOT, 0.01, 50_000);
    expect(
      await added(bench, () =>
        bench.spot.editOrder(idOf(spot), SPOT, 'limit', 'buy', 0.01, 51_000),
      ),
    ).to.deep.equal(ONE);
    const swap = await bench.usdm.createLimitBuyOrder(SWAP, 0.01, 50_000);
    // The base class' fallback: cancelOrder, then createOrder.
    const fallback = bench.ccxt.Exchange.prototype.editOrder;
    expect(
      await added(bench, () =>
        Reflect.apply(fallback, bench.usdm, [idOf(swap), SWAP, 'limit', 'buy', 0.01, 51_000]),
      ),
    ).to.deep.equal(ONE);
  });

  it('a cancellation is no order and no latency', async () => {
    const orders = [
      await bench.spot.createLimitBuyOrder(SPOT, 0.01, 50_000),
      await bench.spot.createLimitBuyOrder(SPOT, 0.01, 50_000),
    ];
    const none = { orders: 0, failed: 0, measured: 0 };
    expect(
      await added(bench, () => bench.spot.cancelOrder(idOf(orders[0] ?? {}), SPOT)),
    ).to.deep.equal(none);
    expect(await added(bench, () => bench.spot.cancelAllOrders(SPOT))).to.deep.equal(none);
  });

  it('a batch counts its items, and a rejected item fails with its own symbol', async () => {
    const batch = [
      { symbol: SWAP, type: 'market', side: 'buy', amount: 0.01 },
      { symbol: 'ETH/USDT:USDT', type: 'limit', side: 'sell', amount: 8_000, price: 900_000 },
    ];
    expect(await added(bench, () => bench.usdm.createOrders(batch as never))).to.deep.equal({
      orders: 2,
      failed: 1,
      measured: 2,
    });
    const series = await bench.read();
    expect(sumOf(series, 'genesis_orders_failed_total', 'ETH/USDT:USDT')).to.equal(1);
    const errors = pick(series, 'genesis_order_errors_total');
    expect(Object.keys(errors).join()).to.contain('error_type="rejected"');
  });

  it('a dry run is no order', async () => {
    const none = { orders: 0, failed: 0, measured: 0 };
    const dry = () =>
      bench.spot.createOrder(SPOT, 'market', 'buy', 0.01, undefined, { test: true });
    expect(await added(bench, dry)).to.deep.equal(none);
    expect(bench.exchange.journal.orders.at(-1)).to.include({ operation: 'test', outcome: 'ok' });
  });

  it('orders side by side are apart', async () => {
    const place = () =>
      Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          index % 2 === 0
            ? bench.spot.createOrder(SPOT, 'market', 'buy', 0.001)
            : bench.usdm.createOrder(SWAP, 'market', 'buy', 0.001),
        ),
      );
    expect(await added(bench, place)).to.deep.equal({ orders: 10, failed: 0, measured: 10 });
  });

  it('a subclass of the bot counts once, with super and without', async () => {
    const { binance } = bench.ccxt.pro;
    class Careful extends binance {
      override async createOrder(...args: Parameters<InstanceType<typeof binance>['createOrder']>) {
        return super.createOrder(...args);
      }
    }
    class Direct extends binance {
      override async createOrder(symbol: string) {
        const answer = await (this as unknown as Implicit).privatePostOrder({
          symbol: this.marketId(symbol),
          side: 'BUY',
          type: 'MARKET',
          quantity: '0.001',
        });
        return this.parseOrder(answer);
      }
    }
    interface Implicit {
      privatePostOrder(request: object): Promise<never>;
    }
    for (const BotExchange of [Careful, Direct]) {
      const options = ccxtOptions(binance, { url: bench.exchange.url, venue: 'spot' });
      const client = new BotExchange({ ...options, rateLimit: 1 });
      const place = () => client.createOrder(SPOT, 'market', 'buy', 0.001);
      await client.loadMarkets();
      expect(await added(bench, place), BotExchange.name).to.deep.equal(ONE);
    }
  });

  it('an exchange that takes one order as a batch counts once', async () => {
    class Batching extends bench.ccxt.pro.binanceusdm {
      override async createOrder(symbol: string, type: never, side: never, amount: number) {
        const [order] = await this.createOrders([{ symbol, type, side, amount }] as never);
        return order as never;
      }
    }
    const options = ccxtOptions(bench.usdm, { url: bench.exchange.url, venue: 'usdm' });
    const client = new Batching({ ...options, rateLimit: 1 });
    await client.loadMarkets();
    const place = () => client.createOrder(SWAP, 'market' as never, 'buy' as never, 0.001);
    expect(await added(bench, place)).to.deep.equal(ONE);
  });

  it('agrees with the log of the exchange', async () => {
    const series = await bench.read();
    const { orders } = bench.exchange.journal;
    const placed = orders.filter(
      ({ operation, outcome }) => operation === 'create' && outcome === 'ok',
    );
    const fills = bench.exchange.journal.fills.length;
    // The two edits reached the exchange as a replacement, and as a cancellation and a new order.
    expect(
      sumOf(series, 'genesis_orders_total') - sumOf(series, 'genesis_orders_failed_total'),
    ).to.equal(placed.length + orders.filter(({ operation }) => operation === 'edit').length);
    expect(sumOf(series, 'genesis_trades_total')).to.be.within(1, fills);
  });
});

describe('ccxt instrumentation', () => {
  it('is invisible, and removable', async () => {
    const ccxt = require('ccxt') as Bench['ccxt'];
    const { createOrder } = ccxt.binance.prototype;
    const { throttle } = ccxt.BaseExchange.prototype;
    const bench = await setUp();
    expect(ccxt.binance.prototype.createOrder).not.to.equal(createOrder);
    expect(ccxt.binance.prototype.createOrder).to.include({ name: 'createOrder', length: 4 });
    bench.exchange.prices.set('BTCUSDT', '60000');
    await bench.close();
    expect(ccxt.binance.prototype.createOrder).to.equal(createOrder);
    expect(ccxt.BaseExchange.prototype.throttle).to.equal(throttle);
  });

  it('counts nothing of a client that outlives it', async () => {
    const bench = await setUp();
    const { exchange, spot } = bench;
    exchange.prices.set('BTCUSDT', '60000');
    // A stream that is up already outlives it as well.
    const first = spot.watchTrades(SPOT);
    const timer = setInterval(() => exchange.prices.set('BTCUSDT', '60000'), 3);
    await first.finally(() => clearInterval(timer));
    bench.instrumentation.disable();
    const watching = spot.watchTrades(SPOT);
    const nothing = { orders: 0, failed: 0, measured: 0 };
    expect(await added(bench, () => spot.createOrder(SPOT, 'market', 'buy', 0.01))).to.deep.equal(
      nothing,
    );
    const messages = sumOf(await bench.read(), 'genesis_websocket_latency_ms_count');
    exchange.prices.set('BTCUSDT', '60001');
    await watching;
    expect(sumOf(await bench.read(), 'genesis_websocket_latency_ms_count')).to.equal(messages);
    await bench.close();
  });
});
