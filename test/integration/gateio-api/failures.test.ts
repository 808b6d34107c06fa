import { expect } from 'chai';
import type { Fault, PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { deadAddress } from '../preload/collectors.js';
import { secretsIn } from '../support/canaries.js';
import { rise, total } from '../support/counts.js';
import type { Call } from '../support/driven-bot.js';
import { DrivenBot, eventually } from '../support/driven-bot.js';

const SPOT = { currency_pair: 'BTC_USDT', side: 'buy', amount: '0.01', price: '50000' };
const FUTURES = { settle: 'usdt', contract: 'BTC_USDT', size: 10, price: '0', tif: 'ioc' };

const call = (on: string, method: string, ...args: unknown[]): Call => ({ on, method, args });
const spot = (fields: object = {}): Call => call('rest', 'submitSpotOrder', { ...SPOT, ...fields });
const future = (fields: object = {}): Call =>
  call('rest', 'submitFuturesOrder', { ...FUTURES, ...fields });

const FAILING: readonly [what: string, call: Call, errorType: string, fault?: Fault][] = [
  ['a balance that is too small', spot({ amount: '900' }), 'insufficient_funds'],
  ['a margin that is too small', future({ size: 8_000_000 }), 'insufficient_funds'],
  ['a quantity off the grid', spot({ amount: '0.00001' }), 'invalid_order'],
  ['a missing parameter', spot({ amount: undefined }), 'invalid_order'],
  ['an unknown pair', spot({ currency_pair: 'NOPE_USDT' }), 'invalid_symbol'],
  ['an unknown contract', future({ contract: 'NOPE_USDT' }), 'invalid_symbol'],
  [
    'an order that would take but may only make',
    spot({ price: '70000', time_in_force: 'poc' }),
    'rejected',
  ],
  ['nothing to reduce', future({ size: -10, reduce_only: true }), 'rejected'],
  ['a clock that is off', spot(), 'clock_skew', { kind: 'clock-skew', ms: 600_000 }],
  ['too many requests', spot(), 'rate_limit', { kind: 'rate-limit' }],
  ['a ban', spot(), 'rate_limit', { kind: 'ban' }],
  ['a server that fails', spot(), 'exchange_unavailable', { kind: 'error' }],
  ['a server that is busy', spot(), 'exchange_unavailable', { kind: 'error', status: 503 }],
  ['a key that may not trade', spot(), 'auth', { kind: 'reject', code: -2015 }],
  ['no answer', spot(), 'timeout', { kind: 'hang' }],
  ['an answer that breaks off', spot(), 'network', { kind: 'truncate' }],
];

/** Failures of orders over WebSocket, which come after the acknowledgement: the calls resolve. */
const FAILING_LATER: readonly [what: string, fields: object, errorType: string, fault?: Fault][] = [
  ['a balance that is too small', { amount: '900' }, 'insufficient_funds'],
  ['too many requests', {}, 'rate_limit', { kind: 'rate-limit', scope: 'orders' }],
  ['a server that fails', {}, 'exchange_unavailable', { kind: 'error', scope: 'orders' }],
  ['a socket that breaks off', {}, 'network', { kind: 'truncate', scope: 'orders' }],
];

for (const file of ['gate/bot.cjs', 'gate/bot.mjs']) {
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
        expect(errors).to.deep.equal({ [`gate create ${errorType}`]: 1 });
        const type = Object.keys(orders)[0]?.split(' ').at(-1);
        const outcome = ['timeout', 'network'].includes(errorType) ? 'unknown' : 'failure';
        expect(measured).to.deep.equal({ [`gate ${type} ${outcome}`]: 1 });
      });
    }

    for (const [what, fields, errorType, fault] of FAILING_LATER) {
      it(`${what}, over WebSocket after the acknowledgement, is ${errorType}`, async () => {
        const errors = 'genesis_order_errors_total';
        const labels = { operation: 'create', error_type: errorType };
        const before = await bot.series();
        if (fault !== undefined) exchange.faults.set({ ...fault, count: 1 });
        const outcome = await bot.call('wsApi', 'submitNewSpotOrder', { ...SPOT, ...fields });
        expect(outcome, JSON.stringify(outcome)).to.include({ ok: true });
        const after = await eventually(
          bot,
          (series) => total(series, errors, labels) > total(before, errors, labels),
          `the failure ${errorType}`,
        );
        expect(total(after, errors) - total(before, errors)).to.equal(1);
        const failures = 'genesis_orders_failed_total';
        expect(total(after, failures) - total(before, failures)).to.equal(1);
        // Whoever sends while the client dials anew makes it dial twice, and it forgets one of the two.
        if (fault?.kind === 'truncate') await bot.happened({ on: 'wsApi', name: 'reconnected' });
      });
    }

    it('a cancellation of an order that is not there is order_not_found', async () => {
      const order = { currency_pair: 'BTC_USDT', order_id: '1' };
      const counted = await rise(bot, async () => {
        await bot.call('rest', 'cancelSpotOrder', order);
        await bot.call('rest', 'cancelFuturesOrder', { settle: 'usdt', order_id: '1' });
        await bot.call('rest', 'batchCancelSpotOrders', [{ currency_pair: 'BTC_USDT', id: '1' }]);
        await bot.call('wsApi', 'cancelSpotOrder', order);
      });
      expect(counted).to.deep.equal({
        orders: {},
        failed: {},
        errors: { 'gate cancel order_not_found': 4 },
        measured: {},
      });
    });

    it('a client without a key refuses by itself: auth, and no latency', async () => {
      const counted = await rise(bot, () => bot.call('keyless', 'submitSpotOrder', SPOT));
      expect(counted.errors).to.deep.equal({ 'gate create auth': 1 });
      expect(counted.measured).to.deep.equal({});
    });
  });
}

describe('failures of a Gate bot that reaches nobody', () => {
  it('are network, and the exchange is not connected', async () => {
    const bot = await DrivenBot.start('gate/bot.cjs', { url: await deadAddress() });
    const counted = await rise(bot, () => bot.calls([spot()]));
    expect(counted.errors).to.deep.equal({ 'gate create network': 1 });
    expect((await bot.series()).get('genesis_connection_status{exchange="gate"}')).to.equal(0);
    await bot.end();
  });
});
