import { expect } from 'chai';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { rise } from '../support/counts.js';
import type { Call } from '../support/driven-bot.js';
import { DrivenBot } from '../support/driven-bot.js';

const BTC = { symbol: 'BTCUSDT', side: 'buy' };
const SPOT = { ...BTC, orderType: 'limit', force: 'gtc', price: '50000', size: '0.01' };
const MIX = { productType: 'USDT-FUTURES', marginCoin: 'USDT', marginMode: 'crossed' };
const UTA = { ...BTC, category: 'USDT-FUTURES', orderType: 'market', qty: '0.01' };
const RESTING = { ...UTA, orderType: 'limit', price: '50000' };
const { category: CATEGORY, ...BARE } = UTA;

const call = (on: string, method: string, ...args: unknown[]): Call => ({ on, method, args });
const future = (fields: object): Call =>
  call('v2', 'futuresSubmitOrder', { ...BTC, ...MIX, size: '0.01', ...fields });

/** Orders of every kind, and the labels that each is counted under, once. */
const KINDS: readonly [what: string, call: Call, labels: string][] = [
  [
    'a market order',
    call('v2', 'spotSubmitOrder', { ...SPOT, orderType: 'market', size: '500', price: undefined }),
    'bitget BTCUSDT buy market',
  ],
  ['a limit order', call('v2', 'spotSubmitOrder', SPOT), 'bitget BTCUSDT buy limit'],
  [
    'an order that only makes',
    call('v2', 'spotSubmitOrder', { ...SPOT, force: 'post_only' }),
    'bitget BTCUSDT buy limit',
  ],
  [
    'an order that fills at once or not at all',
    call('v2', 'spotSubmitOrder', { ...SPOT, force: 'fok', price: '61000' }),
    'bitget BTCUSDT buy limit',
  ],
  ['a futures order', future({ orderType: 'market' }), 'bitget BTCUSDT buy market'],
  [
    'a futures order that takes what there is',
    future({ orderType: 'limit', price: '50000', force: 'ioc' }),
    'bitget BTCUSDT buy limit',
  ],
  [
    'an order of the unified account',
    call('v3', 'submitNewOrder', UTA),
    'bitget BTCUSDT buy market',
  ],
  [
    'an order over WebSocket',
    call('wsApi', 'submitNewOrder', CATEGORY, BARE),
    'bitget BTCUSDT buy market',
  ],
  [
    'an order sent past the methods',
    call('wsApiSocket', 'sendWSAPIRequest', 'v3Private', 'place-order', CATEGORY, BARE),
    'bitget BTCUSDT buy market',
  ],
];

const LIMITS = {
  spotLimits: { orders10s: 10_000, weight: 600_000 },
  futuresLimits: { orders10s: 10_000 },
};

for (const file of ['bitget/bot.cjs', 'bitget/bot.mjs']) {
  describe(`orders of ${file}`, () => {
    let exchange: PaperExchange;
    let bot: DrivenBot;

    before(async () => {
      exchange = await quietExchange(LIMITS);
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
        const type = labels.split(' ').at(-1);
        expect(counted).to.deep.equal({
          orders: { [labels]: 1 },
          failed: {},
          errors: {},
          measured: { [`bitget ${type} success`]: 1 },
        });
        expect(exchange.journal.orders.length - before).to.equal(1);
      });
    }

    it('edits count once, whether they amend or replace', async () => {
      const idOf = (value: unknown) => (value as { data: { orderId: string } }).data.orderId;
      const placed = idOf((await bot.call('v2', 'spotSubmitOrder', SPOT)).value);
      const resting = idOf((await bot.call('v3', 'submitNewOrder', RESTING)).value);
      const replacement = { symbol: 'BTCUSDT', orderId: placed, price: '51000', size: '0.01' };
      const counted = await rise(bot, async () => {
        const replaced = await bot.call('v2', 'spotCancelandSubmitOrder', replacement);
        expect(replaced, JSON.stringify(replaced)).to.include({ ok: true });
        const modified = { orderId: resting, symbol: 'BTCUSDT', price: '51000' };
        expect(await bot.call('v3', 'modifyOrder', modified)).to.include({ ok: true });
      });
      // A modification names neither side nor type.
      expect(counted.orders).to.deep.equal({
        'bitget BTCUSDT unknown limit': 1,
        'bitget BTCUSDT unknown unknown': 1,
      });
      const edits = exchange.journal.orders.filter(({ operation }) => operation === 'edit');
      expect(edits.map(({ outcome }) => outcome)).to.deep.equal(['ok', 'ok']);
    });

    it('a batch that is listed by outcome fails the items that failed', async () => {
      const item = { ...SPOT, symbol: undefined };
      const orderList = [
        { ...item, side: 'sell', size: '900', price: '70000' },
        item,
        { ...item, size: '0.0001', clientOid: 'tiny' },
      ];
      const counted = await rise(bot, () =>
        bot.call('v2', 'spotBatchSubmitOrders', { symbol: 'BTCUSDT', orderList }),
      );
      expect(counted.orders).to.deep.equal({
        'bitget BTCUSDT sell limit': 1,
        'bitget BTCUSDT buy limit': 2,
      });
      expect(counted.failed).to.deep.equal({
        'bitget BTCUSDT sell limit': 1,
        'bitget BTCUSDT buy limit': 1,
      });
      expect(counted.errors).to.deep.equal({
        'bitget create insufficient_funds': 1,
        'bitget create invalid_order': 1,
      });
    });

    it('a batch that is answered row by row fails its rows', async () => {
      const batch = [
        UTA,
        { ...RESTING, symbol: 'ETHUSDT', side: 'sell', qty: '8000', price: '9000' },
      ];
      const expected = {
        orders: { 'bitget BTCUSDT buy market': 1, 'bitget ETHUSDT sell limit': 1 },
        failed: { 'bitget ETHUSDT sell limit': 1 },
        errors: { 'bitget create insufficient_funds': 1 },
        measured: { 'bitget market success': 1, 'bitget limit failure': 1 },
      };
      const counted = await rise(bot, () => bot.call('v3', 'placeBatchOrders', batch));
      expect(counted).to.deep.equal(expected);
      const bare = batch.map(({ category: _own, ...fields }) => fields);
      const overSocket = await rise(bot, () =>
        bot.call('wsApi', 'placeBatchOrders', CATEGORY, bare),
      );
      expect(overSocket).to.deep.equal(expected);
    });

    it('closing all positions counts as one order, cancellations as none', async () => {
      const counted = await rise(bot, async () => {
        for (const outcome of await bot.calls([
          call('v2', 'futuresFlashClosePositions', { ...MIX, symbol: 'BTCUSDT' }),
          call('v2', 'spotCancelSymbolOrder', { symbol: 'BTCUSDT' }),
          call('v2', 'futuresCancelAllOrders', { ...MIX, symbol: 'BTCUSDT' }),
          call('v3', 'cancelAllOrders', { category: 'USDT-FUTURES', symbol: 'BTCUSDT' }),
        ])) {
          expect(outcome, JSON.stringify(outcome)).to.include({ ok: true });
        }
      });
      expect(counted.orders).to.deep.equal({ 'bitget BTCUSDT unknown market': 1 });
      expect([counted.failed, counted.errors]).to.deep.equal([{}, {}]);
    });

    it('orders side by side are apart', async () => {
      const before = exchange.journal.orders.length;
      const counted = await rise(bot, () =>
        bot.calls(
          Array.from({ length: 12 }, (_, index) =>
            call('v2', 'spotSubmitOrder', { ...SPOT, size: index % 3 === 0 ? '900' : '0.01' }),
          ),
        ),
      );
      const seen = exchange.journal.orders.slice(before);
      const refused = seen.filter(({ outcome }) => outcome === 'refused').length;
      expect(counted.orders).to.deep.equal({ 'bitget BTCUSDT buy limit': 12 });
      expect(counted.errors).to.deep.equal({ 'bitget create insufficient_funds': refused });
      expect(refused).to.equal(4);
    });
  });
}
