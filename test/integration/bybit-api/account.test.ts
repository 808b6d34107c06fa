import { expect } from 'chai';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import type { Series } from '../../support/series.js';
import { CANARIES, secretsIn } from '../support/canaries.js';
import { total } from '../support/counts.js';
import { DrivenBot, eventually } from '../support/driven-bot.js';

const BUY = {
  category: 'linear',
  symbol: 'BTCUSDT',
  side: 'Buy',
  orderType: 'Market',
  qty: '0.01',
};
const REALIZED = 'genesis_realized_pnl_dollars';
const UNREALIZED = 'genesis_unrealized_pnl_dollars';
const POSITIONS = 'genesis_position_count{exchange="bybit"}';

/** What the fills of the journal realized, in dollars. */
const realizedOf = ({ journal }: PaperExchange): number =>
  journal.fills.reduce((sum, { realized = '0' }) => sum + Number(realized), 0);

for (const file of ['bybit-api/bot.cjs', 'bybit-api/bot.mjs']) {
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

    const trades = (series: Series) => total(series, 'genesis_trades_total', { exchange: 'bybit' });

    const follow = async (...topics: string[]): Promise<void> => {
      await bot.call('userStream', 'subscribeV5', topics, 'linear');
      await bot.happened({ on: 'userStream', name: 'response' });
    };

    it('counts each fill once, with what it realized, however often it is told', async () => {
      await follow('execution', 'execution.fast');
      await bot.call('rest', 'submitOrder', BUY);
      exchange.prices.set('BTCUSDT', 61_000);
      await bot.call('rest', 'submitOrder', { ...BUY, side: 'Sell' });
      await bot.happened({ on: 'userStream', name: 'update', count: 2 });
      await bot.call('rest', 'getExecutionList', { category: 'linear' });
      const series = await bot.series();
      expect(trades(series)).to.equal(exchange.journal.fills.length);
      expect(realizedOf(exchange)).to.equal(10);
      expect(series.get(REALIZED)).to.equal(10);
    });

    it('leaves realized P&L out where nobody tells it', async () => {
      await follow('execution');
      await bot.call('rest', 'submitOrder', { ...BUY, category: 'spot', qty: '600' });
      await bot.happened({ on: 'userStream', name: 'update' });
      const series = await bot.series();
      expect(trades(series)).to.equal(exchange.journal.fills.length);
      expect(series.has(REALIZED)).to.equal(false);
    });

    it('follows a position through opening, flipping and closing', async () => {
      await follow('execution', 'position');
      await bot.call('rest', 'submitOrder', BUY);
      await eventually(bot, (series) => series.get(POSITIONS) === 1, 'the position');
      exchange.prices.set('BTCUSDT', 61_000);
      await bot.call('rest', 'submitOrder', { ...BUY, side: 'Sell', qty: '0.03' });
      await eventually(bot, (series) => series.get(REALIZED) === 10, 'the flip');
      expect((await bot.series()).get(POSITIONS)).to.equal(1);
      exchange.prices.set('BTCUSDT', 60_000);
      await bot.call('rest', 'submitOrder', { ...BUY, qty: '0.02' });
      await eventually(bot, (series) => series.get(POSITIONS) === 0, 'the end of the position');
      const series = await bot.series();
      expect(realizedOf(exchange)).to.equal(30);
      expect(series.get(REALIZED)).to.equal(30);
      expect(series.get(UNREALIZED)).to.equal(0);
    });

    it('takes positions that the bot asks for as they are then', async () => {
      await bot.call('rest', 'submitOrder', BUY);
      await bot.call('rest', 'submitOrder', { ...BUY, symbol: 'ETHUSDT', side: 'Sell' });
      exchange.prices.set('BTCUSDT', 61_000);
      const all = { category: 'linear', settleCoin: 'USDT' };
      await bot.call('rest', 'getPositionInfo', all);
      expect((await bot.series()).get(POSITIONS)).to.equal(2);
      expect((await bot.series()).get(UNREALIZED)).to.equal(10);
      await bot.call('rest', 'submitOrder', { ...BUY, side: 'Sell' });
      await bot.call('rest', 'getPositionInfo', { category: 'linear', symbol: 'BTCUSDT' });
      expect((await bot.series()).get(POSITIONS)).to.equal(1);
      await bot.call('rest', 'submitOrder', { ...BUY, symbol: 'ETHUSDT' });
      await bot.call('rest', 'getPositionInfo', all);
      expect((await bot.series()).get(POSITIONS)).to.equal(0);
    });
  });
}

describe('the history of a bybit-api account', () => {
  it('counts for nothing', async () => {
    let hoursAgo = 1;
    const exchange = await quietExchange({ now: () => Date.now() - hoursAgo * 3_600_000 });
    await fetch(`${exchange.url}/v5/order/create`, {
      method: 'POST',
      headers: {
        'x-bapi-api-key': CANARIES.apiKey,
        'x-bapi-sign': 'any',
        'x-bapi-timestamp': String(exchange.time()),
      },
      body: JSON.stringify(BUY),
    });
    hoursAgo = 0;
    const bot = await DrivenBot.start('bybit-api/bot.cjs', { url: exchange.url });
    try {
      const past = await bot.call('rest', 'getExecutionList', { category: 'linear' });
      const [fill] = exchange.journal.fills;
      expect(JSON.stringify(past.value)).to.include(`linear-${fill?.tradeId}`);
      expect(total(await bot.series(), 'genesis_trades_total')).to.equal(0);
    } finally {
      await bot.end();
      await exchange.close();
    }
  });
});
