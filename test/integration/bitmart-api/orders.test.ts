import { expect } from 'chai';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { rise } from '../support/counts.js';
import type { Call } from '../support/driven-bot.js';
import { DrivenBot, given } from '../support/driven-bot.js';
import { BOTS, buy, futures, limit, spot } from './support.js';

/** Orders of every kind, and the labels that each is counted under, once. */
const KINDS: readonly [what: string, call: Call, labels: string][] = [
  ['a market order', buy, 'BTC_USDT buy market'],
  ['a limit order', limit('50000'), 'BTC_USDT buy limit'],
  [
    'an order that only makes',
    spot({ type: 'limit_maker', price: '50000', size: '0.01' }),
    'BTC_USDT buy limit_maker',
  ],
  [
    'an order that fills at once what it can',
    spot({ type: 'ioc', price: '61000', size: '0.01' }),
    'BTC_USDT buy ioc',
  ],
  ['a futures order', futures({}), 'BTCUSDT buy market'],
  [
    'a futures order that fills at once or not at all',
    futures({ type: 'limit', mode: 2, price: '61000' }),
    'BTCUSDT buy limit',
  ],
  ['a futures order that closes', futures({ side: 3, size: 5 }), 'BTCUSDT sell market'],
  [
    'a futures order that does not say its type',
    futures({ type: undefined, side: 4, price: '70000' }),
    'BTCUSDT sell limit',
  ],
];

const NOTHING = { orders: {}, failed: {}, errors: {}, measured: {} };

for (const file of BOTS) {
  describe(`orders of ${file}`, () => {
    let exchange: PaperExchange;
    let bot: DrivenBot;

    before(async () => {
      exchange = await quietExchange();
      bot = await DrivenBot.start(file, { url: exchange.url });
    });

    after(async () => {
      await bot.end();
      await exchange.close();
    });

    /** What the exchange has seen of orders since it had seen so many. */
    const seenSince = (before: number) =>
      exchange.journal.orders
        .slice(before)
        .map(({ operation, outcome }) => `${operation} ${outcome}`);

    for (const [what, order, labels] of KINDS) {
      it(`${what} counts once`, async () => {
        const before = exchange.journal.orders.length;
        const counted = await rise(bot, async () => {
          const [outcome] = await bot.calls([order]);
          expect(outcome, JSON.stringify(outcome)).to.include({ ok: true });
        });
        expect(counted).to.deep.equal({
          ...NOTHING,
          orders: { [`bitmart ${labels}`]: 1 },
          measured: { [`bitmart ${labels.split(' ')[2]} success`]: 1 },
        });
        expect(seenSince(before)).to.deep.equal(['create ok']);
      });
    }

    it('a batch of version 2 counts its items, and a refused one fails alone', async () => {
      const before = exchange.journal.orders.length;
      const order = { type: 'limit', price: '50000' };
      const order_params = [
        { symbol: 'BTC_USDT', side: 'buy', size: '0.01', ...order },
        { symbol: 'ETH_USDT', side: 'sell', size: '9000', ...order },
      ];
      const counted = await rise(bot, () =>
        bot.call('spot', 'submitSpotBatchOrdersV2', { order_params }),
      );
      expect(counted).to.deep.equal({
        orders: { 'bitmart BTC_USDT buy limit': 1, 'bitmart ETH_USDT sell limit': 1 },
        failed: { 'bitmart ETH_USDT sell limit': 1 },
        errors: { 'bitmart create insufficient_funds': 1 },
        measured: { 'bitmart limit success': 1, 'bitmart limit failure': 1 },
      });
      expect(seenSince(before)).to.deep.equal(['create ok', 'create refused']);
    });

    it('a batch of version 4 counts its items, and fails as a whole', async () => {
      const batch = (...sizes: string[]) => {
        const item = { side: 'buy', type: 'limit', price: '50000' };
        const orderParams = sizes.map((size) => ({ ...item, size }));
        return bot.call('spot', 'submitSpotBatchOrdersV4', { symbol: 'BTC_USDT', orderParams });
      };
      const counted = await rise(bot, async () => {
        await batch('0.01', '0.02');
        await batch('0.01', '900');
      });
      expect(counted.orders).to.deep.equal({ 'bitmart BTC_USDT buy limit': 4 });
      expect(counted.failed).to.deep.equal({ 'bitmart BTC_USDT buy limit': 2 });
      expect(counted.errors).to.deep.equal({ 'bitmart create insufficient_funds': 2 });
    });

    it('changes, closings and cancellations count as what they are', async () => {
      // One after the other, for outcomes come in the order in which calls ended.
      const [placed] = await bot.calls([futures({ type: 'limit', price: '50000' })]);
      const [resting] = await bot.calls([limit('50000')]);
      const { order_id } = given<{ data: { order_id: number } }>(placed).data;
      const spotOrder = given<{ data: { order_id: string } }>(resting).data;
      const before = exchange.journal.orders.length;
      const counted = await rise(bot, async () => {
        const change = { symbol: 'BTCUSDT', order_id, price: '51000', size: '20' };
        await bot.call('futures', 'updateFuturesLimitOrder', change);
        await bot.call('futures', 'cancelFuturesOrder', { symbol: 'BTCUSDT', order_id });
        await bot.call('futures', 'closeAllFuturesPositions', { symbol: 'BTCUSDT' });
        const { order_id: id } = spotOrder;
        await bot.call('spot', 'cancelSpotOrderV3', { symbol: 'BTC_USDT', order_id: id });
        await bot.call('spot', 'cancelAllSpotOrders', { symbol: 'BTC_USDT' });
      });
      expect(counted).to.deep.equal({
        ...NOTHING,
        orders: { 'bitmart BTCUSDT unknown limit': 1, 'bitmart BTCUSDT unknown market': 1 },
        measured: { 'bitmart limit success': 1, 'bitmart market success': 1 },
      });
      expect(seenSince(before)).to.deep.equal([
        'edit ok',
        'cancel ok',
        'create ok',
        'cancel ok',
        'cancel_all ok',
      ]);
    });

    it('a cancellation of several fails for those that are not cancelled', async () => {
      const [resting] = await bot.calls([limit('50000')]);
      const { order_id } = given<{ data: { order_id: string } }>(resting).data;
      const orders = { symbol: 'BTC_USDT', orderIds: [order_id, '999999'] };
      const counted = await rise(bot, () => bot.call('spot', 'cancelSpotBatchOrdersV4', orders));
      expect(counted).to.deep.equal({ ...NOTHING, errors: { 'bitmart cancel unknown': 1 } });
    });

    it('orders side by side are apart', async () => {
      const before = exchange.journal.orders.length;
      const counted = await rise(bot, () =>
        bot.calls(Array.from({ length: 12 }, (_, index) => (index % 3 === 0 ? futures({}) : buy))),
      );
      expect(counted.orders).to.deep.equal({
        'bitmart BTC_USDT buy market': 8,
        'bitmart BTCUSDT buy market': 4,
      });
      expect(counted.measured).to.deep.equal({ 'bitmart market success': 12 });
      expect(exchange.journal.orders.length - before).to.equal(12);
    });
  });
}
