import { expect } from 'chai';
import { CBAdvancedTradeClient } from 'coinbase-api';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { CANARIES } from '../support/canaries.js';
import { total } from '../support/counts.js';
import { DrivenBot, eventually } from '../support/driven-bot.js';
import { BOTS, call, KEYS, leakedIn, legacy, market, orderId, PERPETUAL } from './support.js';

const TRADES = 'genesis_trades_total';
const POSITIONS = 'genesis_position_count{exchange="coinbase"}';
const UNREALIZED = 'genesis_unrealized_pnl_dollars';

for (const file of BOTS) {
  describe(`account of ${file}`, () => {
    let exchange: PaperExchange;
    let bot: DrivenBot;

    beforeEach(async () => {
      exchange = await quietExchange();
      exchange.prices.set('BTCUSDT', '50000');
      bot = await DrivenBot.start(file, { url: exchange.url, env: KEYS });
    });

    afterEach(async () => {
      expect(leakedIn(`${await bot.scrape()}${bot.stderr}`)).to.deep.equal([]);
      await bot.end();
      await exchange.close();
    });

    const subscribe = async (): Promise<void> => {
      await bot.call('user', 'subscribe', { topic: 'user' }, 'advTradeUserData');
      await bot.happened({ on: 'user', name: 'update' });
    };
    const fills = (): number => exchange.journal.fills.length;
    const trades = async (): Promise<number> => total(await bot.series(), TRADES);
    const heard = () =>
      eventually(bot, (series) => total(series, TRADES) === fills(), 'every fill');

    it('counts each fill once, however often and wherever it is told', async () => {
      await subscribe();
      const large = { product_id: 'SOL-PERP-INTX', side: 'SELL' };
      await bot.calls([market('0.01'), market('1100', large), market('0.02', { side: 'SELL' })]);
      // The book holds 500 a level.
      expect(fills()).to.equal(5);
      const series = await heard();
      const sold = { exchange: 'coinbase', symbol: 'SOL-PERP-INTX', side: 'sell' };
      expect(total(series, TRADES, sold)).to.equal(3);
      await bot.call('trade', 'getFills');
      await bot.call('trade', 'getFills', { product_ids: ['SOL-PERP-INTX'] });
      expect(await trades()).to.equal(5);
    });

    it('counts the fills that the bot asks for, where no stream tells them', async () => {
      await bot.calls([market('0.01'), market('0.02')]);
      expect(await trades()).to.equal(0);
      await bot.call('trade', 'getFills');
      await bot.call('trade', 'getFills');
      expect(await trades()).to.equal(2);
      await bot.calls([legacy({ price: '50000', size: '0.01' })]);
      await bot.call('exchange', 'getFills', { product_id: 'BTC-USDT' });
      const own = { exchange: 'coinbaseexchange', symbol: 'BTC-USDT', side: 'buy' };
      expect(total(await bot.series(), TRADES, own)).to.be.at.least(1);
    });

    it('follows a position as the stream tells it: opened, flipped, closed', async () => {
      await subscribe();
      await bot.calls([market('0.2', PERPETUAL)]);
      await eventually(bot, (series) => series.get(POSITIONS) === 1, 'the position');
      exchange.prices.set('BTCUSDT', '51000');
      await bot.calls([market('0.3', { ...PERPETUAL, side: 'SELL' })]);
      await heard();
      expect((await bot.series()).get(POSITIONS)).to.equal(1);
      exchange.prices.set('BTCUSDT', '50000');
      await bot.calls([market('0.05', PERPETUAL)]);
      // What is left is short 0.05 from 51000.
      await eventually(bot, (series) => series.get(UNREALIZED) === 50, 'its profit');
      await bot.calls([
        call('trade', 'closePosition', { ...PERPETUAL, client_order_id: orderId() }),
      ]);
      await eventually(bot, (series) => series.get(POSITIONS) === 0, 'its end');
      const series = await heard();
      expect(series.get(UNREALIZED)).to.equal(0);
      // Coinbase does not tell what a fill realized.
      expect(series.has('genesis_realized_pnl_dollars')).to.equal(false);
    });

    it('takes positions from answers, and knows them closed when they are not there', async () => {
      const portfolio_uuid = 'any';
      const ask = () => bot.call('trade', 'getPerpetualsPositions', { portfolio_uuid });
      await bot.calls([
        market('0.2', PERPETUAL),
        market('2', { product_id: 'ETH-PERP-INTX', side: 'SELL' }),
      ]);
      exchange.prices.set('BTCUSDT', '51000');
      await ask();
      const series = await bot.series();
      expect(series.get(POSITIONS)).to.equal(2);
      expect(series.get(UNREALIZED)).to.equal(200);
      // Futures that expire are at another house, which has nothing to say of perpetuals.
      await bot.call('trade', 'getFuturesPositions');
      expect((await bot.series()).get(POSITIONS)).to.equal(2);
      await bot.calls([
        call('trade', 'closePosition', { ...PERPETUAL, client_order_id: orderId() }),
      ]);
      await ask();
      expect((await bot.series()).get(POSITIONS)).to.equal(1);
    });
  });
}

describe('account of a coinbase-api bot that starts anew', () => {
  it('leaves out what was filled before, and counts what comes after', async () => {
    let behind = 20_000;
    const exchange = await quietExchange({ now: () => Date.now() - behind });
    exchange.prices.set('BTCUSDT', '50000');
    const earlier = new CBAdvancedTradeClient({
      baseUrl: exchange.url,
      apiKey: CANARIES.apiKey,
      apiSecret: KEYS.BOT_EC_KEY,
    });
    await earlier.submitOrder({
      product_id: 'BTC-PERP-INTX',
      side: 'BUY',
      client_order_id: orderId(),
      order_configuration: { limit_limit_gtc: { base_size: '12', limit_price: '49000' } },
    });
    exchange.prices.set('BTCUSDT', '49000');
    expect(exchange.journal.fills).to.have.length(1);
    behind = 0;
    const bot = await DrivenBot.start(BOTS[0], { url: exchange.url, env: KEYS });
    await bot.call('trade', 'getFills');
    await bot.call('user', 'subscribe', { topic: 'user' }, 'advTradeUserData');
    await bot.happened({ on: 'user', name: 'update' });
    expect(total(await bot.series(), TRADES)).to.equal(0);
    exchange.prices.set('BTCUSDT', '48999');
    await bot.happened({ on: 'user', name: 'update', count: 2 });
    expect(total(await bot.series(), TRADES)).to.equal(1);
    // The socket ends, a fill is missed, and the list of open orders tells of it.
    exchange.dropSockets();
    exchange.prices.set('BTCUSDT', '48998');
    await bot.happened({ on: 'user', name: 'open', count: 2 });
    await bot.call('trade', 'getFills');
    await eventually(bot, (series) => total(series, TRADES) === 2, 'the fill that was missed');
    await bot.end();
    await exchange.close();
  });
});
