import { expect } from 'chai';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { total } from '../support/counts.js';
import { DrivenBot, eventually } from '../support/driven-bot.js';

const LATENCY = 'genesis_websocket_latency_ms';
const STATUS = 'genesis_connection_status{exchange="binance"}';

/** Changes the price so many times: as many messages on every stream of the symbol. */
function trade(exchange: PaperExchange, times: number): void {
  for (let index = 1; index <= times; index += 1) exchange.prices.set('BTCUSDT', 60_000 + index);
}

describe('streams of binance', () => {
  let exchange: PaperExchange;
  let bot: DrivenBot;

  beforeEach(async () => {
    exchange = await quietExchange();
  });

  afterEach(async () => {
    await bot.end();
    await exchange.close();
  });

  const start = async (env: Record<string, string> = {}, file = 'binance/bot.cjs') => {
    bot = await DrivenBot.start(file, { url: exchange.url, env });
  };

  const subscribe = async (): Promise<void> => {
    await bot.call('ws', 'subscribeSpotTrades', 'BTCUSDT');
    await bot.happened({ on: 'ws', name: 'response' });
  };

  for (const file of ['binance/bot.cjs', 'binance/bot.mjs']) {
    it(`tell the age of each message by channel, with ${file}`, async () => {
      await start({}, file);
      exchange.faults.set({ kind: 'clock-skew', ms: -2_000 });
      await subscribe();
      await bot.call('ws', 'subscribeDiffBookDepth', 'BTCUSDT', 100, 'usdm');
      await bot.happened({ on: 'ws', name: 'response', count: 2 });
      trade(exchange, 7);
      await bot.happened({ on: 'ws', name: 'message', count: 14 });
      const series = await bot.series();
      for (const [label, channel] of [
        ['binance', 'trades'],
        ['binanceusdm', 'orderbook'],
      ] as const) {
        const labels = { exchange: label, channel };
        expect(total(series, `${LATENCY}_count`, labels)).to.equal(7);
        const mean = total(series, `${LATENCY}_sum`, labels) / 7;
        expect(mean).to.be.within(2_000, 4_000);
      }
    });
  }

  it('take out what the clock of the exchange is off, once the bot has asked for its time', async () => {
    await start();
    exchange.faults.set({ kind: 'clock-skew', ms: -2_000 });
    await bot.call('usdm', 'getServerTime');
    await bot.call('ws', 'subscribeDiffBookDepth', 'BTCUSDT', 100, 'usdm');
    await bot.happened({ on: 'ws', name: 'response' });
    trade(exchange, 5);
    await bot.happened({ on: 'ws', name: 'message', count: 5 });
    const series = await bot.series();
    const offset = series.get('genesis_clock_offset_seconds{exchange="binanceusdm"}');
    expect(offset).to.be.within(-2.5, -1.5);
    expect(total(series, `${LATENCY}_sum`, { exchange: 'binanceusdm' }) / 5).to.be.below(1_500);
  });

  it('count a message once that is told beautified as well', async () => {
    await start({ BOT_BEAUTIFY: 'yes' });
    await subscribe();
    trade(exchange, 4);
    await bot.happened({ on: 'ws', name: 'formattedMessage', count: 4 });
    await bot.happened({ on: 'ws', name: 'message', count: 4 });
    expect(total(await bot.series(), `${LATENCY}_count`)).to.equal(4);
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
    await bot.happened({ on: 'ws', name: 'reconnected' });
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
    await bot.happened({ on: 'ws', name: 'reconnected' });
    await eventually(bot, (series) => series.get(STATUS) === 1, 'the stream to be back');
  });

  it('tell how long a ping takes', async () => {
    await start({ BOT_PING_INTERVAL: '20' });
    await subscribe();
    const pings = 'genesis_websocket_ping_seconds_count';
    await eventually(bot, (series) => total(series, pings, { exchange: 'binance' }) >= 3, 'pings');
  });

  it('are down when the bot closes them, and nobody misses them', async () => {
    await start();
    await subscribe();
    await bot.call('ws', 'subscribeSpotUserDataStream');
    await bot.call('ws', 'subscribeTrades', 'BTCUSDT', 'usdm');
    await bot.happened({ on: 'ws', name: 'open', count: 3 });
    expect(total(await bot.series(), 'genesis_connection_status')).to.equal(2);
    await bot.call('ws', 'closeAll');
    await bot.happened({ on: 'ws', name: 'close', count: 3 });
    expect(total(await bot.series(), 'genesis_connection_status')).to.equal(0);
    // A stream that somebody missed would outweigh that the exchange answers.
    await bot.call('spot', 'getAccountInformation');
    expect((await bot.series()).get(STATUS)).to.equal(1);
  });

  it('are missed no more when the bot closes them while they are down', async () => {
    await start({ BOT_RECONNECT_TIMEOUT: '20000' });
    await subscribe();
    exchange.dropSockets();
    await eventually(bot, (series) => series.get(STATUS) === 0, 'the stream to be missed');
    await bot.call('spot', 'getAccountInformation');
    expect((await bot.series()).get(STATUS)).to.equal(0);
    await bot.call('ws', 'closeAll');
    await bot.call('spot', 'getAccountInformation');
    expect((await bot.series()).get(STATUS)).to.equal(1);
  });
});
