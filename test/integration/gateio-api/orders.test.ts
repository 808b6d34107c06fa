import { expect } from 'chai';
import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { rise } from '../support/counts.js';
import type { Call } from '../support/driven-bot.js';
import { DrivenBot } from '../support/driven-bot.js';

const SPOT = { currency_pair: 'BTC_USDT', side: 'buy', amount: '0.01', price: '50000' };
const MARKET = { ...SPOT, type: 'market', amount: '500', price: undefined, time_in_force: 'ioc' };
const FUTURES = { settle: 'usdt', contract: 'BTC_USDT', size: 10, price: '0', tif: 'ioc' };
const RESTING = { ...FUTURES, price: '50000', tif: 'gtc' };
const { settle: _own, ...BARE } = FUTURES;

const call = (on: string, method: string, ...args: unknown[]): Call => ({ on, method, args });
const rest = (method: string, ...args: unknown[]): Call => call('rest', method, ...args);

/** Orders of every kind, and the labels that each is counted under, once. */
const KINDS: readonly [what: string, call: Call, labels: string][] = [
  ['a market order', rest('submitSpotOrder', MARKET), 'gate BTC_USDT buy market'],
  ['a limit order', rest('submitSpotOrder', SPOT), 'gate BTC_USDT buy limit'],
  [
    'an order that only makes',
    rest('submitSpotOrder', { ...SPOT, time_in_force: 'poc' }),
    'gate BTC_USDT buy limit',
  ],
  [
    'an order that fills at once or not at all',
    rest('submitSpotOrder', { ...SPOT, time_in_force: 'fok', price: '61000' }),
    'gate BTC_USDT buy limit',
  ],
  ['a futures order', rest('submitFuturesOrder', FUTURES), 'gate BTC_USDT buy market'],
  [
    'a futures order the other way',
    rest('submitFuturesOrder', { ...RESTING, size: -10, price: '70000' }),
    'gate BTC_USDT sell limit',
  ],
  ['an order over WebSocket', call('wsApi', 'submitNewSpotOrder', SPOT), 'gate BTC_USDT buy limit'],
  [
    'a futures order over WebSocket',
    call('wsApi', 'submitNewFuturesOrder', BARE),
    'gate BTC_USDT buy market',
  ],
  [
    'an order sent past the methods',
    call('wsApiSocket', 'sendWSAPIRequest', 'spotV4', 'spot.order_place', SPOT),
    'gate BTC_USDT buy limit',
  ],
];

const LIMITS = {
  spotLimits: { orders10s: 10_000, weight: 600_000 },
  futuresLimits: { orders10s: 10_000 },
};

for (const file of ['gate/bot.cjs', 'gate/bot.mjs']) {
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

    /** The client answers with an acknowledgement; that the order is placed it tells as an event. */
    const placed = async (calls: readonly Call[]) => {
      const isOverSocket = calls.some(({ on }) => on.startsWith('wsApi'));
      const last = (await bot.events()).filter(isLastWord).length;
      for (const outcome of await bot.calls(calls)) {
        expect(outcome, JSON.stringify(outcome)).to.include({ ok: true });
      }
      while (isOverSocket && (await bot.events()).filter(isLastWord).length === last) {
        await new Promise((resolve) => setImmediate(resolve));
      }
    };

    for (const [what, order, labels] of KINDS) {
      it(`${what} counts once`, async () => {
        const before = exchange.journal.orders.length;
        const counted = await rise(bot, () => placed([order]));
        const type = labels.split(' ').at(-1);
        expect(counted).to.deep.equal({
          orders: { [labels]: 1 },
          failed: {},
          errors: {},
          measured: { [`gate ${type} success`]: 1 },
        });
        expect(exchange.journal.orders.length - before).to.equal(1);
      });
    }

    it('amendments count once', async () => {
      const spot = (await bot.call('rest', 'submitSpotOrder', SPOT)).value as { id: string };
      const futures = await bot.call('rest', 'submitFuturesOrder', RESTING);
      const order = { order_id: String((futures.value as { id: number }).id), price: '51000' };
      const pair = { currency_pair: 'BTC_USDT', order_id: spot.id, price: '51000' };
      const counted = await rise(bot, async () => {
        await placed([
          rest('updateSpotOrder', pair),
          rest('updateFuturesOrder', { settle: 'usdt', ...order }),
        ]);
      });
      expect(counted.orders).to.deep.equal({
        'gate BTC_USDT unknown limit': 1,
        'gate unknown unknown limit': 1,
      });
      const edits = exchange.journal.orders.filter(({ operation }) => operation === 'edit');
      expect(edits.map(({ outcome }) => outcome)).to.deep.equal(['ok', 'ok']);
    });

    it('batches count their items, and refused ones fail with their own symbol and class', async () => {
      const spot = [SPOT, { ...SPOT, currency_pair: 'ETH_USDT', side: 'sell', amount: '900' }].map(
        (item, index) => ({ ...item, type: 'limit', account: 'spot', text: `t-${index}` }),
      );
      const futures = [FUTURES, { ...RESTING, contract: 'ETH_USDT', size: -8_000_000 }];
      const counted = await rise(bot, () =>
        placed([
          rest('submitSpotBatchOrders', spot),
          rest('submitFuturesBatchOrders', { settle: 'usdt', orders: futures }),
        ]),
      );
      expect(counted).to.deep.equal({
        orders: {
          'gate BTC_USDT buy limit': 1,
          'gate ETH_USDT sell limit': 2,
          'gate BTC_USDT buy market': 1,
        },
        failed: { 'gate ETH_USDT sell limit': 2 },
        errors: { 'gate create insufficient_funds': 2 },
        measured: { 'gate limit success': 1, 'gate limit failure': 2, 'gate market success': 1 },
      });
    });

    it('cancellations are no orders', async () => {
      const counted = await rise(bot, () =>
        placed([
          rest('cancelSpotOpenOrders', { currency_pair: 'BTC_USDT' }),
          rest('cancelAllFuturesOrders', { settle: 'usdt', contract: 'BTC_USDT' }),
        ]),
      );
      expect(counted).to.deep.equal({ orders: {}, failed: {}, errors: {}, measured: {} });
    });
  });
}

/** The answer to an order over WebSocket that comes after its acknowledgement. */
function isLastWord({ name, args }: { name: string; args: readonly unknown[] }): boolean {
  const [event] = args as [{ ack?: boolean } | undefined];
  return (name === 'response' || name === 'exception') && event?.ack === false;
}
