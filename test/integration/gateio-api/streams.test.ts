import { expect } from 'chai';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { total } from '../support/counts.js';
import { DrivenBot, eventually } from '../support/driven-bot.js';

const LATENCY = 'genesis_websocket_latency_ms';
const STATUS = 'genesis_connection_status{exchange="gate"}';

describe('streams of Gate', () => {
  let exchange: PaperExchange;
  let bot: DrivenBot;

  beforeEach(async () => {
    exchange = await quietExchange();
  });
  afterEach(async () => {
    await bot.end();
    await exchange.close();
  });

  const start = async (env: Record<string, string> = {}, file = 'gate/bot.cjs') => {
    bot = await DrivenBot.start(file, { url: exchange.url, env });
  };
  const subscribe = async () => {
    await bot.call('ws', 'subscribe', { topic: 'spot.trades', payload: ['BTC_USDT'] }, 'spotV4');
    await bot.happened({ on: 'ws', name: 'response' });
  };
  const move = (times: number) => {
    for (let step = 1; step <= times; step += 1) exchange.prices.set('BTCUSDT', 60_000 + step);
  };

  for (const file of ['gate/bot.cjs', 'gate/bot.mjs']) {
    it(`tell the age of each message by channel, with ${file}`, async () => {
      await start({}, file);
      await subscribe();
      const book = { topic: 'futures.order_book', payload: ['BTC_USDT', '20', '0'] };
      await bot.call('ws', 'subscribe', book, 'perpFuturesUSDTV4');
      await bot.happened({ on: 'ws', name: 'response', count: 2 });
      exchange.faults.set({ kind: 'clock-skew', ms: -2_000 });
      move(6);
      await bot.happened({ on: 'ws', name: 'update', count: 12 });
      const series = await bot.series();
      for (const channel of ['trades', 'orderbook']) {
        const labels = { exchange: 'gate', channel };
        expect(total(series, `${LATENCY}_count`, labels), channel).to.equal(6);
        expect(total(series, `${LATENCY}_sum`, labels) / 6).to.be.within(2_000, 4_000);
      }
    });
  }

  it('take out what the clock of the exchange is off, once the bot has asked for its time', async () => {
    await start();
    await subscribe();
    exchange.faults.set({ kind: 'clock-skew', ms: -2_000 });
    await bot.call('rest', 'getServerTime');
    move(4);
    await bot.happened({ on: 'ws', name: 'update', count: 4 });
    const series = await bot.series();
    const offset = series.get('genesis_clock_offset_seconds{exchange="gate"}');
    expect(offset).to.be.within(-2.5, -1.5);
    expect(total(series, `${LATENCY}_sum`) / 4).to.be.below(1_500);
  });

  it('are down when a socket is cut, until the client has dialled again', async () => {
    await start({ BOT_RECONNECT_TIMEOUT: '3000' });
    await subscribe();
    await eventually(bot, (series) => series.get(STATUS) === 1, 'the stream');
    exchange.dropSockets();
    await eventually(bot, (series) => series.get(STATUS) === 0, 'the cut to be seen');
    await bot.happened({ on: 'ws', name: 'reconnected' });
    expect((await bot.series()).get(STATUS)).to.equal(1);
  });

  it('are down when a socket falls silent, and go down when the bot closes them', async () => {
    await start({
      BOT_PING_INTERVAL: '50',
      BOT_PONG_TIMEOUT: '100',
      BOT_RECONNECT_TIMEOUT: '3000',
    });
    await subscribe();
    const pings = 'genesis_websocket_ping_seconds_count';
    await eventually(bot, (series) => total(series, pings) >= 3, 'pings');
    exchange.faults.set({ kind: 'silent-ws' });
    await eventually(bot, (series) => series.get(STATUS) === 0, 'the silence to be noticed');
    exchange.faults.clear();
    await eventually(bot, (series) => series.get(STATUS) === 1, 'the stream to be back');
    await bot.call('ws', 'closeAll', true);
    // The series itself ends a minute later, when every scrape has seen this.
    await eventually(bot, (series) => series.get(STATUS) === 0, 'the end');
  });
});
