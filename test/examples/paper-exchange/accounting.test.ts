import { expect } from 'chai';
import fc from 'fast-check';
import { Accounts } from '../../../examples/paper-exchange/accounts.js';
import { MARKETS, marketOf } from '../../../examples/paper-exchange/markets.js';
import { fillResting, take, total } from '../../../examples/paper-exchange/matching.js';
import { dec, type Money, ZERO } from '../../../examples/paper-exchange/money.js';
import type { Order, OrderRequest, Side } from '../../../examples/paper-exchange/orders.js';
import { applyFill, FLAT, unrealized } from '../../../examples/paper-exchange/position.js';
import { Prices } from '../../../examples/paper-exchange/prices.js';
import { Venue } from '../../../examples/paper-exchange/venue.js';

const price = fc.integer({ min: 1, max: 10_000_000 }).map((cents) => dec(cents).div(100));
const lots = fc.integer({ min: 1, max: 2000 });
const side = fc.constantFrom<Side>('BUY', 'SELL');
const fill = fc.record({ price, side, qty: lots.map((n) => dec(n).div(1000)) });

const near = (a: Money, b: Money) => a.sub(b).abs().lt('1e-20');

describe('paper exchange, position accounting', () => {
  it('conserves equity: realized plus unrealized is what the fills cost and the position is worth', () => {
    fc.assert(
      fc.property(fc.array(fill, { minLength: 1, maxLength: 40 }), price, (fills, mark) => {
        let position = FLAT;
        let cash = ZERO;
        for (const { side, qty, price } of fills) {
          const signed = side === 'BUY' ? qty : qty.neg();
          position = applyFill(position, signed, price).position;
          cash = cash.sub(signed.mul(price));
        }
        const pnl = position.realized.add(unrealized(position, mark));
        expect(near(pnl, cash.add(position.qty.mul(mark)))).to.equal(true);
      }),
    );
  });

  it('realizes nothing while adding and keeps the entry price while reducing', () => {
    fc.assert(
      fc.property(price, price, lots, lots, (entry, exit, size, part) => {
        const opened = applyFill(FLAT, dec(size), entry);
        expect(opened.realized.isZero()).to.equal(true);
        const reduced = applyFill(opened.position, dec(Math.min(part, size)).neg(), exit);
        const flat = part >= size;
        expect(reduced.position.entryPrice.eq(flat ? ZERO : entry)).to.equal(true);
        expect(reduced.realized.eq(exit.sub(entry).mul(Math.min(part, size)))).to.equal(true);
      }),
    );
  });
});

describe('paper exchange, matching', () => {
  const quoteAt = (at: Money) => {
    const prices = new Prices({ tickMs: 0 });
    return prices.set('BTCUSDT', at.add(1).toFixed());
  };

  it('takes no more than asked, never beyond the limit, best price first', () => {
    fc.assert(
      fc.property(price, side, lots, fc.integer({ min: -30, max: 30 }), (at, side, n, ticks) => {
        const quote = quoteAt(at);
        const limit = quote.price.add(quote.market.tick.mul(ticks));
        const executions = take(quote, side, dec(n), limit);
        const worse = (a: Money, b: Money) => (side === 'BUY' ? a.gt(b) : a.lt(b));
        expect(total(executions).qty.lte(n)).to.equal(true);
        expect(executions.some((one) => worse(one.price, limit))).to.equal(false);
        executions.reduce(
          (before, one) => {
            expect(worse(one.price, before.price)).to.equal(true);
            return one;
          },
          { price: side === 'BUY' ? ZERO : dec(1e12), qty: ZERO },
        );
      }),
    );
  });

  it('fills a resting order exactly when the other side reaches its price', () => {
    fc.assert(
      fc.property(price, side, fc.integer({ min: -5, max: 5 }), (at, side, ticks) => {
        const quote = quoteAt(at);
        const limit = quote.price.add(quote.market.tick.mul(ticks));
        const order = { side, price: limit, qty: dec(1), filled: ZERO } as Order;
        const crossed = side === 'BUY' ? quote.ask.lte(limit) : quote.bid.gte(limit);
        expect(fillResting(quote, order)?.price.eq(limit) ?? false).to.equal(crossed);
      }),
    );
  });
});

describe('paper exchange, books of an account', () => {
  const action = fc.record({
    side,
    lots: fc.integer({ min: 10, max: 20_000 }),
    limitTicks: fc.option(fc.integer({ min: -3000, max: 3000 })),
    move: fc.integer({ min: -3000, max: 3000 }),
    cancel: fc.boolean(),
  });
  type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

  function request(prices: Prices, { side, lots, limitTicks }: Action): OrderRequest {
    const market = marketOf('BTCUSDT');
    const limit = limitTicks !== null;
    const at = prices.quote(market.symbol).price.add(market.tick.mul(limitTicks ?? 0));
    return {
      market,
      side,
      type: limit ? 'LIMIT' : 'MARKET',
      timeInForce: 'GTC',
      price: limit ? at : ZERO,
      qty: market.step.mul(lots),
      clientOrderId: '',
      reduceOnly: false,
    };
  }

  function play(venueName: 'spot' | 'usdm', actions: readonly Action[]) {
    const prices = new Prices({ tickMs: 0 });
    const mark = (symbol: string) => prices.quote(symbol).price;
    const account = new Accounts({ spotBalances: { USDT: '200000', BTC: '4' } }, mark).of('key');
    const venue = new Venue(venueName, prices, () => 0);
    for (const action of actions) {
      try {
        venue.place(account, request(prices, action));
      } catch {
        // A refusal must leave the books alone, which the sums below check.
      }
      const { price, market } = prices.quote('BTCUSDT');
      prices.set('BTCUSDT', price.add(market.tick.mul(action.move)).toFixed());
      if (action.cancel) {
        venue.cancelAll(account, 'BTCUSDT');
      }
    }
    return { prices, account, venue, trades: venue.trades(account, 'BTCUSDT') };
  }

  it('spot balances are the start plus the trades, never negative, locked only for open orders', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 25 }), (actions) => {
        const { account, venue, trades } = play('spot', actions);
        const sum = { USDT: dec(200000), BTC: dec(4) };
        for (const { side, price, qty, commission, commissionAsset } of trades) {
          const sign = side === 'BUY' ? 1 : -1;
          sum.BTC = sum.BTC.add(qty.mul(sign));
          sum.USDT = sum.USDT.sub(price.mul(qty).mul(sign));
          const asset = commissionAsset as 'USDT' | 'BTC';
          sum[asset] = sum[asset].sub(commission);
        }
        for (const asset of ['USDT', 'BTC'] as const) {
          const { free, locked } = account.spot.balance(asset);
          expect(free.add(locked).eq(sum[asset])).to.equal(true);
          expect(free.gte(0) && locked.gte(0)).to.equal(true);
        }
        venue.cancelAll(account, 'BTCUSDT');
        expect(account.spot.balance('USDT').locked.isZero()).to.equal(true);
        expect(account.spot.balance('BTC').locked.isZero()).to.equal(true);
      }),
      { numRuns: 60 },
    );
  });

  it('the USD-M wallet is the start plus what the trades realized minus commissions', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 25 }), (actions) => {
        const { account, venue, trades } = play('usdm', actions);
        const wallet = trades.reduce(
          (sum, { realized, commission }) => sum.add(realized ?? ZERO).sub(commission),
          dec(100000),
        );
        expect(near(account.usdm.wallet, wallet)).to.equal(true);
        venue.cancelAll(account, 'BTCUSDT');
        expect(account.usdm.orderMargin().isZero()).to.equal(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('paper exchange, price walk', () => {
  const sequence = (seed: number) => {
    const prices = new Prices({ seed, tickMs: 0 });
    return Array.from({ length: 50 }, () => {
      prices.step();
      return [...MARKETS.keys()].map((symbol) => prices.quote(symbol).price.toFixed()).join();
    });
  };

  it('is the same for a seed, another for another, and different for each symbol', () => {
    expect(sequence(42)).to.deep.equal(sequence(42));
    expect(sequence(42)).not.to.deep.equal(sequence(43));
  });
});
