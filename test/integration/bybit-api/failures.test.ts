import { expect } from 'chai';
import type { Fault, PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { deadAddress } from '../preload/collectors.js';
import { secretsIn } from '../support/canaries.js';
import { rise } from '../support/counts.js';
import type { Call } from '../support/driven-bot.js';
import { DrivenBot } from '../support/driven-bot.js';

const MARKET = {
  category: 'linear',
  symbol: 'BTCUSDT',
  side: 'Buy',
  orderType: 'Market',
  qty: '0.01',
};
const LIMIT = { ...MARKET, orderType: 'Limit', price: '50000' };
const call = (on: string, fields: object): Call => ({ on, method: 'submitOrder', args: [fields] });
const buy = call('rest', MARKET);
const overSocket = (fields: object): Call => ({
  on: 'wsApi',
  method: 'submitNewOrder',
  args: [fields],
});

interface Failing {
  readonly what: string;
  readonly call: Call;
  readonly errorType: string;
  readonly fault?: Fault;
  /** Whether the client resolves all the same. Default false. */
  readonly resolves?: boolean;
  /** Whether a request left: else the failure is no latency. Default true. */
  readonly isSent?: boolean;
}

const resolving = (what: string, order: Call, errorType: string, fault?: Fault): Failing => ({
  what,
  call: order,
  errorType,
  resolves: true,
  ...(fault === undefined ? {} : { fault }),
});

const FAILING: readonly Failing[] = [
  resolving('too small a margin', call('rest', { ...MARKET, qty: '900' }), 'insufficient_funds'),
  resolving(
    'too small a balance',
    call('rest', { ...LIMIT, category: 'spot', qty: '900' }),
    'insufficient_funds',
  ),
  resolving('too small a size', call('rest', { ...LIMIT, qty: '0.00001' }), 'invalid_order'),
  resolving(
    'an unknown symbol on spot',
    call('rest', { ...LIMIT, category: 'spot', symbol: 'NOPEUSDT' }),
    'invalid_symbol',
  ),
  // Contracts answer 10001 to whatever is wrong with a parameter.
  resolving('an unknown contract', call('rest', { ...LIMIT, symbol: 'NOPEUSDT' }), 'invalid_order'),
  resolving(
    'nothing to reduce',
    call('rest', { ...LIMIT, side: 'Sell', price: '70000', reduceOnly: true }),
    'rejected',
  ),
  resolving('a withdrawn key', call('revoked', MARKET), 'auth'),
  resolving('a clock that is off', buy, 'clock_skew', { kind: 'clock-skew', ms: 600_000 }),
  resolving('too many requests', buy, 'rate_limit', { kind: 'rate-limit' }),
  resolving('a busy server', buy, 'exchange_unavailable', {
    kind: 'error',
    status: 200,
    code: 10016,
  }),
  resolving('a server that lost track', buy, 'timeout', {
    kind: 'error',
    status: 200,
    code: 170007,
  }),
  resolving('an order that may not be', buy, 'rejected', { kind: 'reject', code: 110023 }),
  { what: 'a ban', call: buy, errorType: 'rate_limit', fault: { kind: 'ban' } },
  {
    what: 'a server that fails',
    call: buy,
    errorType: 'exchange_unavailable',
    fault: { kind: 'error' },
  },
  {
    what: 'a server that fails, with the HTTP client’s own error',
    call: call('unparsed', MARKET),
    errorType: 'exchange_unavailable',
    fault: { kind: 'error' },
  },
  { what: 'no answer', call: buy, errorType: 'timeout', fault: { kind: 'hang' } },
  {
    what: 'an answer that breaks off',
    call: buy,
    errorType: 'network',
    fault: { kind: 'truncate' },
  },
  {
    what: 'too small a margin, of a client that throws',
    call: call('throwing', { ...MARKET, qty: '900' }),
    errorType: 'insufficient_funds',
  },
  {
    what: 'a client without a key',
    call: call('keyless', MARKET),
    errorType: 'auth',
    isSent: false,
  },
  {
    what: 'too small a margin over WebSocket',
    call: overSocket({ ...MARKET, qty: '900' }),
    errorType: 'insufficient_funds',
  },
  {
    what: 'too many requests over WebSocket',
    call: overSocket(MARKET),
    errorType: 'rate_limit',
    fault: { kind: 'rate-limit', scope: 'orders' },
  },
  {
    what: 'a clock that is off, over WebSocket',
    call: overSocket(MARKET),
    errorType: 'clock_skew',
    fault: { kind: 'clock-skew', ms: 600_000 },
  },
  {
    what: 'a socket that breaks off before the answer',
    call: overSocket(MARKET),
    errorType: 'network',
    fault: { kind: 'truncate', scope: 'orders' },
  },
];

for (const file of ['bybit-api/bot.cjs', 'bybit-api/bot.mjs']) {
  describe(`failures of ${file}`, () => {
    let exchange: PaperExchange;
    let bot: DrivenBot;

    before(async () => {
      exchange = await quietExchange();
      bot = await DrivenBot.start(file, { url: exchange.url, env: { BOT_TIMEOUT: '1000' } });
      // The first order over WebSocket logs on.
      await bot.calls([overSocket(LIMIT)]);
    });

    afterEach(() => exchange.faults.clear());

    after(async () => {
      const said = `${await bot.scrape()}${bot.stderr}`;
      expect(secretsIn(said)).to.deep.equal([]);
      await bot.end();
      await exchange.close();
    });

    for (const { what, call: failing, errorType, fault, resolves, isSent = true } of FAILING) {
      it(`${what} is ${errorType}`, async () => {
        if (fault !== undefined) exchange.faults.set(fault);
        const { orders, failed, errors, measured } = await rise(bot, async () => {
          const [outcome] = await bot.calls([failing]);
          expect(outcome, JSON.stringify(outcome)).to.include({ ok: resolves === true });
        });
        expect(Object.values(orders)).to.deep.equal([1]);
        expect(failed).to.deep.equal(orders);
        expect(errors).to.deep.equal({ [`bybit create ${errorType}`]: 1 });
        const type = Object.keys(orders)[0]?.split(' ')[3];
        const outcome = ['timeout', 'network'].includes(errorType) ? 'unknown' : 'failure';
        expect(measured).to.deep.equal(isSent ? { [`bybit ${type} ${outcome}`]: 1 } : {});
      });
    }
  });
}

describe('failures of a bybit-api bot that reaches nobody', () => {
  it('are network, and the exchange is not connected', async () => {
    const bot = await DrivenBot.start('bybit-api/bot.cjs', { url: await deadAddress() });
    const counted = await rise(bot, () => bot.calls([buy]));
    expect(counted.errors).to.deep.equal({ 'bybit create network': 1 });
    const series = await bot.series();
    expect(series.get('genesis_connection_status{exchange="bybit"}')).to.equal(0);
    await bot.end();
  });
});
