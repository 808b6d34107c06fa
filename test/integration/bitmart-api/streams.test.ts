import { expect } from 'chai';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { total } from '../support/counts.js';
import { DrivenBot, eventually } from '../support/driven-bot.js';
import { BOTS } from './support.js';

const LATENCY = 'genesis_websocket_latency_ms';
const STATUS = 'genesis_connection_status{exchange="bitmart"}';

/** Changes the price so many times: as many messages on every topic of the symbol. */
function trade(exchange: PaperExchange, times: number): void {
  for (let index = 1; index <= times; index += 1) exchange.prices.set('BTCUSDT', 60_000 + index);
}

describe('streams of bitmart-api', () => {
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
    bot = await DrivenBot.start(file, { url: exchange.url, env });
  };

  const subscribe = async (...topics: string[]): Promise<void> => {
    const [on, market] = topics[0]?.startsWith('spot')
      ? (['ws', 'spot'] as const)
      : (['futuresWs', 'futures'] as const);
    await bot.call(on, 'subscribe', topics, market);
    await bot.happened({ on, name: 'response', count: topics.length });
  };

  for (const file of BOTS) {
    it(`tell the age of each message by channel, with ${file}`, async () => {
      await start({}, file);
      exchange.faults.set({ kind: 'clock-skew', ms: -2_000 });
      await subscribe('spot/trade:BTC_USDT', 'spot/depth5:BTC_USDT', 'spot/ticker:BTC_USDT');
      await subscribe('futures/trade:BTCUSDT', 'futures/bookticker:BTCUSDT');
      trade(exchange, 7);
      await bot.happened({ on: 'ws', name: 'update', count: 21 });
      await bot.happened({ on: 'futuresWs', name: 'update', count: 14 });
      const series = await bot.series();
      for (const [channel, count] of [
        ['trades', 14],
        ['orderbook', 7],
        ['ticker', 14],
      ] as const) {
        const labels = { exchange: 'bitmart', channel };
        expect(total(series, `${LATENCY}_count`, labels)).to.equal(count);
        expect(total(series, `${LATENCY}_sum`, labels) / count).to.be.within(2_000, 4_000);
      }
    });
  }

  it('take out what the clock of the exchange is off, once the bot has asked for its time', async () => {
    await start();
    exchange.faults.set({ kind: 'clock-skew', ms: -2_000 });
    await bot.call('futures', 'getSystemTime');
    await subscribe('spot/trade:BTC_USDT');
    trade(exchange, 5);
    await bot.happened({ on: 'ws', name: 'update', count: 5 });
    const series = await bot.series();
    const offset = series.get('genesis_clock_offset_seconds{exchange="bitmart"}');
    expect(offset).to.be.within(-2.5, -1.5);
    expect(total(series, `${LATENCY}_sum`) / 5).to.be.below(1_500);
  });

  it('are down while nobody answers, and up when they are back', async () => {
    await start();
    await subscribe('spot/trade:BTC_USDT');
    expect((await bot.series()).get(STATUS)).to.equal(1);
    const { port } = exchange;
    await exchange.close();
    await eventually(bot, (series) => series.get(STATUS) === 0, 'the stream to be missed');
    exchange = await quietExchange({ port });
    await eventually(bot, (series) => series.get(STATUS) === 1, 'the stream to be back');
  });

  it('are down when a socket is cut, until the client has dialled again', async () => {
    await start({ BOT_RECONNECT_TIMEOUT: '3000' });
    await subscribe('futures/trade:BTCUSDT');
    expect(exchange.dropSockets()).to.equal(1);
    await eventually(bot, (series) => series.get(STATUS) === 0, 'the cut to be seen');
    await bot.happened({ on: 'futuresWs', name: 'reconnected' });
    expect((await bot.series()).get(STATUS)).to.equal(1);
  });

  it('are down when a socket falls silent', async () => {
    await start({
      BOT_PING_INTERVAL: '50',
      BOT_PONG_TIMEOUT: '100',
      BOT_RECONNECT_TIMEOUT: '3000',
    });
    await subscribe('spot/trade:BTC_USDT');
    exchange.faults.set({ kind: 'silent-ws' });
    await eventually(bot, (series) => series.get(STATUS) === 0, 'the silence to be noticed');
    exchange.faults.clear();
    await eventually(bot, (series) => series.get(STATUS) === 1, 'the stream to be back');
  });

  for (const topic of ['spot/trade:BTC_USDT', 'futures/trade:BTCUSDT']) {
    it(`tell how long a ping takes, with ${topic}`, async () => {
      await start({ BOT_PING_INTERVAL: '20' });
      await subscribe(topic);
      const pings = 'genesis_websocket_ping_seconds_count';
      await eventually(bot, (series) => total(series, pings) >= 3, 'pings');
    });
  }

  it('are down once the bot has closed the last of them', async () => {
    await start();
    await subscribe('spot/trade:BTC_USDT');
    await subscribe('futures/trade:BTCUSDT');
    await bot.call('ws', 'closeAll');
    await bot.happened({ on: 'ws', name: 'close' });
    expect((await bot.series()).get(STATUS)).to.equal(1);
    await bot.call('futuresWs', 'closeAll');
    await bot.happened({ on: 'futuresWs', name: 'close' });
    expect((await bot.series()).get(STATUS)).to.equal(0);
  });
});
