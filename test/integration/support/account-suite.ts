import { expect } from 'chai';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { accountIdOf } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { CANARIES, secretsIn } from './canaries.js';
import { total } from './counts.js';
import type { Call } from './driven-bot.js';
import { DrivenBot, eventually } from './driven-bot.js';
import { follow } from './follow.js';
import { throughWs } from './ws-fallback.js';

/** How a client trades, for what an account tells. */
export interface AccountSuite {
  readonly bots: readonly string[];
  /** A market order on spot, on the side given. */
  readonly spot: (side: 'BUY' | 'SELL', quantity: number) => Call;
  /** Asks for the account's trades on spot. */
  readonly spotTrades: Call;
  /** Begins the private stream of spot; undefined where the client has none. */
  readonly spotStream?: readonly Call[];
  readonly futures?: {
    readonly order: (side: 'BUY' | 'SELL', quantity: number) => Call;
    readonly positions: Call;
    readonly stream: readonly Call[];
  };
  /** Asks for the exchange's time. */
  readonly time: Call;
}

const fillsOf = (exchange: PaperExchange, venue: string): number =>
  exchange.journal.fills.filter((fill) => fill.venue === venue).length;

/** Fills, positions and P&L, from answers and from private streams, each told once. */
export function describeAccount(suite: AccountSuite): void {
  for (const file of suite.bots) {
    describe(`the account of ${file}`, () => {
      let exchange: PaperExchange;
      let bot: DrivenBot;

      beforeEach(async () => {
        exchange = await quietExchange({ spotBalances: { USDT: '1000000', BTC: '10' } });
        exchange.prices.set('BTCUSDT', '50000');
        bot = await DrivenBot.start(file, { url: exchange.url, env: throughWs(exchange) });
      });

      afterEach(async () => {
        const owner = exchange.accounts.all().find(({ id }) => id === accountIdOf(CANARIES.apiKey));
        const further = owner === undefined ? {} : { listenKey: owner.listenKey };
        expect(secretsIn(`${await bot.scrape()}${bot.stderr}`, further)).to.deep.equal([]);
        await bot.end();
        await exchange.close();
      });

      spotFills(suite, () => ({ bot, exchange }));
      if (suite.futures !== undefined) futuresAccount(suite.futures, () => ({ bot, exchange }));

      it('tells how far the clocks are apart', async () => {
        exchange.faults.set({ kind: 'clock-skew', ms: 400 });
        const [outcome] = await bot.calls([suite.time]);
        expect(outcome, JSON.stringify(outcome)).to.include({ ok: true });
        const series = await bot.series();
        const offset = series.get('genesis_clock_offset_seconds{exchange="binance"}');
        expect(offset).to.be.closeTo(0.4, 0.15);
      });

      it('tells the use of limits until their window ends', async () => {
        await bot.calls([suite.spot('BUY', 0.01)]);
        const told = exchange.journal.orders.length;
        const series = await eventually(
          bot,
          (all) => total(all, 'genesis_rate_limit_usage_ratio', { exchange: 'binance' }) > 0,
          'a ratio',
        );
        const orders = series.get(
          'genesis_rate_limit_usage_ratio{exchange="binance",limit_type="orders_1d"}',
        );
        expect(orders).to.be.closeTo(told / 200_000, 1e-9);
        await eventually(
          bot,
          (all) =>
            all.get(
              'genesis_rate_limit_usage_ratio{exchange="binance",limit_type="orders_10s"}',
            ) === 0,
          'the end of the window',
          12_000,
        );
      });
    });
  }
}

interface Running {
  readonly bot: DrivenBot;
  readonly exchange: PaperExchange;
}

function spotFills(suite: AccountSuite, running: () => Running): void {
  it('counts the fills of spot once, whatever tells of them', async () => {
    const { bot, exchange } = running();
    if (suite.spotStream !== undefined) await follow(bot, exchange, suite.spotStream);
    await bot.calls([suite.spot('BUY', 7)]);
    await bot.calls([suite.spot('SELL', 0.5)]);
    await bot.calls([suite.spotTrades]);
    const fills = fillsOf(exchange, 'spot');
    expect(fills).to.be.greaterThan(2);
    const labels = { exchange: 'binance', symbol: 'BTCUSDT' };
    const isTold = (series: ReadonlyMap<string, number>): boolean =>
      total(series, 'genesis_trades_total', labels) >= fills;
    const series = await eventually(bot, isTold, 'the fills');
    expect(total(series, 'genesis_trades_total', labels)).to.equal(fills);
    expect(total(series, 'genesis_trades_total', { ...labels, side: 'sell' })).to.equal(1);
  });
}

function futuresAccount(
  { order, positions, stream }: NonNullable<AccountSuite['futures']>,
  running: () => Running,
): void {
  it('follows a position that opens, flips and closes, with its P&L', async () => {
    const { bot, exchange } = running();
    await follow(bot, exchange, stream);
    const settled = (count: number, realized: number) =>
      eventually(
        bot,
        (series) =>
          total(series, 'genesis_position_count', { exchange: 'binanceusdm' }) === count &&
          Math.abs(total(series, 'genesis_realized_pnl_dollars') - realized) < 1e-6,
        `${count} positions and ${realized} dollars`,
      );
    const realized = () =>
      exchange.journal.fills.reduce((sum, fill) => sum + Number(fill.realized ?? 0), 0);

    await bot.calls([order('BUY', 0.2)]);
    await settled(1, 0);
    exchange.prices.set('BTCUSDT', '51000');
    await bot.calls([positions]);
    await eventually(
      bot,
      (series) => series.get('genesis_unrealized_pnl_dollars') === 200,
      'the unrealized P&L',
    );
    await bot.calls([order('SELL', 0.3)]);
    expect(realized()).to.equal(200);
    await settled(1, 200);
    exchange.prices.set('BTCUSDT', '50500');
    await bot.calls([order('BUY', 0.1)]);
    expect(realized()).to.equal(250);
    const series = await settled(0, 250);
    expect(series.get('genesis_unrealized_pnl_dollars')).to.equal(0);
    expect(total(series, 'genesis_trades_total', { exchange: 'binanceusdm' })).to.equal(
      fillsOf(exchange, 'usdm'),
    );
  });

  it('finds a position by asking, and misses it by asking again', async () => {
    const { bot } = running();
    const count = async () =>
      total(await bot.series(), 'genesis_position_count', { exchange: 'binanceusdm' });
    await bot.calls([order('BUY', 0.1)]);
    await bot.calls([positions]);
    expect(await count()).to.equal(1);
    await bot.calls([order('SELL', 0.1)]);
    await bot.calls([positions]);
    expect(await count()).to.equal(0);
  });
}
