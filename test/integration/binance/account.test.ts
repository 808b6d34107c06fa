import { expect } from 'chai';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { total } from '../support/counts.js';
import { DrivenBot, eventually, NOW } from '../support/driven-bot.js';

const POSITIONS = 'genesis_position_count{exchange="binanceusdm"}';

for (const file of ['binance/bot.cjs', 'binance/bot.mjs']) {
  describe(`fills, positions and P&L of ${file}`, () => {
    let exchange: PaperExchange;
    let bot: DrivenBot;

    beforeEach(async () => {
      exchange = await quietExchange();
      exchange.prices.set('BTCUSDT', '60000');
      bot = await DrivenBot.start(file, { url: exchange.url });
    });

    afterEach(async () => {
      await bot.end();
      await exchange.close();
    });

    const market = (side: 'BUY' | 'SELL', quantity: number) =>
      bot.call('usdm', 'submitNewOrder', { symbol: 'BTCUSDT', side, type: 'MARKET', quantity });

    /** What the exchange itself says that its fills have realized. */
    const realized = (): number =>
      exchange.journal.fills.reduce((sum, fill) => sum + Number(fill.realized ?? 0), 0);

    /** Waits until the metrics say that there are so many positions, and what they are worth. */
    const holds = (count: number, unrealized: number) =>
      eventually(
        bot,
        (series) =>
          series.get(POSITIONS) === count &&
          series.get('genesis_unrealized_pnl_dollars') === unrealized &&
          series.get('genesis_realized_pnl_dollars') === realized() &&
          total(series, 'genesis_trades_total', { exchange: 'binanceusdm' }) ===
            exchange.journal.fills.length,
        `${count} positions with ${unrealized} unrealized and ${realized()} realized`,
      );

    it('follow the private stream through opening, part of it closed, a flip and the end', async () => {
      await bot.call('ws', 'subscribeUsdFuturesUserDataStream');
      await market('BUY', 2);
      await holds(1, 0);
      exchange.prices.set('BTCUSDT', '61000');
      await market('SELL', 1);
      // One was sold 1,000 higher, the other is still held.
      await holds(1, 1_000);
      expect(realized()).to.equal(1_000);
      await market('SELL', 3);
      // Another 1,000 realized, and two are owed from 61,000 on.
      await holds(1, 0);
      exchange.prices.set('BTCUSDT', '60500');
      await market('BUY', 2);
      const series = await holds(0, 0);
      expect(realized()).to.equal(3_000);
      expect(series.get('genesis_pnl_dollars')).to.equal(3_000);
    });

    it('follow the answers of a bot without a stream', async () => {
      await market('BUY', 1);
      exchange.prices.set('BTCUSDT', '60200');
      await bot.call('usdm', 'getPositionsV3');
      await bot.call('usdm', 'getAccountTrades', { symbol: 'BTCUSDT' });
      await holds(1, 200);
      await market('SELL', 1);
      await bot.call('usdm', 'getPositionsV3', { symbol: 'BTCUSDT' });
      await bot.call('usdm', 'getAccountTrades', { symbol: 'BTCUSDT' });
      await holds(0, 0);
    });

    it('count a fill once that an answer, two streams and the history all tell', async () => {
      await bot.call('ws', 'subscribeSpotUserDataStream');
      await bot.call('wsApi', 'subscribeUserDataStream', 'mainWSAPI');
      const buy = { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: 0.01 };
      await bot.call('spot', 'submitNewOrder', { ...buy, newOrderRespType: 'FULL' });
      await bot.call('wsApi', 'submitNewSpotOrder', { ...buy, timestamp: NOW });
      await bot.happened({ on: 'ws', name: 'message', count: 8 });
      await bot.happened({ on: 'wsApi', name: 'message', count: 8 });
      await bot.call('spot', 'getAccountTradeList', { symbol: 'BTCUSDT' });
      const series = await bot.series();
      expect(total(series, 'genesis_trades_total')).to.equal(exchange.journal.fills.length);
      expect(exchange.journal.fills.length).to.equal(2);
      // Spot tells no P&L: the series is absent, not zero.
      expect([...series.keys()].filter((key) => key.includes('pnl_dollars'))).to.deep.equal([]);
    });

    it('leave out the fills of before this process', async () => {
      exchange.faults.set({ kind: 'clock-skew', ms: -60_000 });
      const early = await DrivenBot.start(file, { url: exchange.url, preload: 'none' });
      const order = { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: 1 };
      await early.call('usdm', 'setTimeOffset', -60_000);
      expect(await early.call('usdm', 'submitNewOrder', order)).to.include({ ok: true });
      await early.end();
      exchange.faults.clear();
      await market('SELL', 1);
      await bot.call('usdm', 'getAccountTrades', { symbol: 'BTCUSDT' });
      expect(exchange.journal.fills.length).to.equal(2);
      const labels = { exchange: 'binanceusdm', side: 'sell' };
      const series = await bot.series();
      expect(total(series, 'genesis_trades_total')).to.equal(1);
      expect(total(series, 'genesis_trades_total', labels)).to.equal(1);
    });
  });
}
