import { expect } from 'chai';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { total } from '../support/counts.js';
import { DrivenBot, eventually } from '../support/driven-bot.js';

const LATENCY = 'genesis_websocket_latency_ms';
const STATUS = 'genesis_connection_status{exchange="bybit"}';
const LIMIT = {
  category: 'linear',
  symbol: 'BTCUSDT',
  side: 'Buy',
  orderType: 'Limit',
  qty: '0.01',
  price: '50000',
};

/** Changes the price so many times: as many messages on every stream of the symbol. */
function trade(exchange: PaperExchange, times: number): void {
  for (let index = 1; index <= times; index += 1) exchange.prices.set('BTCUSDT', 60_000 + index);
}

describe('streams of bybit-api', () => {
  let exchange: PaperExchange;
  let bot: DrivenBot;

  beforeEach(async () => {
    exchange = await quietExchange();
  });

  afterEach(async () => {
    await bot.end();
    await exchange.close();
  });

  const start = async (env: Record<string, string> = {}, file = 'bybit-api/bot.cjs') => {
    bot = await DrivenBot.start(file, { url: exchange.url, env });
  };

  const subscribe = async (): Promise<void> => {
    await bot.call('spotStream', 'subscribeV5', 'publicTrade.BTCUSDT', 'spot');
    await bot.happened({ on: 'spotStream', name: 'response' });
  };

  for (const file of ['bybit-api/bot.cjs', 'bybit-api/bot.mjs']) {
    it(`tell the age of each message by channel, with ${file}`, async () => {
      await start({}, file);
      exchange.faults.set({ kind: 'clock-skew', ms: -2_000 });
      await subscribe();
      await bot.call('linearStream', 'subscribeV5', 'orderbook.50.BTCUSDT', 'linear');
      await bot.call('userStream', 'subscribeV5', 'order', 'linear');
      // The book as it is comes first.
      await bot.happened({ on: 'linearStream', name: 'update' });
      await bot.happened({ on: 'userStream', name: 'response' });
      trade(exchange, 7);
      const account = { kind: 'clock-skew', ms: -2_000 } as const;
      exchange.faults.clear();
      await bot.call('rest', 'submitOrder', LIMIT);
      exchange.faults.set(account);
      await bot.happened({ on: 'spotStream', name: 'update', count: 7 });
      await bot.happened({ on: 'linearStream', name: 'update', count: 8 });
      await bot.happened({ on: 'userStream', name: 'update', count: 1 });
      const series = await bot.series();
      for (const [channel, count] of [
        ['trades', 7],
        ['orderbook', 8],
      ] as const) {
        const labels = { exchange: 'bybit', channel };
        expect(total(series, `${LATENCY}_count`, labels)).to.equal(count);
        expect(total(series, `${LATENCY}_sum`, labels) / count).to.be.within(2_000, 4_000);
      }
      const orders = { exchange: 'bybit', channel: 'orders' };
      expect(total(series, `${LATENCY}_count`, orders)).to.equal(1);
      expect(total(series, `${LATENCY}_sum`, orders)).to.be.within(0, 1_500);
    });
  }

  it('take out what the clock of the exchange is off, once the bot has asked for its time', async () => {
    await start();
    exchange.faults.set({ kind: 'clock-skew', ms: -2_000 });
    await bot.call('rest', 'getServerTime');
    await subscribe();
    trade(exchange, 5);
    await bot.happened({ on: 'spotStream', name: 'update', count: 5 });
    const series = await bot.series();
    const offset = series.get('genesis_clock_offset_seconds{exchange="bybit"}');
    expect(offset).to.be.within(-2.5, -1.5);
    expect(total(series, `${LATENCY}_sum`, { exchange: 'bybit' }) / 5).to.be.below(1_500);
  });

  it('are down when a socket is cut, until the client has dialled again', async () => {
    await start({ BOT_RECONNECT_TIMEOUT: '3000' });
    await subscribe();
    expect((await bot.series()).get(STATUS)).to.equal(1);
    expect(exchange.dropSockets()).to.equal(1);
    await eventually(bot, (series) => series.get(STATUS) === 0, 'the cut to be seen');
    await bot.happened({ on: 'spotStream', name: 'reconnected' });
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
    await bot.happened({ on: 'spotStream', name: 'reconnected' });
    await eventually(bot, (series) => series.get(STATUS) === 1, 'the stream to be back');
  });

  for (const stream of ['spotStream', 'userStream']) {
    it(`tell how long a ping of the ${stream} takes`, async () => {
      await start({ BOT_PING_INTERVAL: '20' });
      const [topic, category] = stream === 'spotStream' ? ['tickers.BTCUSDT', 'spot'] : ['order'];
      await bot.call(stream, 'subscribeV5', topic, category);
      const pings = 'genesis_websocket_ping_seconds_count';
      await eventually(bot, (series) => total(series, pings, { exchange: 'bybit' }) >= 3, 'pings');
    });
  }

  it('are down once the bot has closed them', async () => {
    await start();
    await subscribe();
    await eventually(bot, (series) => series.get(STATUS) === 1, 'the stream');
    await bot.call('spotStream', 'closeAll');
    await eventually(bot, (series) => series.get(STATUS) === 0, 'the end of the stream');
  });
});

describe('rate limits of bybit-api', () => {
  const USAGE = 'genesis_rate_limit_usage_ratio{exchange="bybit",limit_type="endpoint"}';

  /** The usage that the headers of the journal told, as the exchange counts it. */
  const told = ({ journal }: PaperExchange): number[] =>
    journal
      .of('request')
      .map(({ headers }) => headers)
      .filter((headers) => headers['X-Bapi-Limit'] !== undefined)
      .map(
        (headers) => 1 - Number(headers['X-Bapi-Limit-Status']) / Number(headers['X-Bapi-Limit']),
      );

  for (const [on, method] of [
    ['rest', 'submitOrder'],
    ['wsApi', 'submitNewOrder'],
  ] as const) {
    it(`rise with the orders of ${on}, and fall when the window ends`, async () => {
      const exchange = await quietExchange();
      const bot = await DrivenBot.start('bybit-api/bot.cjs', { url: exchange.url });
      try {
        const orders = Array.from({ length: 10 }, () => ({ on, method, args: [LIMIT] }));
        // A window of a second may end before anybody has looked.
        let usage = 0;
        while (usage === 0) {
          await bot.calls(orders);
          usage = (await bot.series()).get(USAGE) ?? 0;
        }
        expect(told(exchange).some((one) => Math.abs(one - usage) < 1e-9)).to.equal(true);
        await eventually(bot, (series) => series.get(USAGE) === 0, 'the end of the window');
      } finally {
        await bot.end();
        await exchange.close();
      }
    });
  }
});
