import { expect } from 'chai';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { total } from '../support/counts.js';
import { DrivenBot, eventually } from '../support/driven-bot.js';

const LATENCY = 'genesis_websocket_latency_ms';
const STATUS = 'genesis_connection_status{exchange="okx"}';
const SWAP = 'BTC-USDT-SWAP';
const LIMIT = {
  instId: SWAP,
  tdMode: 'cross',
  side: 'buy',
  ordType: 'limit',
  sz: '1',
  px: '50000',
};

/** Changes the price so many times: as many messages on every stream of the symbol. */
function trade(exchange: PaperExchange, times: number): void {
  for (let index = 1; index <= times; index += 1) exchange.prices.set('BTCUSDT', 60_000 + index);
}

describe('streams of okx-api', () => {
  let exchange: PaperExchange;
  let bot: DrivenBot;

  beforeEach(async () => {
    exchange = await quietExchange();
  });

  afterEach(async () => {
    await bot.end();
    await exchange.close();
  });

  const start = async (env: Record<string, string> = {}, file = 'okx-api/bot.cjs') => {
    bot = await DrivenBot.start(file, { url: exchange.url, env });
  };

  const subscribe = async (): Promise<void> => {
    await bot.call('publicStream', 'subscribe', { channel: 'trades', instId: 'BTC-USDT' });
    await bot.happened({ on: 'publicStream', name: 'response' });
  };

  for (const file of ['okx-api/bot.cjs', 'okx-api/bot.mjs']) {
    it(`tell the age of each message by channel, with ${file}`, async () => {
      await start({}, file);
      exchange.faults.set({ kind: 'clock-skew', ms: -2_000 });
      await subscribe();
      await bot.call('publicStream', 'subscribe', { channel: 'books5', instId: SWAP });
      // The book as it is comes first.
      await bot.happened({ on: 'publicStream', name: 'update' });
      trade(exchange, 7);
      await bot.happened({ on: 'publicStream', name: 'update', count: 15 });
      const series = await bot.series();
      for (const [channel, count] of [
        ['trades', 7],
        ['orderbook', 8],
      ] as const) {
        const labels = { exchange: 'okx', channel };
        expect(total(series, `${LATENCY}_count`, labels)).to.equal(count);
        expect(total(series, `${LATENCY}_sum`, labels) / count).to.be.within(2_000, 4_000);
      }
    });
  }

  it('tell the age of private messages too, and not that of what was before', async () => {
    await start();
    await bot.call('rest', 'submitOrder', { ...LIMIT, ordType: 'market' });
    await bot.call('userStream', 'subscribe', [
      { channel: 'orders', instType: 'ANY' },
      { channel: 'positions', instType: 'ANY' },
    ]);
    // The positions as they are come first.
    await bot.happened({ on: 'userStream', name: 'update' });
    await bot.call('rest', 'submitOrder', LIMIT);
    await bot.happened({ on: 'userStream', name: 'update', count: 2 });
    const series = await bot.series();
    const count = (channel: string) =>
      total(series, `${LATENCY}_count`, { exchange: 'okx', channel });
    expect(count('orders')).to.equal(1);
    expect(count('positions')).to.equal(0);
  });

  it('take out what the clock of the exchange is off, once the bot has asked for its time', async () => {
    await start();
    exchange.faults.set({ kind: 'clock-skew', ms: -2_000 });
    await bot.call('rest', 'getServerTime');
    await subscribe();
    trade(exchange, 5);
    await bot.happened({ on: 'publicStream', name: 'update', count: 5 });
    const series = await bot.series();
    const offset = series.get('genesis_clock_offset_seconds{exchange="okx"}');
    expect(offset).to.be.within(-2.5, -1.5);
    expect(total(series, `${LATENCY}_sum`, { exchange: 'okx' }) / 5).to.be.below(1_500);
  });

  it('are down when a socket is cut, until the client has dialled again', async () => {
    await start({ BOT_RECONNECT_TIMEOUT: '3000' });
    await subscribe();
    expect((await bot.series()).get(STATUS)).to.equal(1);
    expect(exchange.dropSockets()).to.equal(1);
    await eventually(bot, (series) => series.get(STATUS) === 0, 'the cut to be seen');
    await bot.happened({ on: 'publicStream', name: 'reconnected' });
    expect((await bot.series()).get(STATUS)).to.equal(1);
  });

  it('are down when a socket falls silent', async () => {
    await start({
      BOT_PING_INTERVAL: '50',
      BOT_PONG_TIMEOUT: '100',
      BOT_RECONNECT_TIMEOUT: '3000',
    });
    await subscribe();
    exchange.faults.set({ kind: 'silent-ws' });
    await eventually(bot, (series) => series.get(STATUS) === 0, 'the silence to be noticed');
    exchange.faults.clear();
    await bot.happened({ on: 'publicStream', name: 'reconnected' });
    await eventually(bot, (series) => series.get(STATUS) === 1, 'the stream to be back');
  });

  it('tell how long a ping takes', async () => {
    await start({ BOT_PING_INTERVAL: '20' });
    await subscribe();
    const pings = 'genesis_websocket_ping_seconds_count';
    await eventually(bot, (series) => total(series, pings, { exchange: 'okx' }) >= 3, 'pings');
  });

  it('are down once the bot has closed them', async () => {
    await start();
    await subscribe();
    await eventually(bot, (series) => series.get(STATUS) === 1, 'the stream');
    await bot.call('publicStream', 'closeAll');
    await eventually(bot, (series) => series.get(STATUS) === 0, 'the end of the stream');
  });
});
