import { Agent } from 'node:http';
import { expect } from 'chai';
import { ccxtOptions } from '../../../examples/paper-exchange/ccxt-options.js';
import type { Bench } from './support.js';
import { setUp, sumOf } from './support.js';
import { urlsAt } from './words-server.js';

const AHEAD_MS = 30_000;

/** What the tests call of a stream client; ccxt's classes differ in their types. */
interface Streaming {
  readonly urls: Record<string, unknown>;
  loadMarkets(): Promise<unknown>;
  watchTrades(symbol: string): Promise<unknown>;
  close(): Promise<unknown>;
}
type StreamingClass = new (options?: object) => Streaming;

describe('ccxt clocks', () => {
  let bench: Bench;

  beforeEach(async () => {
    bench = await setUp();
    bench.exchange.prices.set('BTCUSDT', '60000');
  });
  afterEach(() => bench.close());

  /** Moves the price until a watch has given something, so often. */
  async function watchTrades(client: Streaming, times = 1): Promise<void> {
    let price = 60_000;
    const timer = setInterval(() => bench.exchange.prices.set('BTCUSDT', ++price), 3);
    try {
      for (let left = times; left > 0; left -= 1) await client.watchTrades('BTC/USDT');
    } finally {
      clearInterval(timer);
    }
  }

  const read = async (name: string): Promise<number> => sumOf(await bench.read(), name);

  it('are compared when the bot asks for the time, and messages are told by the exchange’s', async () => {
    bench.exchange.faults.set({ kind: 'clock-skew', ms: AHEAD_MS });
    await watchTrades(bench.spot);
    // Nobody has asked yet: the messages come from the future.
    const clamped = await read('genesis_websocket_latency_clamped_total');
    expect(clamped).to.be.at.least(1);
    await bench.spot.fetchTime();
    const offset = await read('genesis_clock_offset_seconds');
    // Wrong by at most half the round trip, which on loopback is not seconds.
    expect(offset * 1000).to.be.closeTo(AHEAD_MS, 5_000);
    const before = [
      await read('genesis_websocket_latency_ms_count'),
      await read('genesis_websocket_latency_ms_sum'),
    ] as const;
    await watchTrades(bench.spot, 3);
    const count = (await read('genesis_websocket_latency_ms_count')) - before[0];
    const sum = (await read('genesis_websocket_latency_ms_sum')) - before[1];
    expect(count).to.be.at.least(3);
    expect(sum / count).to.be.within(0, 5_000);
  });

  it('of a client that waits for its own limiter are not off by the wait', async () => {
    const { binance } = bench.ccxt.pro;
    const slow = new binance({
      ...{ urls: { api: bench.spot.urls['api'] }, httpAgent: new Agent(), rateLimit: 400 },
      options: { ...bench.spot.options },
    } as object);
    // The second waits for the budget that the first has spent.
    await Promise.all([slow.fetchTime(), slow.fetchTime()]);
    expect(Math.abs(await read('genesis_clock_offset_seconds'))).to.be.lessThan(0.15);
    await slow.close();
  });

  function optionsOf(Class: StreamingClass, name: string): object {
    const { url } = bench.exchange;
    if (name === 'binance') return ccxtOptions(bench.spot, { url, venue: 'spot' });
    const api = urlsAt(url, new Class().urls['api']);
    const options = { fetchMarkets: { types: ['spot'] } };
    return { apiKey: 'key', secret: 'secret', httpAgent: new Agent(), urls: { api }, options };
  }

  const pinging: [name: string, what: string][] = [
    ['binance', 'pings of the protocol'],
    ['okx', 'pings in the exchange’s own words'],
    ['bybit', 'pings as JSON'],
  ];
  for (const [name, what] of pinging) {
    it(`time the ${what}: ${name}`, async () => {
      const Class = (bench.ccxt.pro as unknown as Record<string, StreamingClass>)[name];
      if (Class === undefined) throw new Error(`ccxt has no ${name}`);
      const client = new Class({
        ...optionsOf(Class, name),
        ...{
          has: { fetchCurrencies: false },
          rateLimit: 1,
          streaming: { keepAlive: 20, maxPingPongMisses: 500 },
        },
      });
      await client.loadMarkets();
      await watchTrades(client);
      const key = `genesis_websocket_ping_seconds_count{exchange="${name}"}`;
      let pongs = 0;
      for (let asked = 0; pongs === 0 && asked < 500; asked += 1) {
        await watchTrades(client);
        pongs = (await bench.read()).get(key) ?? 0;
      }
      expect(pongs).to.be.at.least(1);
      expect(sumOf(await bench.read(), 'genesis_websocket_latency_ms_count', name)).to.be.at.least(
        1,
      );
      await client.close();
    });
  }

  it('say when a bot closes its client: the status goes to 0 and is missed by nobody', async () => {
    await watchTrades(bench.spot);
    const waiting = bench.spot.watchTrades('BTC/USDT').catch((error: Error) => error.name);
    await bench.spot.close();
    expect(await waiting).to.equal('ExchangeClosedByUser');
    const status = (await bench.read()).get('genesis_connection_status{exchange="binance"}');
    expect(status).to.equal(0);
  });
});
