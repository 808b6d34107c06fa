import { expect } from 'chai';
import { ccxtOptions } from '../../../examples/paper-exchange/ccxt-options.js';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { failure, quietExchange, until } from '../../examples/paper-exchange/support.js';
import { pick } from '../../support/series.js';
import type { Bench } from './support.js';
import { setUp, sumOf } from './support.js';

const SWAP = 'BTC/USDT:USDT';

/** Moves the price until a watch has given something. */
async function oneTrade(bench: Bench, exchange = bench.exchange): Promise<void> {
  let price = 60_000;
  const timer = setInterval(() => exchange.prices.set('BTCUSDT', ++price), 3);
  try {
    await bench.spot.watchTrades('BTC/USDT');
  } finally {
    clearInterval(timer);
  }
}

async function status(bench: Bench): Promise<number | undefined> {
  return (await bench.read()).get('genesis_connection_status{exchange="binance"}');
}

/** A watch loop as every bot has one; ends with its client. */
async function loop(watch: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await watch();
    } catch {
      return;
    }
  }
}

describe('ccxt fills, positions and P&L', () => {
  let bench: Bench;

  beforeEach(async () => {
    bench = await setUp();
    bench.exchange.prices.set('BTCUSDT', '60000');
  });

  afterEach(() => bench.close());

  const money = async (): Promise<(number | undefined)[]> => {
    const series = await bench.read();
    return ['realized_pnl', 'unrealized_pnl', 'pnl'].map((part) =>
      series.get(`genesis_${part}_dollars`),
    );
  };

  async function fillsSeen(count: number): Promise<void> {
    await until(
      () => (bench.usdm.myTrades as unknown[] | undefined)?.length === count,
      `${count} fills`,
    );
  }

  it('follow the private stream: a long position, half of it sold higher', async () => {
    const { exchange, usdm, read } = bench;
    void loop(() => usdm.watchMyTrades());
    void loop(() => usdm.watchPositions());
    await until(() => exchange.journal.of('connection').length > 0, 'the private stream');
    await usdm.createOrder(SWAP, 'market', 'buy', 2);
    await fillsSeen(1);
    exchange.prices.set('BTCUSDT', '61000');
    await usdm.fetchPositions();
    // 2 BTC bought at 60,000 and worth 61,000.
    expect(await money()).to.deep.equal([0, 2_000, 2_000]);
    await usdm.createOrder(SWAP, 'market', 'sell', 1);
    await fillsSeen(2);
    // 1 BTC sold with 1,000 gained, the other still 1,000 up; told by the stream alone.
    await until(() => usdm.positions !== undefined, 'the positions');
    await usdm.fetchPositions();
    expect(await money()).to.deep.equal([1_000, 1_000, 2_000]);
    expect((await read()).get('genesis_position_count{exchange="binanceusdm"}')).to.equal(1);
    await usdm.createOrder(SWAP, 'market', 'sell', 1);
    await fillsSeen(3);
    await usdm.fetchPositions();
    expect(await money()).to.deep.equal([2_000, 0, 2_000]);
    const series = await read();
    expect(series.get('genesis_position_count{exchange="binanceusdm"}')).to.equal(0);
    expect(sumOf(series, 'genesis_trades_total')).to.equal(exchange.journal.fills.length);
  });

  it('count a fill once that an answer, the stream and the history all tell', async () => {
    const { exchange, spot, read } = bench;
    void loop(() => spot.watchMyTrades());
    await until(() => exchange.journal.of('connection').length > 0, 'the private stream');
    await spot.createOrder('BTC/USDT', 'market', 'buy', 0.01);
    await until(() => (spot.myTrades as unknown[] | undefined)?.length === 1, 'the fill');
    await spot.fetchMyTrades('BTC/USDT');
    const series = await read();
    expect(sumOf(series, 'genesis_trades_total')).to.equal(1);
    // Spot tells no P&L: the series is absent, not zero.
    expect(pick(series, 'genesis_pnl_dollars')).to.deep.equal({});
  });

  it('count one account once, however many clients trade on it', async () => {
    const { exchange, usdm } = bench;
    await usdm.createOrder(SWAP, 'market', 'buy', 1);
    exchange.prices.set('BTCUSDT', '60500');
    const second = new bench.ccxt.pro.binanceusdm({
      apiKey: usdm.apiKey,
      secret: usdm.secret,
      urls: { api: usdm.urls['api'] },
      options: { ...usdm.options },
      rateLimit: 1,
    } as object);
    await Promise.all([usdm.fetchPositions(), second.fetchPositions()]);
    expect((await money())[1]).to.equal(500);
    await second.close();
  });
});

describe('ccxt streams', () => {
  let bench: Bench;

  beforeEach(async () => {
    bench = await setUp();
    bench.exchange.prices.set('BTCUSDT', '60000');
  });

  afterEach(() => bench.close());

  it('measure the age of messages by channel', async () => {
    await oneTrade(bench);
    const series = await bench.read();
    const count = 'genesis_websocket_latency_ms_count{exchange="binance",channel="trades"}';
    expect(series.get(count)).to.be.at.least(1);
    const sum = series.get(count.replace('_count', '_sum')) ?? Number.NaN;
    expect(sum).to.be.at.least(0);
  });

  it('go down with a dropped socket, up with its successor, and down when closed', async () => {
    await oneTrade(bench);
    expect(await status(bench)).to.equal(1);
    const waiting = bench.spot.watchTrades('BTC/USDT').catch((error: Error) => error.name);
    bench.exchange.dropSockets();
    expect(await waiting).to.equal('NetworkError');
    expect(await status(bench)).to.equal(0);
    await oneTrade(bench);
    expect(await status(bench)).to.equal(1);
    await bench.spot.close();
    expect(await status(bench)).to.equal(0);
  });
});

describe('ccxt connections after a failure', () => {
  let bench: Bench;
  let successor: PaperExchange | undefined;

  beforeEach(async () => {
    bench = await setUp();
    bench.exchange.prices.set('BTCUSDT', '60000');
  });

  afterEach(async () => {
    await bench.close();
    await successor?.close();
  });

  it('are back after dials that found nobody', async () => {
    await oneTrade(bench);
    const waiting = failure(bench.spot.watchTrades('BTC/USDT'));
    const { port } = bench.exchange;
    await bench.exchange.close();
    await waiting;
    // Each further one would only wait longer: ccxt backs off.
    expect(await failure(bench.spot.watchTrades('BTC/USDT'))).to.equal('NetworkError');
    expect(await status(bench)).to.equal(0);
    successor = await quietExchange({ port });
    await oneTrade(bench, successor);
    expect(await status(bench)).to.equal(1);
  });

  it('do not miss a stream that nobody waits for any more', async () => {
    await bench.spot.createOrderWs('BTC/USDT', 'market', 'buy', 0.01);
    await oneTrade(bench);
    bench.exchange.dropSockets();
    await until(() => Object.keys(bench.spot.clients).length === 0, 'the end of the sockets');
    await oneTrade(bench);
    expect(await status(bench)).to.equal(1);
  });
});

describe('ccxt rate limits and throttle', () => {
  let bench: Bench;

  beforeEach(async () => {
    bench = await setUp();
    bench.exchange.prices.set('BTCUSDT', '60000');
  });

  afterEach(() => bench.close());

  it('show the use that the exchange itself tells', async () => {
    for (let index = 0; index < 3; index += 1) {
      await bench.spot.createOrder('BTC/USDT', 'market', 'buy', 0.001);
    }
    const sent = bench.exchange.journal.of('request').at(-1)?.headers as Record<string, unknown>;
    const told = (header: string): number => Number(sent[header]);
    const series = await bench.read();
    const ratio = (limit: string): number | undefined =>
      series.get(`genesis_rate_limit_usage_ratio{exchange="binance",limit_type="${limit}"}`);
    const limits = bench.exchange.limits.spot;
    expect(limits).to.be.an('object');
    expect(told('x-mbx-order-count-10s')).to.be.at.least(1);
    expect(ratio('orders_10s')).to.be.oneOf([told('x-mbx-order-count-10s') / 100, 0]);
    expect(ratio('weight_1m')).to.be.oneOf([told('x-mbx-used-weight-1m') / 6_000, 0]);
  });

  it('keep the wait of the client out of the execution time', async () => {
    const options = ccxtOptions(bench.spot, { url: bench.exchange.url, venue: 'spot' });
    // An order costs 0.2 units: 40 ms of this client's budget.
    const client = new bench.ccxt.pro.binance({ ...options, rateLimit: 200 });
    await client.loadMarkets();
    const startedAt = performance.now();
    await Promise.all([1, 2, 3].map(() => client.createOrder('BTC/USDT', 'market', 'buy', 0.001)));
    const elapsed = (performance.now() - startedAt) / 1000;
    const series = await bench.read();
    const waited = sumOf(series, 'genesis_order_throttle_wait_seconds_sum');
    const executed = sumOf(series, 'genesis_order_execution_time_seconds_sum');
    expect(sumOf(series, 'genesis_order_throttle_wait_seconds_count')).to.equal(3);
    expect(waited).to.be.greaterThan(0);
    // Three orders side by side: no time is told twice.
    expect(waited + executed).to.be.at.most(3 * elapsed);
  });

  it('keep dial and wait of an order over a socket out of its execution time', async () => {
    const options = ccxtOptions(bench.spot, { url: bench.exchange.url, venue: 'spot' });
    // An order costs a unit of the socket's budget.
    const client = new bench.ccxt.pro.binance({ ...options, rateLimit: 300 });
    await client.loadMarkets();
    const place = () => client.createOrderWs('BTC/USDT', 'market', 'buy', 0.001);
    const ends: number[] = [];
    const startedAt = performance.now();
    const placed = [1, 2, 3].map(() =>
      place().then(() => ends.push(performance.now() - startedAt)),
    );
    await Promise.all(placed);
    await client.close();
    const series = await bench.read();
    const waited = sumOf(series, 'genesis_order_throttle_wait_seconds_sum');
    const executed = sumOf(series, 'genesis_order_execution_time_seconds_sum');
    // The second waits for one interval of the limiter, the third for two.
    expect(waited).to.be.at.least(0.8);
    expect(waited + executed).to.be.at.most(ends.reduce((sum, end) => sum + end, 0) / 1000);
    expect(
      bench.exchange.journal.orders.filter(({ transport }) => transport === 'ws'),
    ).to.have.length(3);
  });
});
