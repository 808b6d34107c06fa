import { expect } from 'chai';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { secretsIn } from '../support/canaries.js';
import { total } from '../support/counts.js';
import { DrivenBot, eventually } from '../support/driven-bot.js';

const ORDER = { settle: 'usdt', contract: 'BTC_USDT', price: '0', tif: 'ioc' };
const POSITIONS = 'genesis_position_count{exchange="gate"}';
const TRADES = 'genesis_trades_total';
const REALIZED = 'genesis_realized_pnl_dollars';
const UNREALIZED = 'genesis_unrealized_pnl_dollars';

describe('accounts of Gate', () => {
  let exchange: PaperExchange;
  let bot: DrivenBot;

  beforeEach(async () => {
    exchange = await quietExchange();
    exchange.prices.set('BTCUSDT', 50_000);
    bot = await DrivenBot.start('gate/bot.cjs', { url: exchange.url });
  });

  afterEach(async () => {
    expect(secretsIn(`${await bot.scrape()}${bot.stderr}`)).to.deep.equal([]);
    await bot.end();
    await exchange.close();
  });

  const future = (size: number) => bot.call('rest', 'submitFuturesOrder', { ...ORDER, size });

  /** What the exchange says that was realized after its first fill, fees taken off. */
  const realizedSinceFirst = (): number =>
    exchange.journal.fills
      .slice(1)
      .reduce((sum, fill) => sum + Number(fill.realized ?? 0) - Number(fill.commission), 0);

  it('open, flip and close positions, and count each fill once', async () => {
    for (const name of ['orders', 'usertrades', 'positions']) {
      const request = { topic: `futures.${name}`, payload: ['1', '!all'] };
      await bot.call('ws', 'subscribe', request, 'perpFuturesUSDTV4');
    }
    await bot.happened({ on: 'ws', name: 'response', count: 3 });
    await future(200);
    await eventually(bot, (series) => series.get(POSITIONS) === 1, 'the position');
    exchange.prices.set('BTCUSDT', 50_500);
    await future(-500);
    const flipped = await eventually(bot, (all) => all.has(REALIZED), 'the P&L');
    expect(flipped.get(REALIZED)).to.be.closeTo(realizedSinceFirst(), 1e-6);
    expect(flipped.get(POSITIONS)).to.equal(1);
    await future(300);
    const closed = await eventually(bot, (series) => series.get(POSITIONS) === 0, 'the end');
    expect(closed.get(REALIZED)).to.be.closeTo(realizedSinceFirst(), 1e-6);
    await bot.call('rest', 'getFuturesTradingHistory', { settle: 'usdt', contract: 'BTC_USDT' });
    const series = await bot.series();
    expect(total(series, TRADES)).to.equal(exchange.journal.fills.length);
    expect(total(series, TRADES, { side: 'buy', symbol: 'BTC_USDT' })).to.equal(2);
  });

  it('tell positions when they are asked for, and spot fills without P&L', async () => {
    await future(-200);
    exchange.prices.set('BTCUSDT', 49_000);
    await bot.call('rest', 'getFuturesPositions', { settle: 'usdt' });
    const open = await bot.series();
    expect(open.get(POSITIONS)).to.equal(1);
    expect(open.get(UNREALIZED)).to.equal(200);
    await future(200);
    await bot.call('rest', 'getFuturesPosition', { settle: 'usdt', contract: 'BTC_USDT' });
    const closed = await bot.series();
    expect(closed.get(POSITIONS)).to.equal(0);
    expect(closed.get(REALIZED)).to.be.closeTo(realizedSinceFirst(), 1e-6);
    const spot = { currency_pair: 'ETH_USDT', side: 'buy', type: 'market', amount: '500' };
    await bot.call('rest', 'submitSpotOrder', { ...spot, time_in_force: 'ioc' });
    await bot.call('rest', 'getSpotTradingHistory', { currency_pair: 'ETH_USDT' });
    expect(total(await bot.series(), TRADES, { symbol: 'ETH_USDT' })).to.equal(1);
  });

  it('tell fills of spot as they come', async () => {
    const request = { topic: 'spot.usertrades', payload: ['BTC_USDT'] };
    await bot.call('ws', 'subscribe', request, 'spotV4');
    await bot.happened({ on: 'ws', name: 'response' });
    const order = { currency_pair: 'BTC_USDT', side: 'sell', type: 'market', amount: '0.1' };
    await bot.call('rest', 'submitSpotOrder', { ...order, time_in_force: 'ioc' });
    const labels = { symbol: 'BTC_USDT', side: 'sell' };
    const series = await eventually(bot, (all) => total(all, TRADES, labels) === 1, 'the fill');
    expect(series.has(REALIZED)).to.equal(false);
  });

  it('tell how much of a limit is used, until its window ends', async () => {
    const usage = 'genesis_rate_limit_usage_ratio{exchange="gate",limit_type="endpoint"}';
    const order = { currency_pair: 'BTC_USDT', order_id: '1' };
    await bot.calls(
      Array.from({ length: 4 }, () => ({ on: 'rest', method: 'cancelSpotOrder', args: [order] })),
    );
    const told = exchange.journal.of('request').map(({ headers }) => {
      const limit = Number(headers['x-gate-ratelimit-limit']);
      return (limit - Number(headers['x-gate-ratelimit-requests-remain'])) / limit;
    });
    expect((await bot.series()).get(usage)).to.be.oneOf([0, ...told]);
    expect(Math.max(...told)).to.be.above(0);
    await eventually(bot, (all) => all.get(usage) === 0, 'the end of the window');
  });
});
