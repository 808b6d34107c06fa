import { expect } from 'chai';
import type { Fault, PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { deadAddress } from '../preload/collectors.js';
import { secretsIn } from '../support/canaries.js';
import { rise } from '../support/counts.js';
import type { Call } from '../support/driven-bot.js';
import { DrivenBot, NOW } from '../support/driven-bot.js';

const MARKET = { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: 0.01 };
const LIMIT = { ...MARKET, type: 'LIMIT', timeInForce: 'GTC', price: 50_000 };
const call = (on: string, method: string, ...args: unknown[]): Call => ({ on, method, args });
const buy = call('spot', 'submitNewOrder', MARKET);
const buyOverSocket = call('wsApi', 'submitNewSpotOrder', { ...MARKET, timestamp: NOW });

interface Failing {
  readonly what: string;
  readonly call: Call;
  readonly errorType: string;
  readonly fault?: Fault;
  /** Whether a request left: else the failure is no latency. Default true. */
  readonly isSent?: boolean;
}

const FAILING: readonly Failing[] = [
  {
    what: 'a balance that is too small',
    call: call('spot', 'submitNewOrder', { ...MARKET, quantity: 900 }),
    errorType: 'insufficient_funds',
  },
  {
    what: 'a margin that is too small',
    call: call('usdm', 'submitNewOrder', { ...MARKET, quantity: 900 }),
    errorType: 'insufficient_funds',
  },
  {
    what: 'a price off the grid',
    call: call('spot', 'submitNewOrder', { ...LIMIT, price: 50_000.001 }),
    errorType: 'invalid_order',
  },
  {
    what: 'a missing parameter',
    call: call('usdm', 'submitNewOrder', { ...LIMIT, price: undefined }),
    errorType: 'invalid_order',
  },
  {
    what: 'an unknown symbol',
    call: call('spot', 'submitNewOrder', { ...MARKET, symbol: 'NOPEUSDT' }),
    errorType: 'invalid_symbol',
  },
  {
    what: 'an order that would take but may only make',
    call: call('spot', 'submitNewOrder', {
      ...LIMIT,
      type: 'LIMIT_MAKER',
      timeInForce: undefined,
      price: 70_000,
    }),
    errorType: 'rejected',
  },
  {
    what: 'a futures order that would take but may only make',
    call: call('usdm', 'submitNewOrder', { ...LIMIT, timeInForce: 'GTX', price: 70_000 }),
    errorType: 'rejected',
  },
  {
    what: 'a clock that is off',
    call: buy,
    errorType: 'clock_skew',
    fault: { kind: 'clock-skew', ms: 600_000 },
  },
  { what: 'too many requests', call: buy, errorType: 'rate_limit', fault: { kind: 'rate-limit' } },
  { what: 'a ban', call: buy, errorType: 'rate_limit', fault: { kind: 'ban' } },
  {
    what: 'a server that fails',
    call: buy,
    errorType: 'exchange_unavailable',
    fault: { kind: 'error' },
  },
  {
    what: 'a server that is overloaded',
    call: buy,
    errorType: 'exchange_unavailable',
    fault: { kind: 'error', status: 503, code: -1008 },
  },
  {
    what: 'a server that does not know what became of the order',
    call: buy,
    errorType: 'timeout',
    fault: { kind: 'error', status: 503, code: -1007 },
  },
  {
    what: 'a key that is not allowed to trade',
    call: buy,
    errorType: 'auth',
    fault: { kind: 'reject', code: -2015, msg: 'Invalid API-key, IP, or permissions for action.' },
  },
  {
    what: 'a rejection for any other reason',
    call: buy,
    errorType: 'rejected',
    fault: { kind: 'reject', code: -2010, msg: 'Market is closed.' },
  },
  { what: 'no answer', call: buy, errorType: 'timeout', fault: { kind: 'hang' } },
  {
    what: 'an answer that breaks off',
    call: buy,
    errorType: 'network',
    fault: { kind: 'truncate' },
  },
  {
    what: 'a client without a key',
    call: call('keyless', 'submitNewOrder', MARKET),
    errorType: 'auth',
    isSent: false,
  },
  {
    what: 'a path that is not served',
    call: call('coinm', 'submitNewOrder', { ...MARKET, symbol: 'BTCUSD_PERP' }),
    errorType: 'unknown',
  },
  {
    what: 'a balance that is too small, over WebSocket',
    call: call('wsApi', 'submitNewSpotOrder', { ...MARKET, quantity: 900, timestamp: NOW }),
    errorType: 'insufficient_funds',
  },
  {
    what: 'too many requests over WebSocket',
    call: buyOverSocket,
    errorType: 'rate_limit',
    fault: { kind: 'rate-limit', scope: 'orders' },
  },
  {
    what: 'a socket that breaks off before the answer',
    call: buyOverSocket,
    errorType: 'network',
    fault: { kind: 'truncate', scope: 'orders' },
  },
];

for (const file of ['binance/bot.cjs', 'binance/bot.mjs']) {
  describe(`failures of ${file}`, () => {
    let exchange: PaperExchange;
    let bot: DrivenBot;

    before(async () => {
      exchange = await quietExchange();
      bot = await DrivenBot.start(file, { url: exchange.url, env: { BOT_TIMEOUT: '1000' } });
    });

    afterEach(() => exchange.faults.clear());

    after(async () => {
      const said = `${await bot.scrape()}${bot.stderr}`;
      expect(secretsIn(said)).to.deep.equal([]);
      await bot.end();
      await exchange.close();
    });

    for (const { what, call: failing, errorType, fault, isSent = true } of FAILING) {
      it(`${what} is ${errorType}`, async () => {
        if (fault !== undefined) exchange.faults.set({ ...fault, count: 1 });
        const { orders, failed, errors, measured } = await rise(bot, async () => {
          const [outcome] = await bot.calls([failing]);
          expect(outcome, JSON.stringify(outcome)).to.include({ ok: false });
        });
        expect(Object.values(orders)).to.deep.equal([1]);
        expect(failed).to.deep.equal(orders);
        const [exchangeLabel = '', , , type = ''] = (Object.keys(orders)[0] ?? '').split(' ');
        expect(errors).to.deep.equal({ [`${exchangeLabel} create ${errorType}`]: 1 });
        const outcome = ['timeout', 'network'].includes(errorType) ? 'unknown' : 'failure';
        expect(measured).to.deep.equal(
          isSent ? { [`${exchangeLabel} ${type} ${outcome}`]: 1 } : {},
        );
      });
    }

    it('a cancellation of an order that is not there is order_not_found', async () => {
      const counted = await rise(bot, async () => {
        await bot.call('spot', 'cancelOrder', { symbol: 'BTCUSDT', orderId: 1 });
        await bot.call('usdm', 'cancelOrder', { symbol: 'BTCUSDT', orderId: 1 });
      });
      expect(counted).to.deep.equal({
        orders: {},
        failed: {},
        errors: { 'binance cancel order_not_found': 1, 'binanceusdm cancel order_not_found': 1 },
        measured: {},
      });
    });

    it('a replacement fails for the reason of the half that failed', async () => {
      const counted = await rise(bot, () =>
        bot.call('spot', 'replaceOrder', {
          ...LIMIT,
          cancelReplaceMode: 'STOP_ON_FAILURE',
          cancelOrderId: 1,
        }),
      );
      expect(counted.errors).to.deep.equal({ 'binance edit order_not_found': 1 });
      expect(counted.failed).to.deep.equal({ 'binance BTCUSDT buy limit': 1 });
    });
  });
}

describe('failures of a binance bot that reaches nobody', () => {
  it('are network, and the exchange is not connected', async () => {
    const bot = await DrivenBot.start('binance/bot.cjs', { url: await deadAddress() });
    const counted = await rise(bot, () => bot.calls([buy]));
    expect(counted.errors).to.deep.equal({ 'binance create network': 1 });
    const series = await bot.series();
    expect(series.get('genesis_connection_status{exchange="binance"}')).to.equal(0);
    await bot.end();
  });
});
