import { expect } from 'chai';
import type { Fault, PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { deadAddress } from '../preload/collectors.js';
import { rise } from '../support/counts.js';
import type { Call } from '../support/driven-bot.js';
import { DrivenBot, eventually } from '../support/driven-bot.js';
import { BOTS, call, KEYS, leakedIn, legacy, limit, market, PERPETUAL, submit } from './support.js';

interface Failing {
  readonly what: string;
  readonly call: Call;
  readonly errorType: string;
  readonly fault?: Fault;
  /** Coinbase answers 200 to most of what it refuses, and the call resolves. Default: it throws. */
  readonly resolves?: boolean;
}

const buy = market('0.01');
const buyLegacy = legacy({ price: '50000', size: '0.01' });

const FAILING: readonly Failing[] = [
  {
    what: 'a balance that is too small',
    call: market('900'),
    errorType: 'insufficient_funds',
    resolves: true,
  },
  {
    what: 'a margin that is too small',
    call: market('900', PERPETUAL),
    errorType: 'insufficient_funds',
    resolves: true,
  },
  {
    what: 'a size off the grid',
    call: limit('50000', '0.00001'),
    errorType: 'invalid_order',
    resolves: true,
  },
  {
    what: 'a configuration that is not supported',
    call: submit({
      stop_limit_stop_limit_gtc: { base_size: '0.01', limit_price: '50000', stop_price: '51000' },
    }),
    errorType: 'invalid_order',
    resolves: true,
  },
  {
    what: 'an unknown product',
    call: market('0.01', { product_id: 'NOPE-USDT' }),
    errorType: 'invalid_symbol',
    resolves: true,
  },
  {
    what: 'an order that would take but may only make',
    call: submit({
      limit_limit_gtc: { base_size: '0.01', limit_price: '70000', post_only: true },
    }),
    errorType: 'rejected',
    resolves: true,
  },
  {
    what: 'a market that is closed',
    call: buy,
    errorType: 'rejected',
    fault: { kind: 'reject', code: -4140 },
    resolves: true,
  },
  {
    what: 'a reason that nobody tells',
    call: buy,
    errorType: 'unknown',
    fault: { kind: 'reject', code: -9999 },
    resolves: true,
  },
  // Advanced Trade says Unauthorized to a JWT of another time as to a wrong key.
  {
    what: 'a clock that is off',
    call: buy,
    errorType: 'auth',
    fault: { kind: 'clock-skew', ms: 600_000 },
  },
  { what: 'too many requests', call: buy, errorType: 'rate_limit', fault: { kind: 'rate-limit' } },
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
    fault: { kind: 'error', status: 503 },
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
    call: { ...buy, on: 'keyless' },
    errorType: 'auth',
  },
  {
    what: 'a balance that is too small, at the Exchange API',
    call: legacy({ price: '50000', size: '900' }),
    errorType: 'insufficient_funds',
  },
  {
    what: 'an unknown product at the Exchange API',
    call: legacy({ product_id: 'NOPE-USDT', price: '50000', size: '0.01' }),
    errorType: 'invalid_symbol',
  },
  {
    what: 'a size off the grid at the Exchange API',
    call: legacy({ price: '50000', size: '0.00001' }),
    errorType: 'invalid_order',
  },
  {
    what: 'a clock that is off at the Exchange API',
    call: buyLegacy,
    errorType: 'clock_skew',
    fault: { kind: 'clock-skew', ms: 600_000 },
  },
  {
    what: 'too many requests at the Exchange API',
    call: buyLegacy,
    errorType: 'rate_limit',
    fault: { kind: 'rate-limit' },
  },
];

for (const file of BOTS) {
  describe(`failures of ${file}`, () => {
    let exchange: PaperExchange;
    let bot: DrivenBot;

    before(async () => {
      exchange = await quietExchange();
      bot = await DrivenBot.start(file, {
        url: exchange.url,
        env: { ...KEYS, BOT_TIMEOUT: '1000' },
      });
    });

    afterEach(() => exchange.faults.clear());

    after(async () => {
      expect(leakedIn(`${await bot.scrape()}${bot.stderr}`)).to.deep.equal([]);
      await bot.end();
      await exchange.close();
    });

    for (const { what, call: order, errorType, fault, resolves = false } of FAILING) {
      it(`${what} is ${errorType}`, async () => {
        if (fault !== undefined) exchange.faults.set(fault);
        const counted = await rise(bot, async () => {
          const [outcome] = await bot.calls([order]);
          expect(outcome, JSON.stringify(outcome)).to.include({ ok: resolves });
        });
        const house = order.on === 'exchange' ? 'coinbaseexchange' : 'coinbase';
        expect(counted.errors).to.deep.equal({ [`${house} create ${errorType}`]: 1 });
        expect(counted.failed).to.deep.equal(counted.orders);
        expect(Object.values(counted.orders)).to.deep.equal([1]);
        const end = ['timeout', 'network'].includes(errorType) ? 'unknown' : 'failure';
        const [measured] = Object.keys(counted.measured);
        expect(measured?.split(' ').at(-1)).to.equal(end);
      });
    }

    it('a change of an order that is not there is order_not_found', async () => {
      const order_id = '5907a11c-0000-4000-8000-000000009999';
      const counted = await rise(bot, async () => {
        const [outcome] = await bot.calls([
          call('trade', 'updateOrder', { order_id, price: '50000', size: '0.01' }),
        ]);
        expect(outcome).to.include({ ok: true });
      });
      expect(counted.errors).to.deep.equal({ 'coinbase edit order_not_found': 1 });
    });

    it('a cancellation of an order that is not there is order_not_found', async () => {
      const order_id = '5907a11c-0000-4000-8000-000000009999';
      const counted = await rise(bot, () => bot.call('exchange', 'cancelOrder', { order_id }));
      expect(counted.errors).to.deep.equal({ 'coinbaseexchange cancel order_not_found': 1 });
      expect(counted.failed).to.deep.equal({});
    });
  });
}

describe('failures of a coinbase-api bot that reaches nobody', () => {
  it('are network, and the exchange is not connected', async () => {
    const bot = await DrivenBot.start(BOTS[0], { url: await deadAddress(), env: KEYS });
    const counted = await rise(bot, () => bot.calls([market('0.01')]));
    expect(counted.errors).to.deep.equal({ 'coinbase create network': 1 });
    const status = 'genesis_connection_status{exchange="coinbase"}';
    await eventually(bot, (series) => series.get(status) === 0, 'the exchange to be missed');
    await bot.end();
  });
});
