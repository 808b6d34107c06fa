import { expect } from 'chai';
import type { OrderCommand } from './support/commands.js';
import { delta, increase, MINUTE } from './support/functions.js';
import { needPrograms } from './support/programs.js';
import type { Point } from './support/prometheus-api.js';
import { documented } from './support/queries.js';
import { type Desk, Stack } from './support/stack.js';

const LONG: OrderCommand = {
  venue: 'usdm',
  symbol: 'BTC/USDT:USDT',
  type: 'market',
  side: 'buy',
  amount: 2,
};

interface State {
  readonly accounts: readonly {
    readonly usdm: { readonly positions: readonly { realized: string; unrealized: string }[] };
  }[];
}

/** Each test goes on from the market of the one before it. */
describe('the account in a real Prometheus', () => {
  let stack: Stack;
  let at = 0;

  before(async function () {
    needPrograms(this, 'prometheus');
    // 2 BTC bought at 60,000 with 100,000 $ at hand. The first that is heard of the position is
    // that it has lost 6 %: no series has ever been lower than that.
    const first = async ({ bot, exchange }: Desk) => {
      exchange.prices.set('BTCUSDT', '60000');
      await bot.tell('follow', 'usdm fills');
      await bot.tell('tilt', 80);
      await bot.tell('place', [LONG]);
      exchange.prices.set('BTCUSDT', '57000');
      await bot.tell('positions');
    };
    stack = await Stack.start({ first, env: { GENESIS_INITIAL_EQUITY: '100000' } });
    at = await stack.scraped();
  });

  after(() => stack?.stop());

  /** Moves the market, lets the bot look at its position, and waits for a scrape. */
  async function priceBecomes(price: string): Promise<void> {
    stack.exchange.prices.set('BTCUSDT', price);
    await stack.bot.tell('positions');
    at = await stack.scraped();
  }

  async function tiltBecomes(score: number): Promise<void> {
    await stack.bot.tell('tilt', score);
    at = await stack.scraped();
  }

  /** Realized and unrealized P&L by the exchange's own books. */
  async function booked(): Promise<number> {
    const answer = await fetch(new URL('/paper/state', stack.exchange.url));
    const { accounts } = (await answer.json()) as State;
    const positions = accounts.flatMap(({ usdm }) => usdm.positions);
    return positions.reduce((sum, p) => sum + Number(p.realized) + Number(p.unrealized), 0);
  }

  const values = async (expression: string): Promise<number[]> =>
    (await stack.prometheus.instant(expression, at)).map(({ value }) => value);
  const ask = (title: string) => values(documented(title));

  async function rawPoints(selector: string): Promise<readonly Point[]> {
    const [series] = await stack.prometheus.raw(selector, at);
    return series?.points ?? [];
  }

  const drawdownIncrease = async (): Promise<number> =>
    increase(await rawPoints('genesis_drawdown_percent[1h]'), { end: at, length: 60 * MINUTE });
  const pnlDelta = async (): Promise<number> =>
    delta(await rawPoints('genesis_pnl_dollars[10m]'), { end: at, length: 10 * MINUTE });

  const P_AND_L = 'Current P&L';
  const DRAWDOWN = 'Drawdown alert condition';
  const TILT = 'Tilt correlation with losses';

  it('shows the P&L of the exchange’s own books', async () => {
    expect(await booked()).to.equal(-6_000);
    expect(await ask(P_AND_L)).to.deep.equal([-6_000]);
  });

  it('raises no alert over a drawdown and a tilt that stay as they are', async () => {
    expect(await values('genesis_drawdown_percent')).to.deep.equal([6]);
    expect(await values('genesis_tilt_score')).to.deep.equal([80]);
    expect(await ask(DRAWDOWN)).to.deep.equal([]);
    expect(await ask(TILT)).to.deep.equal([]);
  });

  it('alerts as the losses grow', async () => {
    await priceBecomes('55000');
    expect(await booked()).to.equal(-10_000);
    expect(await ask(P_AND_L)).to.deep.equal([-10_000]);
    expect(await drawdownIncrease()).to.be.greaterThan(3);
    expect(await ask(DRAWDOWN)).to.deep.equal([10]);
    expect(await pnlDelta()).to.be.lessThan(0);
    expect(await ask(TILT)).to.deep.equal([80]);
  });

  it('agrees on how far they have changed', async () => {
    const [risen = Number.NaN] = await values('increase(genesis_drawdown_percent[1h])');
    expect(risen).to.be.closeTo(await drawdownIncrease(), 1e-9 * risen);
    const [fallen = Number.NaN] = await values('delta(genesis_pnl_dollars[10m])');
    expect(fallen).to.be.closeTo(await pnlDelta(), 1e-9 * Math.abs(fallen));
  });

  it('does not speak of tilt while there is none', async () => {
    await tiltBecomes(50);
    expect(await pnlDelta()).to.be.lessThan(0);
    expect(await ask(TILT)).to.deep.equal([]);
    await tiltBecomes(71);
    expect(await ask(TILT)).to.deep.equal([71]);
  });

  it('is silent below 5 % of drawdown', async () => {
    await priceBecomes('57600');
    expect(await values('genesis_drawdown_percent')).to.deep.equal([4.8]);
    expect(await drawdownIncrease()).to.be.greaterThan(3);
    expect(await ask(DRAWDOWN)).to.deep.equal([]);
  });

  it('is silent once the P&L has risen, also where part of it is realized', async () => {
    await priceBecomes('61000');
    await stack.bot.tell('place', [{ ...LONG, side: 'sell', amount: 1 }]);
    await priceBecomes('60500');
    expect(await booked()).to.equal(1_500);
    expect(await values('genesis_realized_pnl_dollars')).to.deep.equal([1_000]);
    expect(await ask(P_AND_L)).to.deep.equal([1_500]);
    expect(await pnlDelta()).to.be.greaterThan(0);
    expect(await values('genesis_tilt_score')).to.deep.equal([71]);
    expect(await ask(TILT)).to.deep.equal([]);
    expect(await ask(DRAWDOWN)).to.deep.equal([]);
  });
});
