import { expect } from 'chai';
import { accountIdOf } from '../../../examples/paper-exchange/index.js';
import type { Series } from '../../support/series.js';
import { pick } from '../../support/series.js';
import type { Bench } from './driven-bot.js';
import { forEachBot, SECRETS, seriesKey, untilMetrics } from './driven-bot.js';

/** What Alpaca calls the markets of the core. */
const SYMBOLS: Readonly<Record<string, string>> = {
  SOLUSDT: 'AAPL',
  BTCUSDT: 'BTC/USD',
  ETHUSDT: 'ETH/USD',
};

/** The fills by the exchange's own book, as the bot's metrics are to count them. */
function fillsOf({ exchange }: Bench): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { symbol, side } of exchange.journal.fills) {
    const labels = { exchange: 'alpaca', symbol: SYMBOLS[symbol] ?? '', side: side.toLowerCase() };
    const key = seriesKey('genesis_trades_total', labels);
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

const total = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

const tradesIn = (series: Series) => pick(series, 'genesis_trades_total');
const POSITIONS = seriesKey('genesis_position_count', { exchange: 'alpaca' });

const settled = (bench: Bench): Promise<Series> =>
  untilMetrics(
    bench.bot,
    (series) => total(tradesIn(series)) === total(fillsOf(bench)),
    'the fills',
  );

const unrealized = ({ exchange }: Bench): number => {
  const account = exchange.accounts.all().find(({ id }) => id === accountIdOf(SECRETS.ALPACA_KEY));
  return account?.usdm.totalUnrealized().toNumber() ?? Number.NaN;
};

const share = { symbol: 'AAPL', qty: 4 };
const crypto = { symbol: 'BTC/USD', qty: 0.1, timeInForce: 'gtc' };

forEachBot('the account', (bench) => {
  it('tells fills in its history, each of them once', async () => {
    await bench.bot.do('place', { ...share, side: 'buy' });
    await bench.bot.do('history');
    await bench.bot.do('history');
    expect(tradesIn(await bench.bot.metrics())).to.deep.equal(fillsOf(bench));
    expect(total(fillsOf(bench))).to.equal(1);
    await bench.bot.do('closeAll');
  });

  it('tells fills as they come, once with those of its history', async () => {
    await bench.bot.do('follow');
    // More than one level of the book holds, so that it fills in parts.
    await bench.bot.do('place', { ...share, side: 'buy', qty: 700 });
    await bench.bot.do('place', { ...crypto, side: 'buy' });
    const resting = { ...share, qty: 2, side: 'buy', kind: 'limit', limitPrice: 149 };
    await bench.bot.do('place', resting);
    bench.exchange.prices.set('SOLUSDT', 148);
    bench.exchange.prices.set('SOLUSDT', 150);
    await untilMetrics(
      bench.bot,
      (series) => total(tradesIn(series)) >= total(fillsOf(bench)) - 1,
      'the fills of the stream',
    );
    await bench.bot.do('history');
    expect(tradesIn(await settled(bench))).to.deep.equal(fillsOf(bench));
  });

  it('counts its positions as they open, turn over and close', async () => {
    await settled(bench);
    expect((await bench.bot.metrics()).get(POSITIONS)).to.equal(2);
    await bench.bot.do('close', 'AAPL');
    await untilMetrics(bench.bot, (series) => series.get(POSITIONS) === 1, 'the close');
    await bench.bot.do('place', { ...share, side: 'sell' });
    await untilMetrics(bench.bot, (series) => series.get(POSITIONS) === 2, 'the short position');
    await bench.bot.do('closeAll');
    await untilMetrics(bench.bot, (series) => series.get(POSITIONS) === 0, 'the end of all');
    await bench.bot.do('place', { ...crypto, side: 'buy' });
    await untilMetrics(bench.bot, (series) => series.get(POSITIONS) === 1, 'the next one');
    expect(tradesIn(await settled(bench))).to.deep.equal(fillsOf(bench));
  });

  it('tells the unrealized P&L of its positions, and no realized one', async () => {
    await bench.bot.do('place', { ...share, side: 'sell' });
    bench.exchange.prices.set('SOLUSDT', 147.5);
    bench.exchange.prices.set('BTCUSDT', 61_000);
    await settled(bench);
    await bench.bot.do('positions');
    const series = await bench.bot.metrics();
    expect(unrealized(bench)).to.equal(110);
    expect(series.get('genesis_unrealized_pnl_dollars')).to.equal(unrealized(bench));
    expect(series.get('genesis_pnl_dollars')).to.equal(unrealized(bench));
    expect(series.has('genesis_realized_pnl_dollars')).to.equal(false);
    expect(series.get(POSITIONS)).to.equal(2);
    bench.exchange.prices.set('SOLUSDT', 145);
    await bench.bot.do('position', 'AAPL');
    const later = await bench.bot.metrics();
    expect(later.get('genesis_unrealized_pnl_dollars')).to.equal(unrealized(bench));
    expect(later.get(POSITIONS)).to.equal(2);
  });
});

forEachBot('an account without a stream', (bench) => {
  it('has the positions that were listed last', async () => {
    await bench.bot.do('place', { ...share, side: 'buy' });
    await bench.bot.do('place', { ...crypto, side: 'buy' });
    await bench.bot.do('positions');
    expect((await bench.bot.metrics()).get(POSITIONS)).to.equal(2);
    await bench.bot.do('close', 'BTCUSD');
    await bench.bot.do('positions');
    expect((await bench.bot.metrics()).get(POSITIONS)).to.equal(1);
    await bench.bot.do('closeAll');
    await bench.bot.do('positions');
    const series = await bench.bot.metrics();
    expect(series.get(POSITIONS)).to.equal(0);
    expect(series.get('genesis_unrealized_pnl_dollars')).to.equal(0);
    expect(tradesIn(series)).to.deep.equal({});
  });
});
