import { expect } from 'chai';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { secretsIn } from '../support/canaries.js';
import { total } from '../support/counts.js';
import { DrivenBot, eventually } from '../support/driven-bot.js';

const MIX = { productType: 'USDT-FUTURES', marginCoin: 'USDT', marginMode: 'crossed' };
const POSITIONS = 'genesis_position_count{exchange="bitget"}';
const TRADES = 'genesis_trades_total';
const REALIZED = 'genesis_realized_pnl_dollars';
const UNREALIZED = 'genesis_unrealized_pnl_dollars';

describe('accounts of Bitget', () => {
  let exchange: PaperExchange;
  let bot: DrivenBot;

  beforeEach(async () => {
    exchange = await quietExchange();
    exchange.prices.set('BTCUSDT', 50_000);
    bot = await DrivenBot.start('bitget/bot.cjs', { url: exchange.url });
  });

  afterEach(async () => {
    expect(secretsIn(`${await bot.scrape()}${bot.stderr}`)).to.deep.equal([]);
    await bot.end();
    await exchange.close();
  });

  const future = (side: string, size: string) =>
    bot.call('v2', 'futuresSubmitOrder', {
      ...MIX,
      symbol: 'BTCUSDT',
      side,
      orderType: 'market',
      size,
    });
  const unified = (side: string, qty: string) =>
    bot.call('v3', 'submitNewOrder', {
      category: 'USDT-FUTURES',
      symbol: 'BTCUSDT',
      side,
      orderType: 'market',
      qty,
    });

  /** What the exchange says that was realized. */
  const realized = (): number =>
    exchange.journal.fills.reduce((sum, fill) => sum + Number(fill.realized ?? 0), 0);

  const told = async () => {
    const count = exchange.journal.fills.length;
    const series = await eventually(bot, (all) => total(all, TRADES) === count, `${count} fills`);
    return series;
  };

  it('of the classic kind: opens, flips and closes, each fill once', async () => {
    for (const channel of ['orders', 'fill', 'positions']) {
      await bot.call('ws', 'subscribeTopic', 'USDT-FUTURES', channel, 'default');
    }
    await bot.happened({ on: 'ws', name: 'response', count: 4 });
    await future('buy', '0.2');
    await eventually(bot, (series) => series.get(POSITIONS) === 1, 'the position');
    exchange.prices.set('BTCUSDT', 50_500);
    await future('sell', '0.5');
    expect(realized()).to.equal(100);
    const flipped = await eventually(bot, (all) => all.get(REALIZED) === 100, 'the P&L');
    expect(flipped.get(POSITIONS)).to.equal(1);
    await future('buy', '0.3');
    await eventually(bot, (series) => series.get(POSITIONS) === 0, 'the end of the position');
    await bot.call('v2', 'getFuturesFills', { ...MIX, symbol: 'BTCUSDT' });
    const series = await told();
    expect(series.get(REALIZED)).to.equal(realized());
    expect(total(series, TRADES, { side: 'buy', symbol: 'BTCUSDT' })).to.equal(2);
  });

  it('of the unified kind: opens, flips and closes, each fill once', async () => {
    const topics = ['order', 'fill', 'position', 'account'];
    const requests = topics.map((topic) => ({ topic, payload: { instType: 'UTA' } }));
    await bot.call('ws3', 'subscribe', requests, 'v3Private');
    await bot.happened({ on: 'ws3', name: 'response', count: 5 });
    await unified('buy', '0.2');
    await eventually(bot, (series) => series.get(POSITIONS) === 1, 'the position');
    exchange.prices.set('BTCUSDT', 49_000);
    await unified('sell', '0.5');
    await eventually(bot, (series) => series.get(REALIZED) === -200, 'the P&L');
    expect(realized()).to.equal(-200);
    await bot.call('v3', 'closeAllPositions', { category: 'USDT-FUTURES' });
    await eventually(bot, (series) => series.get(POSITIONS) === 0, 'the end of the position');
    await bot.call('v3', 'getTradeFills', { category: 'USDT-FUTURES' });
    expect((await told()).get(REALIZED)).to.equal(realized());
  });

  it('tell positions when they are asked for, and spot fills without P&L', async () => {
    await future('sell', '0.2');
    exchange.prices.set('BTCUSDT', 49_000);
    await bot.call('v2', 'getFuturesPositions', MIX);
    const open = await bot.series();
    expect(open.get(POSITIONS)).to.equal(1);
    expect(open.get(UNREALIZED)).to.equal(200);
    await bot.call('v3', 'closeAllPositions', { category: 'USDT-FUTURES' });
    await bot.call('v3', 'getCurrentPosition', { category: 'USDT-FUTURES' });
    expect((await bot.series()).get(POSITIONS)).to.equal(0);
    const spot = { symbol: 'BTCUSDT', side: 'buy', orderType: 'market', force: 'gtc', size: '500' };
    await bot.call('v2', 'spotSubmitOrder', spot);
    await bot.call('v2', 'getSpotFills', { symbol: 'BTCUSDT' });
    const series = await bot.series();
    expect(total(series, TRADES)).to.equal(1);
    expect(series.has(REALIZED)).to.equal(false);
  });

  it('tell how much of a limit is used, until its second ends', async () => {
    const usage = 'genesis_rate_limit_usage_ratio{exchange="bitget",limit_type="endpoint"}';
    await bot.calls(
      Array.from({ length: 4 }, () => ({
        on: 'v2',
        method: 'getSpotFills',
        args: [{ symbol: 'BTCUSDT' }],
      })),
    );
    // The exchange says what remains of twenty; how the seconds fall is the clock's business.
    const remains = exchange.journal
      .of('request')
      .map(({ headers }) => Number(headers['x-mbx-used-remain-limit']));
    const limit = Math.max(...remains) + 1;
    const series = await bot.series();
    expect(series.get(usage)).to.be.oneOf([0, ...remains.map((left) => (limit - left) / limit)]);
    await eventually(bot, (all) => all.get(usage) === 0, 'the end of the window');
  });
});
