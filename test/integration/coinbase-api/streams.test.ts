import { expect } from 'chai';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { total } from '../support/counts.js';
import { DrivenBot, eventually } from '../support/driven-bot.js';
import { BOTS, KEYS } from './support.js';

const LATENCY = 'genesis_websocket_latency_ms';
const STATUS = 'genesis_connection_status{exchange="coinbase"}';

/** Changes the price so many times: as many messages on every channel of the product. */
function trade(exchange: PaperExchange, times: number): void {
  for (let index = 1; index <= times; index += 1) exchange.prices.set('BTCUSDT', 60_000 + index);
}

describe('streams of coinbase-api', () => {
  let exchange: PaperExchange;
  let bot: DrivenBot;

  beforeEach(async () => {
    exchange = await quietExchange();
  });

  afterEach(async () => {
    await bot.end();
    await exchange.close();
  });

  const start = async (env: Record<string, string> = {}, file: string = BOTS[0]) => {
    bot = await DrivenBot.start(file, { url: exchange.url, env: { ...KEYS, ...env } });
  };

  const subscribe = async (topic = 'market_trades', count = 1): Promise<void> => {
    const payload = { product_ids: ['BTC-USDT'] };
    await bot.call('ws', 'subscribe', { topic, payload }, 'advTradeMarketData');
    await bot.happened({ on: 'ws', name: 'response', count });
  };

  for (const file of BOTS) {
    it(`tell the age of each message by channel, with ${file}`, async () => {
      await start({}, file);
      exchange.faults.set({ kind: 'clock-skew', ms: -2_000 });
      await subscribe();
      await subscribe('ticker', 2);
      trade(exchange, 7);
      await bot.happened({ on: 'ws', name: 'update', count: 14 });
      const series = await bot.series();
      for (const channel of ['trades', 'ticker']) {
        const labels = { exchange: 'coinbase', channel };
        expect(total(series, `${LATENCY}_count`, labels)).to.equal(7);
        expect(total(series, `${LATENCY}_sum`, labels) / 7).to.be.within(2_000, 4_000);
      }
    });
  }

  it('tell the age of books and heartbeats too', async () => {
    await start();
    await subscribe('level2');
    await bot.call('ws', 'subscribe', { topic: 'heartbeats' }, 'advTradeMarketData');
    await bot.happened({ on: 'ws', name: 'response', count: 2 });
    trade(exchange, 3);
    await bot.happened({ on: 'ws', name: 'update', count: 5 });
    const series = await bot.series();
    const updates = (await bot.events()).filter(({ name }) => name === 'update').length;
    // The book as it was comes first, and a heartbeat each second.
    expect(total(series, `${LATENCY}_count`, { channel: 'orderbook' })).to.equal(4);
    expect(total(series, `${LATENCY}_count`))
      .to.be.at.least(5)
      .and.at.most(updates);
  });

  it('take out what the clock of the exchange is off, once the bot has asked for its time', async () => {
    await start();
    exchange.faults.set({ kind: 'clock-skew', ms: -2_000 });
    await bot.call('trade', 'getServerTime');
    await subscribe();
    trade(exchange, 5);
    await bot.happened({ on: 'ws', name: 'update', count: 5 });
    const series = await bot.series();
    const offset = series.get('genesis_clock_offset_seconds{exchange="coinbase"}');
    expect(offset).to.be.within(-2.5, -1.5);
    expect(total(series, `${LATENCY}_sum`) / 5).to.be.below(1_500);
  });

  it('are down while nobody answers, and up when they are back', async () => {
    await start();
    await subscribe();
    expect((await bot.series()).get(STATUS)).to.equal(1);
    const { port } = exchange;
    await exchange.close();
    await eventually(bot, (series) => series.get(STATUS) === 0, 'the stream to be missed');
    exchange = await quietExchange({ port });
    await eventually(bot, (series) => series.get(STATUS) === 1, 'the stream to be back');
  });

  it('are down when a socket is cut, until the client has dialled again', async () => {
    await start({ BOT_RECONNECT_TIMEOUT: '3000' });
    await subscribe();
    expect(exchange.dropSockets()).to.equal(1);
    await eventually(bot, (series) => series.get(STATUS) === 0, 'the cut to be seen');
    await bot.happened({ on: 'ws', name: 'open', count: 2 });
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
    await eventually(bot, (series) => series.get(STATUS) === 1, 'the stream to be back');
  });

  it('tell how long a ping takes', async () => {
    await start({ BOT_PING_INTERVAL: '20' });
    await subscribe();
    const pings = 'genesis_websocket_ping_seconds_count';
    await eventually(bot, (series) => total(series, pings, { exchange: 'coinbase' }) >= 3, 'pings');
  });

  it('are down once the bot has closed the last of them', async () => {
    await start();
    await subscribe();
    await bot.call('user', 'subscribe', { topic: 'user' }, 'advTradeUserData');
    await bot.happened({ on: 'user', name: 'response' });
    await bot.call('user', 'closeAll');
    await bot.happened({ on: 'user', name: 'close' });
    expect((await bot.series()).get(STATUS)).to.equal(1);
    await bot.call('ws', 'closeAll');
    await bot.happened({ on: 'ws', name: 'close' });
    expect((await bot.series()).get(STATUS)).to.equal(0);
  });
});
