import { expect } from 'chai';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { rise } from '../support/counts.js';
import type { Call } from '../support/driven-bot.js';
import { DrivenBot } from '../support/driven-bot.js';

const SWAP = 'BTC-USDT-SWAP';
const MARKET = { instId: SWAP, tdMode: 'cross', side: 'buy', ordType: 'market', sz: '1' };
const LIMIT = { ...MARKET, ordType: 'limit', px: '50000' };
const TOO_MUCH = { ...LIMIT, instId: 'ETH-USDT-SWAP', side: 'sell', sz: '80000', px: '900000' };

const call = (on: string, method: string, ...args: unknown[]): Call => ({ on, method, args });
const rest = (fields: object): Call => call('rest', 'submitOrder', fields);

/** Orders of every kind, and the labels that each is counted under, once. */
const KINDS: readonly [what: string, call: Call, labels: string][] = [
  ['a market order', rest(MARKET), `okx ${SWAP} buy market`],
  ['a limit order', rest(LIMIT), `okx ${SWAP} buy limit`],
  [
    'an order that only makes',
    rest({ ...LIMIT, ordType: 'post_only' }),
    `okx ${SWAP} buy post_only`,
  ],
  [
    'an order that fills at once or not at all',
    rest({ ...LIMIT, ordType: 'fok', px: '61000' }),
    `okx ${SWAP} buy fok`,
  ],
  [
    'an order that fills what it can at once',
    rest({ ...LIMIT, ordType: 'ioc', px: '61000' }),
    `okx ${SWAP} buy ioc`,
  ],
  [
    'a market order that ends at once',
    rest({ ...MARKET, ordType: 'optimal_limit_ioc' }),
    `okx ${SWAP} buy market`,
  ],
  [
    'a spot order in the quote coin',
    rest({ ...MARKET, instId: 'BTC-USDT', tdMode: 'cash', sz: '600' }),
    'okx BTC-USDT buy market',
  ],
  ['an order over WebSocket', call('wsApi', 'submitNewOrder', LIMIT), `okx ${SWAP} buy limit`],
  [
    'an order sent past the methods',
    call('wsApiSocket', 'sendWSAPIRequest', 'prodPrivate', 'order', MARKET),
    `okx ${SWAP} buy market`,
  ],
];

for (const file of ['okx-api/bot.cjs', 'okx-api/bot.mjs']) {
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
          measured: { [`okx ${type} success`]: 1 },
        });
        const seen = exchange.journal.orders.slice(before);
        expect(seen.map(({ operation, outcome }) => [operation, outcome])).to.deep.equal([
          ['create', 'ok'],
        ]);
      });
    }

    it('edits count once, over REST and over WebSocket', async () => {
      const placed = await bot.call('rest', 'submitOrder', LIMIT);
      const [{ ordId } = { ordId: '' }] = placed.value as Array<{ ordId: string }>;
      const counted = await rise(bot, async () => {
        await bot.call('rest', 'amendOrder', { instId: SWAP, ordId, newPx: '51000' });
        await bot.call('wsApi', 'amendOrder', { instId: SWAP, ordId, newPx: '52000' });
      });
      expect(counted.orders).to.deep.equal({ [`okx ${SWAP} unknown unknown`]: 2 });
      expect(counted.failed).to.deep.equal({});
      expect(exchange.journal.orders.slice(-2).map(({ operation }) => operation)).to.deep.equal([
        'edit',
        'edit',
      ]);
    });

    for (const on of ['rest', 'wsApi']) {
      it(`a batch of ${on} that rejects in part fails only what was refused`, async () => {
        const counted = await rise(bot, async () => {
          const outcome = await bot.call(on, 'submitMultipleOrders', [LIMIT, TOO_MUCH]);
          expect(outcome, JSON.stringify(outcome)).to.include({ ok: false });
        });
        expect(counted).to.deep.equal({
          orders: { [`okx ${SWAP} buy limit`]: 1, 'okx ETH-USDT-SWAP sell limit': 1 },
          failed: { 'okx ETH-USDT-SWAP sell limit': 1 },
          errors: { 'okx create insufficient_funds': 1 },
          measured: { 'okx limit success': 1, 'okx limit failure': 1 },
        });
        const seen = exchange.journal.orders.slice(-2);
        expect(seen.map(({ outcome, code }) => [outcome, code])).to.deep.equal([
          ['ok', 0],
          ['refused', 51008],
        ]);
      });
    }

    it('closing a position is an order of its own kind', async () => {
      await bot.call('rest', 'submitOrder', MARKET);
      const counted = await rise(bot, async () => {
        await bot.call('rest', 'closePositions', { instId: SWAP, mgnMode: 'cross' });
        await bot.call('rest', 'closePositions', { instId: SWAP, mgnMode: 'cross' });
      });
      expect(counted.orders).to.deep.equal({ [`okx ${SWAP} unknown market`]: 2 });
      expect(counted.errors).to.deep.equal({ 'okx close rejected': 1 });
    });

    it('cancellations are no orders, and the refused one of a batch is an error', async () => {
      const placed = await bot.call('rest', 'submitOrder', LIMIT);
      const [{ ordId } = { ordId: '' }] = placed.value as Array<{ ordId: string }>;
      const counted = await rise(bot, async () => {
        await bot.call('rest', 'cancelMultipleOrders', [
          { instId: SWAP, ordId },
          { instId: SWAP, ordId: '1' },
        ]);
        await bot.call('wsApi', 'cancelOrder', { instId: SWAP, ordId: '1' });
      });
      expect(counted).to.deep.equal({
        orders: {},
        failed: {},
        errors: { 'okx cancel order_not_found': 2 },
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
      expect(counted.orders).to.deep.equal({ [`okx ${SWAP} buy market`]: 10 });
      expect(counted.measured).to.deep.equal({ 'okx market success': 10 });
      expect(exchange.journal.orders.length - before).to.equal(10);
    });
  });
}
