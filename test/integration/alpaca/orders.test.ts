import { expect } from 'chai';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import type { Series } from '../../support/series.js';
import { sumOf } from '../ccxt/support.js';
import type { Bench, BotName } from './driven-bot.js';
import { DrivenBot, forEachBot, isModern, REST_BOTS, seriesKey } from './driven-bot.js';

const share = { symbol: 'AAPL', side: 'buy', qty: 1 } as const;
const profit = { limitPrice: 190, limit_price: 190 };
const loss = { stopPrice: 100, stop_price: 100 };

/** Orders of every kind, and the type that they are to be counted as. */
const KINDS: readonly [type: string, modern: object, legacy?: object][] = [
  ['market', { ...share, qty: 5 }],
  ['limit', { ...share, kind: 'limit', limitPrice: 140 }],
  ['limit', { ...share, kind: 'limit', limitPrice: 160, timeInForce: 'ioc' }],
  ['limit', { ...share, kind: 'limit', limitPrice: 140, timeInForce: 'fok' }],
  ['stop', { ...share, side: 'sell', kind: 'stop', stopPrice: 120 }],
  ['stop_limit', { ...share, side: 'sell', kind: 'stopLimit', stopPrice: 120, limitPrice: 119 }],
  ['trailing_stop', { ...share, side: 'sell', kind: 'trailingStop', trailPercent: 10 }],
  [
    'market',
    { ...share, kind: 'bracket', takeProfit: profit, stopLoss: loss },
    { ...share, orderClass: 'bracket', takeProfit: profit, stopLoss: loss },
  ],
  [
    'oco',
    { ...share, side: 'sell', kind: 'oco', takeProfit: profit, stopLoss: loss },
    {
      ...share,
      side: 'sell',
      kind: 'limit',
      orderClass: 'oco',
      takeProfit: profit,
      stopLoss: loss,
    },
  ],
  [
    'limit',
    { ...share, kind: 'oto', limitPrice: 130, stopLoss: loss },
    { ...share, kind: 'limit', orderClass: 'oto', limitPrice: 130, stopLoss: loss },
  ],
];

const LABELS = { exchange: 'alpaca' } as const;

interface Counts {
  readonly orders: number;
  readonly failed: number;
  readonly measured: number;
}

const countsIn = (series: Series): Counts => ({
  orders: sumOf(series, 'genesis_orders_total'),
  failed: sumOf(series, 'genesis_orders_failed_total'),
  measured: sumOf(series, 'genesis_order_execution_time_seconds_count'),
});

/** What an action adds to the counts of the bot, and what the exchange has of it. */
async function added({ bot, exchange }: Bench, action: () => Promise<unknown>) {
  const before = countsIn(await bot.metrics());
  const seen = exchange.journal.orders.length;
  await action();
  const after = countsIn(await bot.metrics());
  const journal = exchange.journal.orders
    .slice(seen)
    .filter(({ operation }) => operation === 'create' || operation === 'edit');
  return {
    counts: {
      orders: after.orders - before.orders,
      failed: after.failed - before.failed,
      measured: after.measured - before.measured,
    },
    journal: {
      orders: journal.length,
      failed: journal.filter(({ outcome }) => outcome !== 'ok').length,
      measured: journal.length,
    },
  };
}

forEachBot('orders', (bench, name) => {
  it('are counted one by one, whatever their kind, with the labels of what was asked', async () => {
    const expected = new Map<string, number>();
    const { counts, journal } = await added(bench, async () => {
      for (const [type, modern, legacy = modern] of KINDS) {
        const order = (isModern(name) ? modern : legacy) as { symbol: string; side: string };
        await bench.bot.do('place', order);
        const { symbol, side } = order;
        const key = seriesKey('genesis_orders_total', { ...LABELS, symbol, side, type });
        expected.set(key, (expected.get(key) ?? 0) + 1);
      }
    });
    expect(counts).to.deep.equal(journal);
    expect(counts).to.deep.equal({ orders: KINDS.length, failed: 0, measured: KINDS.length });
    const series = await bench.bot.metrics();
    expect(
      Object.fromEntries([...expected.keys()].map((key) => [key, series.get(key)])),
    ).to.deep.equal(Object.fromEntries(expected));
  });

  it('are counted as failed from 0 on', async () => {
    const series = await bench.bot.metrics();
    const placed = [...series.keys()].filter((key) => key.startsWith('genesis_orders_total{'));
    for (const key of placed) {
      expect(series.has(key.replace('orders_total', 'orders_failed_total')), key).to.equal(true);
    }
  });

  it('are changed under the labels of the order that is changed', async () => {
    const order = { symbol: 'BTC/USD', side: 'buy', qty: 0.01, timeInForce: 'gtc' };
    const { id } = await bench.bot.do('place', { ...order, kind: 'limit', limitPrice: 50_000 });
    const { counts, journal } = await added(bench, () =>
      bench.bot.do('change', { id, limitPrice: '50100' }),
    );
    expect(counts).to.deep.equal(journal);
    const labels = { ...LABELS, symbol: 'BTC/USD', side: 'buy', type: 'limit' };
    const series = await bench.bot.metrics();
    expect(series.get(seriesKey('genesis_orders_total', labels))).to.equal(2);
  });

  it('are cancelled without being counted again', async () => {
    const { id } = await bench.bot.do('place', { ...share, kind: 'limit', limitPrice: 100 });
    const { counts, journal } = await added(bench, async () => {
      await bench.bot.do('cancel', id);
      await bench.bot.do('cancelAll');
    });
    expect(counts).to.deep.equal(journal);
    expect(counts.orders).to.equal(0);
    const cancelled = bench.exchange.journal.orders.slice(-2).map(({ operation }) => operation);
    expect(cancelled).to.deep.equal(['cancel', 'cancel_all']);
  });

  it('are kept apart where they run side by side', async () => {
    const tooMany = { ...share, qty: 8000 };
    const { counts, journal } = await added(bench, () =>
      bench.bot.do('race', [share, tooMany, share, tooMany, share]),
    );
    expect(counts).to.deep.equal(journal);
    expect(counts).to.deep.equal({ orders: 5, failed: 2, measured: 5 });
  });

  it('are counted where a bot sends the request for itself', async () => {
    const order = isModern(name)
      ? { ...share, type: 'market', timeInForce: 'day' }
      : { ...share, type: 'market', time_in_force: 'day' };
    const { counts, journal } = await added(bench, () => bench.bot.do('raw', order));
    expect(counts).to.deep.equal(journal);
    expect(counts.orders).to.equal(1);
  });

  const itIfModern = isModern(name) ? it : () => undefined;

  itIfModern('are no latency where the client refuses them by itself', async () => {
    const { counts, journal } = await added(bench, async () => {
      for (const [step, argument] of [
        ['wrong', undefined],
        ['place', { symbol: 'AAPL', side: 'buy' }],
      ] as const) {
        expect((await bench.bot.try(step, argument)).error).not.to.equal(undefined);
      }
    });
    expect(journal.orders).to.equal(0);
    expect(counts).to.deep.equal({ orders: 2, failed: 2, measured: 0 });
  });

  itIfModern('that are waited for are counted once', async () => {
    await bench.bot.do('follow');
    const { counts, journal } = await added(bench, async () => {
      const order = { symbol: 'AAPL', side: 'buy', qty: 1, type: 'market' };
      expect((await bench.bot.do('wait', order))['status']).to.equal('filled');
    });
    expect(counts).to.deep.equal(journal);
    expect(counts.orders).to.equal(1);
    await bench.bot.do('unfollow');
  });

  it('that close positions are counted one by one, the refused ones with their symbol', async () => {
    await bench.bot.do('cancelAll');
    const crypto = { symbol: 'BTC/USD', qty: 0.2, timeInForce: 'gtc' };
    await bench.bot.do('place', { ...crypto, side: 'buy' });
    const resting = { ...crypto, side: 'sell', qty: 0.1, kind: 'limit', limitPrice: 90_000 };
    await bench.bot.do('place', resting);
    const all = await added(bench, () => bench.bot.do('closeAll', false));
    expect(all.counts).to.deep.equal(all.journal);
    expect(all.counts).to.deep.equal({ orders: 2, failed: 1, measured: 2 });
    const series = await bench.bot.metrics();
    const failed = { ...LABELS, symbol: 'BTC/USD', side: 'unknown', type: 'market' };
    expect(series.get(seriesKey('genesis_orders_failed_total', failed))).to.equal(1);
    await bench.bot.do('cancelAll');
    const one = await added(bench, () => bench.bot.do('close', 'BTCUSD'));
    expect(one.counts).to.deep.equal(one.journal);
    const total = (await bench.bot.metrics()).get(seriesKey('genesis_orders_total', failed));
    expect(total).to.equal(2);
  });
});

describe('orders by the entry without streams', () => {
  for (const name of Object.keys(REST_BOTS) as BotName[]) {
    it(`are counted, Alpaca ${name}`, async () => {
      const exchange = await quietExchange();
      const bot = await DrivenBot.start(name, exchange);
      const { counts, journal } = await added({ bot, exchange }, async () => {
        await bot.do('place', share);
        await bot.try('place', { ...share, qty: 9000 });
      });
      expect(counts).to.deep.equal(journal);
      expect(counts).to.deep.equal({ orders: 2, failed: 1, measured: 2 });
      await bot.stop();
      await exchange.close();
    });
  }
});
