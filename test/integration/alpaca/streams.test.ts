import { expect } from 'chai';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import type { Series } from '../../support/series.js';
import type { BotName } from './driven-bot.js';
import { BOTS, DrivenBot, isModern, seriesKey, untilMetrics } from './driven-bot.js';

const CONNECTED = seriesKey('genesis_connection_status', { exchange: 'alpaca' });
const AGE_MS = 2500;
/** What a busy machine may add to the age of a message. */
const SLACK_MS = 1500;

interface Ages {
  readonly count: number;
  readonly average: number;
}

function agesIn(series: Series, channel: string): Ages {
  const labels = { exchange: 'alpaca', channel };
  const value = (part: string) =>
    series.get(seriesKey(`genesis_websocket_latency_ms_${part}`, labels)) ?? 0;
  return { count: value('count'), average: value('sum') / value('count') };
}

const opened = ({ journal }: PaperExchange, channel: 'public' | 'private'): number =>
  journal.of('connection').filter((one) => one.event === 'open' && one.channel === channel).length;

const isConnected = (series: Series): boolean => series.get(CONNECTED) === 1;

/** Moves the price until the bot has heard of it: it does not say when its subscription holds. */
async function movesUntil(exchange: PaperExchange, bot: DrivenBot, event: string): Promise<void> {
  let isHeard = false;
  const heard = bot.hears(event).then(() => {
    isHeard = true;
  });
  for (let price = 61_000; !isHeard && price < 63_000; price += 1) {
    exchange.prices.set('BTCUSDT', price);
    await bot.do('nothing');
  }
  await heard;
}

for (const name of Object.keys(BOTS) as BotName[]) {
  describe(`streams, Alpaca ${name}`, () => {
    let exchange: PaperExchange;
    let bot: DrivenBot;

    beforeEach(async () => {
      exchange = await quietExchange();
      bot = await DrivenBot.start(name, exchange);
    });

    afterEach(async () => {
      await bot.stop();
      await exchange.close();
    });

    it('tell how old their messages are, by channel', async () => {
      exchange.faults.set({ kind: 'clock-skew', ms: -AGE_MS });
      await bot.do('watch', 'BTC/USD');
      await bot.do('follow');
      await movesUntil(exchange, bot, 'bar');
      await bot.do('place', { symbol: 'AAPL', side: 'buy', qty: 1 });
      await bot.hears('fill');
      const series = await bot.metrics();
      for (const channel of ['trades', 'ticker', 'orders']) {
        const { count, average } = agesIn(series, channel);
        expect(count, channel).to.be.at.least(1);
        expect(average, channel).to.be.within(AGE_MS, AGE_MS + SLACK_MS);
      }
      const channels = [...series.keys()].filter((key) =>
        key.startsWith('genesis_websocket_latency_ms_count'),
      );
      // The time of a bar is that of its minute, and no age of the message.
      expect(channels).to.have.length(3);
    });

    it('have their ages corrected by the clock that the bot has asked', async () => {
      exchange.faults.set({ kind: 'clock-skew', ms: -AGE_MS });
      await bot.do('clock');
      const offset = seriesKey('genesis_clock_offset_seconds', { exchange: 'alpaca' });
      expect((await bot.metrics()).get(offset)).to.be.within(
        -AGE_MS / 1000 - 0.5,
        -AGE_MS / 1000 + 0.5,
      );
      await bot.do('watch', 'BTC/USD');
      await movesUntil(exchange, bot, 'trade');
      expect(agesIn(await bot.metrics(), 'trades').average).to.be.within(0, SLACK_MS);
    });

    it('count as connected from their opening, and as lost until they are back', async () => {
      await bot.do('follow');
      expect(isConnected(await bot.metrics())).to.equal(true);
      const { port } = exchange;
      await exchange.close();
      await untilMetrics(bot, (series) => series.get(CONNECTED) === 0, 'the loss');
      exchange = await quietExchange({ port });
      await untilMetrics(bot, isConnected, 'the return');
      expect(opened(exchange, 'private')).to.be.at.least(1);
      // It follows the orders again, as before.
      await bot.do('account');
    });

    it('come back by themselves where the exchange drops them', async () => {
      await bot.do('follow');
      await bot.do('watch', 'BTC/USD');
      await movesUntil(exchange, bot, 'trade');
      expect(exchange.dropSockets()).to.equal(2);
      await untilMetrics(
        bot,
        (series) => isConnected(series) && opened(exchange, 'public') === 2,
        'the return',
      );
      await untilMetrics(bot, () => opened(exchange, 'private') === 2, 'the other one');
      expect(isConnected(await bot.metrics())).to.equal(true);
    });

    it('do not count as lost where the bot has closed them', async () => {
      await bot.do('follow');
      await bot.do('watch', 'BTC/USD');
      await bot.do('unwatch');
      expect(isConnected(await bot.metrics())).to.equal(true);
      await bot.do('account');
      await bot.do('unfollow');
      // What is left answers its requests.
      expect(isConnected(await bot.metrics())).to.equal(true);
    });

    it('end the connection of a bot that had nothing else', async () => {
      await bot.do('follow');
      expect(isConnected(await bot.metrics())).to.equal(true);
      await bot.do('unfollow');
      expect((await bot.metrics()).get(CONNECTED)).to.equal(0);
    });

    it('tell how long their pings take, and count no ping that nobody answers', async () => {
      const pings = seriesKey('genesis_websocket_ping_seconds_count', { exchange: 'alpaca' });
      const ping = async (): Promise<void> => {
        if (!isModern(name)) await bot.do('ping');
      };
      await bot.do('watch', 'BTC/USD');
      await ping();
      const series = await untilMetrics(bot, (one) => (one.get(pings) ?? 0) > 0, 'a ping');
      const sum = seriesKey('genesis_websocket_ping_seconds_sum', { exchange: 'alpaca' });
      expect(series.get(sum)).to.be.within(0, 5 * (series.get(pings) ?? 0));
      exchange.faults.set({ kind: 'silent-ws' });
      await bot.do('account');
      const before = (await bot.metrics()).get(pings);
      await ping();
      await bot.do('account');
      expect((await bot.metrics()).get(pings)).to.equal(before);
    });

    // The 3.x line pings every ten seconds.
    const itIfModern = isModern(name) ? it : () => undefined;

    itIfModern('are given up where they have fallen silent, and dialled anew', async () => {
      await bot.do('watch', 'BTC/USD');
      exchange.faults.set({ kind: 'silent-ws' });
      await untilMetrics(bot, () => opened(exchange, 'public') > 1, 'another dial');
      exchange.faults.clear();
      // The exchange has missed the login on the silent one.
      exchange.dropSockets();
      await movesUntil(exchange, bot, 'trade');
      await untilMetrics(bot, isConnected, 'the return');
    });

    // After an error the price streams of the 3.x line close themselves for good.
    const itIfLegacy = isModern(name) ? () => undefined : it;

    itIfLegacy('stay lost where the client has given up dialling', async () => {
      await bot.do('watch', 'BTC/USD');
      const { port } = exchange;
      await exchange.close();
      await bot.hears('prices disconnected');
      exchange = await quietExchange({ port });
      await bot.do('account');
      expect((await bot.metrics()).get(CONNECTED)).to.equal(0);
      await bot.do('unwatch');
      expect(isConnected(await bot.metrics())).to.equal(true);
    });
  });
}
