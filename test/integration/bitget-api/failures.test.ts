import { expect } from 'chai';
import type { Fault, PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { deadAddress } from '../preload/collectors.js';
import { secretsIn } from '../support/canaries.js';
import { rise } from '../support/counts.js';
import type { Call } from '../support/driven-bot.js';
import { DrivenBot } from '../support/driven-bot.js';

const SPOT = {
  symbol: 'BTCUSDT',
  side: 'buy',
  orderType: 'limit',
  force: 'gtc',
  price: '50000',
  size: '0.01',
};
const UTA = { symbol: 'BTCUSDT', side: 'buy', orderType: 'market', qty: '0.01' };
const CATEGORY = 'USDT-FUTURES';

const call = (on: string, method: string, ...args: unknown[]): Call => ({ on, method, args });
const spot = (fields: object = {}): Call => call('v2', 'spotSubmitOrder', { ...SPOT, ...fields });
const unified = (fields: object = {}): Call =>
  call('v3', 'submitNewOrder', { category: CATEGORY, ...UTA, ...fields });
const overSocket = (fields: object = {}): Call =>
  call('wsApi', 'submitNewOrder', CATEGORY, { ...UTA, ...fields });

const FAILING: readonly [what: string, call: Call, errorType: string, fault?: Fault][] = [
  ['a balance that is too small', spot({ size: '900' }), 'insufficient_funds'],
  ['a margin that is too small', unified({ qty: '8000' }), 'insufficient_funds'],
  ['a quantity off the grid', spot({ size: '0.00001' }), 'invalid_order'],
  ['a missing parameter', unified({ side: undefined }), 'invalid_order'],
  ['an unknown symbol', spot({ symbol: 'NOPEUSDT' }), 'invalid_symbol'],
  ['nothing to reduce', unified({ side: 'sell', reduceOnly: 'yes' }), 'rejected'],
  ['a clock that is off', spot(), 'clock_skew', { kind: 'clock-skew', ms: 600_000 }],
  ['too many requests', spot(), 'rate_limit', { kind: 'rate-limit' }],
  ['a ban', spot(), 'rate_limit', { kind: 'ban' }],
  ['a server that fails', spot(), 'exchange_unavailable', { kind: 'error' }],
  ['a server that is down', spot(), 'exchange_unavailable', { kind: 'error', status: 503 }],
  ['a key that may not trade', spot(), 'auth', { kind: 'reject', code: -2015 }],
  [
    'a time out inside the exchange',
    spot(),
    'timeout',
    { kind: 'reject', code: 40010, msg: 'Request timed out' },
  ],
  ['no answer', spot(), 'timeout', { kind: 'hang' }],
  ['an answer that breaks off', spot(), 'network', { kind: 'truncate' }],
  ['a margin that is too small, over WebSocket', overSocket({ qty: '8000' }), 'insufficient_funds'],
  [
    'too many requests over WebSocket',
    overSocket(),
    'rate_limit',
    { kind: 'rate-limit', scope: 'orders' },
  ],
  [
    'a socket that breaks off before the answer',
    overSocket(),
    'network',
    { kind: 'truncate', scope: 'orders' },
  ],
];

for (const file of ['bitget/bot.cjs', 'bitget/bot.mjs']) {
  describe(`failures of ${file}`, () => {
    let exchange: PaperExchange;
    let bot: DrivenBot;

    before(async () => {
      exchange = await quietExchange({ spotLimits: { orders10s: 10_000 } });
      bot = await DrivenBot.start(file, { url: exchange.url, env: { BOT_TIMEOUT: '1000' } });
    });

    afterEach(() => exchange.faults.clear());

    after(async () => {
      const said = `${await bot.scrape()}${bot.stderr}`;
      expect(secretsIn(said)).to.deep.equal([]);
      await bot.end();
      await exchange.close();
    });

    for (const [what, failing, errorType, fault] of FAILING) {
      it(`${what} is ${errorType}`, async () => {
        if (fault !== undefined) exchange.faults.set({ ...fault, count: 1 });
        const { orders, failed, errors, measured } = await rise(bot, async () => {
          const [outcome] = await bot.calls([failing]);
          expect(outcome, JSON.stringify(outcome)).to.include({ ok: false });
        });
        expect(Object.values(orders)).to.deep.equal([1]);
        expect(failed).to.deep.equal(orders);
        expect(errors).to.deep.equal({ [`bitget create ${errorType}`]: 1 });
        const type = Object.keys(orders)[0]?.split(' ').at(-1);
        const outcome = ['timeout', 'network'].includes(errorType) ? 'unknown' : 'failure';
        expect(measured).to.deep.equal({ [`bitget ${type} ${outcome}`]: 1 });
      });
    }

    it('a cancellation of an order that is not there is order_not_found', async () => {
      const order = { symbol: 'BTCUSDT', orderId: '1' };
      const counted = await rise(bot, async () => {
        await bot.call('v2', 'spotCancelOrder', order);
        await bot.call('v2', 'spotBatchCancelOrders', { orderList: [order] });
        await bot.call('v3', 'cancelOrder', { category: CATEGORY, orderId: '1' });
        await bot.call('wsApi', 'cancelOrder', CATEGORY, { orderId: '1' });
      });
      expect(counted).to.deep.equal({
        orders: {},
        failed: {},
        errors: { 'bitget cancel order_not_found': 4 },
        measured: {},
      });
    });
  });
}

describe('failures of a Bitget bot that reaches nobody', () => {
  it('are network, and the exchange is not connected', async () => {
    const bot = await DrivenBot.start('bitget/bot.cjs', { url: await deadAddress() });
    const counted = await rise(bot, () => bot.calls([spot()]));
    expect(counted.errors).to.deep.equal({ 'bitget create network': 1 });
    expect((await bot.series()).get('genesis_connection_status{exchange="bitget"}')).to.equal(0);
    await bot.end();
  });
});
