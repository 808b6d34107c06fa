import { expect } from 'chai';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { rise } from '../support/counts.js';
import type { Call } from '../support/driven-bot.js';
import { DrivenBot } from '../support/driven-bot.js';

const BTC = { symbol: 'BTCUSDT', side: 'Buy', qty: '0.01' };
const MARKET = { ...BTC, category: 'linear', orderType: 'Market' };
const LIMIT = { ...MARKET, orderType: 'Limit', price: '50000' };
const ITEM = { ...BTC, orderType: 'Limit', price: '50000' };
const TOO_MUCH = { ...ITEM, symbol: 'ETHUSDT', side: 'Sell', qty: '8000', price: '900000' };

const call = (on: string, method: string, ...args: unknown[]): Call => ({ on, method, args });
const rest = (fields: object): Call => call('rest', 'submitOrder', fields);

/** Orders of every kind, and the labels that each is counted under, once. */
const KINDS: readonly [what: string, call: Call, labels: string][] = [
  ['a market order', rest(MARKET), 'bybit BTCUSDT buy market'],
  ['a limit order', rest(LIMIT), 'bybit BTCUSDT buy limit'],
  [
    'an order that only makes',
    rest({ ...LIMIT, timeInForce: 'PostOnly' }),
    'bybit BTCUSDT buy limit',
  ],
  [
    'an order that fills at once or not at all',
    rest({ ...LIMIT, timeInForce: 'FOK', price: '61000' }),
    'bybit BTCUSDT buy limit',
  ],
  [
    'an order that fills what it can at once',
    rest({ ...LIMIT, timeInForce: 'IOC', price: '61000' }),
    'bybit BTCUSDT buy limit',
  ],
  [
    'a conditional market order',
    rest({ ...MARKET, side: 'Sell', triggerPrice: '50000', triggerDirection: 2 }),
    'bybit BTCUSDT sell stop_market',
  ],
  [
    'a conditional limit order',
    rest({ ...LIMIT, side: 'Sell', triggerPrice: '50000', triggerDirection: 2 }),
    'bybit BTCUSDT sell stop_limit',
  ],
  [
    'a spot order in the quote coin',
    rest({ ...MARKET, category: 'spot', qty: '600' }),
    'bybit BTCUSDT buy market',
  ],
  ['a client that throws', call('throwing', 'submitOrder', LIMIT), 'bybit BTCUSDT buy limit'],
  ['an order over WebSocket', call('wsApi', 'submitNewOrder', LIMIT), 'bybit BTCUSDT buy limit'],
  [
    'an order sent past the methods',
    call('wsApiSocket', 'sendWSAPIRequest', 'v5PrivateTrade', 'order.create', MARKET),
    'bybit BTCUSDT buy market',
  ],
];

for (const file of ['bybit-api/bot.cjs', 'bybit-api/bot.mjs']) {
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

    for (const [what, order, labels] of KINDS) {
      it(`${what} counts once`, async () => {
        const before = exchange.journal.orders.length;
        const counted = await rise(bot, async () => {
          const [outcome] = await bot.calls([order]);
          expect(outcome, JSON.stringify(outcome)).to.include({ ok: true });
        });
        const type = labels.split(' ')[3];
        expect(counted).to.deep.equal({
          orders: { [labels]: 1 },
          failed: {},
          errors: {},
          measured: { [`bybit ${type} success`]: 1 },
        });
        const seen = exchange.journal.orders.slice(before);
        expect(seen.map(({ operation, outcome }) => [operation, outcome])).to.deep.equal([
          ['create', 'ok'],
        ]);
      });
    }

    it('edits count once, over REST and over WebSocket', async () => {
      const placed = await bot.call('rest', 'submitOrder', LIMIT);
      const { orderId } = (placed.value as { result: { orderId: string } }).result;
      const ref = { category: 'linear', symbol: 'BTCUSDT', orderId };
      const counted = await rise(bot, async () => {
        await bot.call('rest', 'amendOrder', { ...ref, price: '51000' });
        await bot.call('wsApi', 'amendOrder', { ...ref, price: '52000' });
      });
      expect(counted.orders).to.deep.equal({ 'bybit BTCUSDT unknown unknown': 2 });
      expect(counted.failed).to.deep.equal({});
      expect(exchange.journal.orders.slice(-2).map(({ operation }) => operation)).to.deep.equal([
        'edit',
        'edit',
      ]);
    });

    for (const [on, method] of [
      ['rest', 'batchSubmitOrders'],
      ['wsApi', 'batchSubmitOrders'],
    ] as const) {
      it(`a batch of ${on} counts its items, and a refused one fails with its own class`, async () => {
        const counted = await rise(bot, async () => {
          const outcome = await bot.call(on, method, 'linear', [ITEM, TOO_MUCH]);
          expect(outcome, JSON.stringify(outcome)).to.include({ ok: true });
        });
        expect(counted).to.deep.equal({
          orders: { 'bybit BTCUSDT buy limit': 1, 'bybit ETHUSDT sell limit': 1 },
          failed: { 'bybit ETHUSDT sell limit': 1 },
          errors: { 'bybit create insufficient_funds': 1 },
          measured: { 'bybit limit success': 1, 'bybit limit failure': 1 },
        });
        const seen = exchange.journal.orders.slice(-2);
        expect(seen.map(({ outcome, code }) => [outcome, code])).to.deep.equal([
          ['ok', 0],
          ['refused', 110007],
        ]);
      });
    }

    it('cancellations are no orders, and the refused one of a batch is an error', async () => {
      const placed = await bot.call('rest', 'submitOrder', LIMIT);
      const { orderId } = (placed.value as { result: { orderId: string } }).result;
      const counted = await rise(bot, async () => {
        await bot.call('rest', 'batchCancelOrders', 'linear', [
          { symbol: 'BTCUSDT', orderId },
          { symbol: 'BTCUSDT', orderId: '1' },
        ]);
        await bot.call('rest', 'cancelAllOrders', { category: 'linear', symbol: 'BTCUSDT' });
        await bot.call('wsApi', 'cancelOrder', { ...LIMIT, orderId: '1' });
      });
      expect(counted).to.deep.equal({
        orders: {},
        failed: {},
        errors: { 'bybit cancel order_not_found': 2 },
        measured: {},
      });
    });

    it('orders side by side are apart', async () => {
      const before = exchange.journal.orders.length;
      const counted = await rise(bot, () =>
        bot.calls(
          Array.from({ length: 10 }, (_, index) =>
            index % 2 === 0 ? rest(MARKET) : call('wsApi', 'submitNewOrder', MARKET),
          ),
        ),
      );
      expect(counted.orders).to.deep.equal({ 'bybit BTCUSDT buy market': 10 });
      expect(counted.measured).to.deep.equal({ 'bybit market success': 10 });
      expect(exchange.journal.orders.length - before).to.equal(10);
    });
  });
}
