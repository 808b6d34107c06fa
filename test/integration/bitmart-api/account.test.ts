import { FuturesClientV2 } from 'bitmart-api';
import { expect } from 'chai';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { CANARIES, secretsIn } from '../support/canaries.js';
import { total } from '../support/counts.js';
import { DrivenBot, eventually } from '../support/driven-bot.js';
import { BOTS, buy, call, futures } from './support.js';

const TRADES = 'genesis_trades_total';
const POSITIONS = 'genesis_position_count{exchange="bitmart"}';
const UNREALIZED = 'genesis_unrealized_pnl_dollars';
const REALIZED = 'genesis_realized_pnl_dollars';

for (const file of BOTS) {
  describe(`account of ${file}`, () => {
    let exchange: PaperExchange;
    let bot: DrivenBot;

    beforeEach(async () => {
      exchange = await quietExchange();
      exchange.prices.set('BTCUSDT', '50000');
      bot = await DrivenBot.start(file, { url: exchange.url });
    });

    afterEach(async () => {
      expect(secretsIn(`${await bot.scrape()}${bot.stderr}`)).to.deep.equal([]);
      await bot.end();
      await exchange.close();
    });

    const subscribe = async (): Promise<void> => {
      await bot.call('user', 'subscribe', ['spot/user/orders:ALL_SYMBOLS'], 'spot');
      const topics = ['futures/order', 'futures/position'];
      await bot.call('futuresUser', 'subscribe', topics, 'futures');
      await bot.happened({ on: 'user', name: 'response' });
      await bot.happened({ on: 'futuresUser', name: 'response', count: 2 });
    };
    const fills = (): number => exchange.journal.fills.length;
    const heard = () =>
      eventually(bot, (series) => total(series, TRADES) === fills(), 'every fill');

    it('counts each fill once, however often and wherever it is told', async () => {
      await subscribe();
      const large = { symbol: 'SOLUSDT', side: 4, size: 110_000 };
      await bot.calls([buy, futures(large), futures({})]);
      // The book holds 50000 contracts a level.
      expect(fills()).to.equal(5);
      const series = await heard();
      const sold = { exchange: 'bitmart', symbol: 'SOLUSDT', side: 'sell' };
      expect(total(series, TRADES, sold)).to.equal(3);
      await bot.call('spot', 'getSpotAccountTradesV4', {});
      await bot.call('futures', 'getFuturesAccountTrades', { symbol: 'SOLUSDT' });
      expect(total(await bot.series(), TRADES)).to.equal(5);
      const told = (await bot.series()).get(
        'genesis_websocket_latency_ms_count{exchange="bitmart",channel="orders"}',
      );
      expect(told).to.be.greaterThan(0);
    });

    it('tells fills of spot and of futures apart, whose numbers may be the same', async () => {
      await subscribe();
      await bot.calls([buy, futures({})]);
      expect(new Set(exchange.journal.fills.map(({ tradeId }) => tradeId)).size).to.equal(1);
      expect(fills()).to.equal(2);
      await heard();
      await bot.call('futures', 'getFuturesAccountTrades', { symbol: 'BTCUSDT' });
      expect(total(await bot.series(), TRADES)).to.equal(2);
    });

    it('adds what fills realized, once the bot asks for them', async () => {
      await subscribe();
      await bot.calls([futures({ size: 200 })]);
      exchange.prices.set('BTCUSDT', '51000');
      await bot.calls([futures({ side: 4, size: 150 })]);
      await heard();
      expect((await bot.series()).has(REALIZED)).to.equal(false);
      const ask = () => bot.call('futures', 'getFuturesAccountTrades', { symbol: 'BTCUSDT' });
      await ask();
      await ask();
      const realized = exchange.journal.fills.map((fill) => Number(fill.realized ?? 0));
      expect(realized).to.deep.equal([0, 150]);
      expect((await bot.series()).get(REALIZED)).to.equal(150);
      expect(total(await bot.series(), TRADES)).to.equal(2);
    });

    it('follows a position as the stream tells it: opened, flipped, closed', async () => {
      await subscribe();
      await bot.calls([futures({ size: 200 })]);
      await eventually(bot, (series) => series.get(POSITIONS) === 1, 'the position');
      await bot.calls([futures({ side: 4, size: 300 })]);
      await heard();
      expect((await bot.series()).get(POSITIONS)).to.equal(1);
      await bot.calls([futures({ side: 2, size: 100 })]);
      await eventually(bot, (series) => series.get(POSITIONS) === 0, 'its end');
    });

    it('takes positions from answers, and knows them closed when they are not there', async () => {
      await bot.calls([futures({ size: 200 }), futures({ symbol: 'ETHUSDT', side: 4 })]);
      exchange.prices.set('BTCUSDT', '51000');
      for (const method of [
        'getFuturesAccountPositions',
        'getFuturesAccountPositionsV2',
        'getPositionRiskDetails',
      ]) {
        await bot.call('futures', method, {});
        const series = await bot.series();
        expect(series.get(POSITIONS), method).to.equal(2);
        expect(series.get(UNREALIZED), method).to.equal(200);
      }
      await bot.calls([futures({ side: 3, size: 200 })]);
      await bot.call('futures', 'getFuturesAccountPositions', { symbol: 'ETHUSDT' });
      expect((await bot.series()).get(POSITIONS)).to.equal(2);
      await bot.call('futures', 'getFuturesAccountPositions', { symbol: 'BTCUSDT' });
      expect((await bot.series()).get(POSITIONS)).to.equal(1);
      await bot.calls([call('futures', 'closeAllFuturesPositions', {})]);
      await bot.call('futures', 'getFuturesAccountPositionsV2', {});
      const series = await bot.series();
      expect(series.get(POSITIONS)).to.equal(0);
      expect(series.get(UNREALIZED)).to.equal(0);
    });
  });
}

describe('account of a bitmart-api bot that starts anew', () => {
  it('leaves out what was filled before', async () => {
    let behind = 20_000;
    const exchange = await quietExchange({ now: () => Date.now() - behind });
    const earlier = new FuturesClientV2({
      baseUrl: exchange.url,
      apiKey: CANARIES.apiKey,
      apiSecret: CANARIES.secret,
      apiMemo: CANARIES.passphrase,
    });
    const order = { symbol: 'BTCUSDT', side: 1, type: 'market', size: 10 } as const;
    await earlier.submitFuturesOrder(order);
    behind = 0;
    const bot = await DrivenBot.start(BOTS[0], { url: exchange.url });
    await bot.calls([futures({})]);
    await bot.call('futures', 'getFuturesAccountTrades', { symbol: 'BTCUSDT' });
    expect(exchange.journal.fills).to.have.length(2);
    expect(total(await bot.series(), TRADES)).to.equal(1);
    await bot.end();
    await exchange.close();
  });
});
