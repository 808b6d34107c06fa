import { expect } from 'chai';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import type { Series } from '../../support/series.js';
import { CANARIES, secretsIn } from '../support/canaries.js';
import { total } from '../support/counts.js';
import { DrivenBot, eventually } from '../support/driven-bot.js';

const BUY = {
  instId: 'BTC-USDT-SWAP',
  tdMode: 'cross',
  side: 'buy',
  ordType: 'market',
  sz: '1',
};
const SELL = { ...BUY, side: 'sell' };
const ETH = { ...BUY, instId: 'ETH-USDT-SWAP' };
const REALIZED = 'genesis_realized_pnl_dollars';
const UNREALIZED = 'genesis_unrealized_pnl_dollars';
const POSITIONS = 'genesis_position_count{exchange="okx"}';

/** What the fills of the journal realized, in dollars. */
const realizedOf = ({ journal }: PaperExchange): number =>
  journal.fills.reduce((sum, { realized = '0' }) => sum + Number(realized), 0);

for (const file of ['okx-api/bot.cjs', 'okx-api/bot.mjs']) {
  describe(`the account of ${file}`, () => {
    let exchange: PaperExchange;
    let bot: DrivenBot;

    beforeEach(async () => {
      exchange = await quietExchange();
      bot = await DrivenBot.start(file, { url: exchange.url });
    });

    afterEach(async () => {
      expect(secretsIn(`${await bot.scrape()}${bot.stderr}`)).to.deep.equal([]);
      await bot.end();
      await exchange.close();
    });

    const trades = (series: Series) => total(series, 'genesis_trades_total', { exchange: 'okx' });

    const follow = async (...channels: string[]): Promise<void> => {
      const topics = channels.map((channel) => ({ channel, instType: 'ANY' }));
      await bot.call('userStream', 'subscribe', topics);
      // The answer to the login comes first.
      await bot.happened({ on: 'userStream', name: 'response', count: 1 + channels.length });
    };

    it('counts each fill once, with what it realized, however often it is told', async () => {
      await follow('orders');
      await bot.call('rest', 'submitOrder', BUY);
      exchange.prices.set('BTCUSDT', 61_000);
      await bot.call('rest', 'submitOrder', SELL);
      await eventually(bot, (series) => trades(series) === 2, 'the fills');
      await bot.call('rest', 'getFills', { instType: 'SWAP' });
      const series = await bot.series();
      expect(trades(series)).to.equal(exchange.journal.fills.length);
      expect(realizedOf(exchange)).to.equal(10);
      expect(series.get(REALIZED)).to.equal(10);
    });

    it('knows what fills realized without any stream, once the bot asks for them', async () => {
      await bot.call('rest', 'submitOrder', BUY);
      exchange.prices.set('BTCUSDT', 59_000);
      await bot.call('rest', 'submitOrder', SELL);
      await bot.call('rest', 'getFills', { instType: 'SWAP' });
      await bot.call('rest', 'getFillsHistory', { instType: 'SWAP' });
      const series = await bot.series();
      expect(trades(series)).to.equal(2);
      expect(series.get(REALIZED)).to.equal(-10);
    });

    it('leaves realized P&L out where nobody tells it', async () => {
      await follow('orders');
      const spot = { ...BUY, instId: 'BTC-USDT', tdMode: 'cash', sz: '600' };
      await bot.call('rest', 'submitOrder', spot);
      await eventually(bot, (series) => trades(series) === 1, 'the fill');
      expect((await bot.series()).has(REALIZED)).to.equal(false);
    });

    it('tells fills of spot and of swaps apart, whose numbers may be the same', async () => {
      await follow('orders');
      const spot = { ...BUY, instId: 'BTC-USDT', tdMode: 'cash', sz: '600' };
      await bot.call('rest', 'submitOrder', BUY);
      await bot.call('rest', 'submitOrder', spot);
      const { fills } = exchange.journal;
      expect(new Set(fills.map(({ tradeId }) => tradeId)).size).to.equal(1);
      await eventually(bot, (series) => trades(series) === fills.length, 'both fills');
    });

    it('follows a position through opening, flipping and closing', async () => {
      await follow('orders', 'positions');
      await bot.call('rest', 'submitOrder', BUY);
      await eventually(bot, (series) => series.get(POSITIONS) === 1, 'the position');
      exchange.prices.set('BTCUSDT', 61_000);
      await bot.call('rest', 'submitOrder', { ...SELL, sz: '3' });
      await eventually(bot, (series) => series.get(REALIZED) === 10, 'the flip');
      expect((await bot.series()).get(POSITIONS)).to.equal(1);
      exchange.prices.set('BTCUSDT', 60_000);
      await bot.call('rest', 'closePositions', { instId: BUY.instId, mgnMode: 'cross' });
      await eventually(bot, (series) => series.get(POSITIONS) === 0, 'the end of the position');
      const series = await bot.series();
      expect(realizedOf(exchange)).to.equal(30);
      expect(series.get(REALIZED)).to.equal(30);
      expect(series.get(UNREALIZED)).to.equal(0);
    });

    it('takes positions that the bot asks for as they are then', async () => {
      await bot.call('rest', 'submitOrder', BUY);
      await bot.call('rest', 'submitOrder', ETH);
      exchange.prices.set('BTCUSDT', 61_000);
      await bot.call('rest', 'getPositions');
      expect((await bot.series()).get(POSITIONS)).to.equal(2);
      expect((await bot.series()).get(UNREALIZED)).to.equal(10);
      await bot.call('rest', 'submitOrder', SELL);
      await bot.call('rest', 'getPositions', { instId: BUY.instId });
      expect((await bot.series()).get(POSITIONS)).to.equal(1);
      await bot.call('rest', 'submitOrder', { ...ETH, side: 'sell' });
      await bot.call('rest', 'getPositions', { instType: 'SWAP' });
      await bot.call('rest', 'getPositions');
      expect((await bot.series()).get(POSITIONS)).to.equal(0);
    });
  });
}

describe('the history of an okx-api account', () => {
  it('counts for nothing', async () => {
    let hoursAgo = 1;
    const exchange = await quietExchange({ now: () => Date.now() - hoursAgo * 3_600_000 });
    await fetch(`${exchange.url}/api/v5/trade/order`, {
      method: 'POST',
      headers: {
        'ok-access-key': CANARIES.apiKey,
        'ok-access-sign': 'any',
        'ok-access-timestamp': new Date(exchange.time()).toISOString(),
      },
      body: JSON.stringify(BUY),
    });
    hoursAgo = 0;
    const bot = await DrivenBot.start('okx-api/bot.cjs', { url: exchange.url });
    try {
      const past = await bot.call('rest', 'getFills', { instType: 'SWAP' });
      const [fill] = exchange.journal.fills;
      expect(JSON.stringify(past.value)).to.include(`"tradeId":"${fill?.tradeId}"`);
      expect(total(await bot.series(), 'genesis_trades_total')).to.equal(0);
    } finally {
      await bot.end();
      await exchange.close();
    }
  });
});
