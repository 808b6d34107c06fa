import { expect } from 'chai';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { rise } from '../support/counts.js';
import type { Call } from '../support/driven-bot.js';
import { DrivenBot, given } from '../support/driven-bot.js';
import { BOTS, KEYS, legacy, limit, market, PERPETUAL, submit } from './support.js';

/** Orders of every kind, and the labels that each is counted under, once. */
const KINDS: readonly [what: string, call: Call, labels: string][] = [
  ['a market order', market('0.01'), 'coinbase BTC-USDT buy market'],
  ['a limit order', limit('50000'), 'coinbase BTC-USDT buy limit'],
  [
    'an order that only makes',
    submit({ limit_limit_gtc: { base_size: '0.01', limit_price: '50000', post_only: true } }),
    'coinbase BTC-USDT buy limit',
  ],
  [
    'an order that fills at once what it can',
    submit({ sor_limit_ioc: { base_size: '0.01', limit_price: '61000' } }),
    'coinbase BTC-USDT buy limit',
  ],
  [
    'an order that fills at once or not at all',
    submit({ limit_limit_fok: { base_size: '0.01', limit_price: '61000' } }),
    'coinbase BTC-USDT buy limit',
  ],
  [
    'an order for a perpetual',
    market('0.01', { ...PERPETUAL, side: 'SELL' }),
    'coinbase BTC-PERP-INTX sell market',
  ],
  [
    'a limit order of the Exchange API',
    legacy({ price: '50000', size: '0.01' }),
    'coinbaseexchange BTC-USDT buy limit',
  ],
  [
    'a market order of the Exchange API',
    legacy({ type: 'market', side: 'sell', size: '0.01' }),
    'coinbaseexchange BTC-USDT sell market',
  ],
];

const NOTHING = { orders: {}, failed: {}, errors: {}, measured: {} };

for (const file of BOTS) {
  describe(`orders of ${file}`, () => {
    let exchange: PaperExchange;
    let bot: DrivenBot;

    before(async () => {
      exchange = await quietExchange();
      bot = await DrivenBot.start(file, { url: exchange.url, env: KEYS });
    });

    after(async () => {
      await bot.end();
      await exchange.close();
    });

    for (const [what, order, labels] of KINDS) {
      it(`${what} counts once`, async () => {
        const before = exchange.journal.orders.length;
        const counted = await rise(bot, async () => {
          const [outcome] = await bot.calls([order]);
          expect(outcome, JSON.stringify(outcome)).to.include({ ok: true });
        });
        const [exchangeLabel, , , type] = labels.split(' ');
        expect(counted).to.deep.equal({
          ...NOTHING,
          orders: { [labels]: 1 },
          measured: { [`${exchangeLabel} ${type} success`]: 1 },
        });
        const seen = exchange.journal.orders.slice(before);
        expect(seen.map(({ operation, outcome }) => [operation, outcome])).to.deep.equal([
          ['create', 'ok'],
        ]);
      });
    }

    it('edits, closings and cancellations count as what they are, checks not at all', async () => {
      const [placed] = await bot.calls([limit('50000')]);
      const { order_id } = given<{ order_id: string }>(placed);
      const counted = await rise(bot, async () => {
        await bot.call('trade', 'updateOrder', { order_id, price: '51000', size: '0.01' });
        await bot.call('trade', 'closePosition', {
          ...PERPETUAL,
          client_order_id: 'cbnode-close',
        });
        await bot.call('trade', 'cancelOrders', { order_ids: [order_id] });
        await bot.call('trade', 'previewOrder', {
          product_id: 'BTC-USDT',
          side: 'BUY',
          order_configuration: { market_market_ioc: { base_size: '0.01' } },
        });
      });
      expect(counted).to.deep.equal({
        ...NOTHING,
        orders: {
          'coinbase unknown unknown limit': 1,
          'coinbase BTC-PERP-INTX unknown market': 1,
        },
        measured: { 'coinbase limit success': 1, 'coinbase market success': 1 },
      });
      const seen = exchange.journal.orders.slice(-4);
      expect(seen.map(({ operation, outcome }) => [operation, outcome])).to.deep.equal([
        ['edit', 'ok'],
        ['create', 'ok'],
        ['cancel', 'ok'],
        ['test', 'ok'],
      ]);
    });

    it('a cancellation of several fails for those that are not there', async () => {
      const [placed] = await bot.calls([limit('50000')]);
      const { order_id } = given<{ order_id: string }>(placed);
      const missing = order_id.replace(/\d{4}$/, '9999');
      const counted = await rise(bot, () =>
        bot.call('trade', 'cancelOrders', { order_ids: [order_id, missing] }),
      );
      expect(counted).to.deep.equal({
        ...NOTHING,
        errors: { 'coinbase cancel order_not_found': 1 },
      });
    });

    it('orders side by side are apart', async () => {
      const before = exchange.journal.orders.length;
      const counted = await rise(bot, () =>
        bot.calls(
          Array.from({ length: 12 }, (_, index) =>
            index % 3 === 0 ? legacy({ price: '50000', size: '0.01' }) : market('0.01'),
          ),
        ),
      );
      expect(counted.orders).to.deep.equal({
        'coinbase BTC-USDT buy market': 8,
        'coinbaseexchange BTC-USDT buy limit': 4,
      });
      expect(counted.measured).to.deep.equal({
        'coinbase market success': 8,
        'coinbaseexchange limit success': 4,
      });
      expect(exchange.journal.orders.length - before).to.equal(12);
    });
  });
}
