import { expect } from 'chai';
import type { Fault, PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { deadAddress } from '../preload/collectors.js';
import { secretsIn } from '../support/canaries.js';
import { rise } from '../support/counts.js';
import type { Call } from '../support/driven-bot.js';
import { DrivenBot } from '../support/driven-bot.js';

const MARKET = {
  instId: 'BTC-USDT-SWAP',
  tdMode: 'cross',
  side: 'buy',
  ordType: 'market',
  sz: '1',
};
const LIMIT = { ...MARKET, ordType: 'limit', px: '50000' };
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
  /** Whether a request left: else the failure is no latency. Default true. */
  readonly isSent?: boolean;
}

const failing = (what: string, order: Call, errorType: string, fault?: Fault): Failing => ({
  what,
  call: order,
  errorType,
  ...(fault === undefined ? {} : { fault }),
});

const FAILING: readonly Failing[] = [
  failing('too small a margin', call('rest', { ...MARKET, sz: '900000' }), 'insufficient_funds'),
  failing(
    'too small a margin, with the HTTP client’s own error',
    call('unparsed', { ...MARKET, sz: '900000' }),
    'insufficient_funds',
  ),
  failing('a size off the grid', call('rest', { ...LIMIT, sz: '0.01' }), 'invalid_order'),
  failing('an unknown kind', call('rest', { ...LIMIT, ordType: 'maybe' }), 'invalid_order'),
  failing('an unknown instrument', call('rest', { ...LIMIT, instId: 'NO-USDT' }), 'invalid_symbol'),
  failing(
    'nothing to reduce',
    call('rest', { ...LIMIT, side: 'sell', px: '70000', reduceOnly: true }),
    'rejected',
  ),
  failing('a withdrawn key', call('revoked', MARKET), 'auth'),
  failing('a clock that is off', buy, 'clock_skew', { kind: 'clock-skew', ms: 600_000 }),
  failing('too many requests', buy, 'rate_limit', { kind: 'rate-limit' }),
  failing('a ban', buy, 'rate_limit', { kind: 'ban' }),
  failing('a server that fails', buy, 'exchange_unavailable', { kind: 'error' }),
  failing('a busy server', buy, 'exchange_unavailable', {
    kind: 'error',
    status: 429,
    code: 50013,
  }),
  failing('a server that lost track', buy, 'timeout', { kind: 'error', status: 400, code: 50004 }),
  failing('an order that may not be', buy, 'rejected', { kind: 'reject', code: 51155 }),
  failing('no answer', buy, 'timeout', { kind: 'hang' }),
  failing('an answer that breaks off', buy, 'network', { kind: 'truncate' }),
  {
    what: 'a client without a key',
    call: call('keyless', MARKET),
    errorType: 'auth',
    isSent: false,
  },
  failing(
    'too small a margin over WebSocket',
    overSocket({ ...MARKET, sz: '900000' }),
    'insufficient_funds',
  ),
  failing('too many requests over WebSocket', overSocket(MARKET), 'rate_limit', {
    kind: 'rate-limit',
    scope: 'orders',
  }),
  failing('a socket that breaks off before the answer', overSocket(MARKET), 'network', {
    kind: 'truncate',
    scope: 'orders',
  }),
];

for (const file of ['okx-api/bot.cjs', 'okx-api/bot.mjs']) {
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

    for (const { what, call: order, errorType, fault, isSent = true } of FAILING) {
      it(`${what} is ${errorType}`, async () => {
        if (fault !== undefined) exchange.faults.set(fault);
        const { orders, failed, errors, measured } = await rise(bot, async () => {
          const [outcome] = await bot.calls([order]);
          expect(outcome, JSON.stringify(outcome)).to.include({ ok: false });
        });
        expect(Object.values(orders)).to.deep.equal([1]);
        expect(failed).to.deep.equal(orders);
        expect(errors).to.deep.equal({ [`okx create ${errorType}`]: 1 });
        const type = Object.keys(orders)[0]?.split(' ')[3];
        const outcome = ['timeout', 'network'].includes(errorType) ? 'unknown' : 'failure';
        expect(measured).to.deep.equal(isSent ? { [`okx ${type} ${outcome}`]: 1 } : {});
      });
    }
  });
}

describe('failures of an okx-api bot that reaches nobody', () => {
  it('are network, and the exchange is not connected', async () => {
    const bot = await DrivenBot.start('okx-api/bot.cjs', { url: await deadAddress() });
    const counted = await rise(bot, () => bot.calls([buy]));
    expect(counted.errors).to.deep.equal({ 'okx create network': 1 });
    const series = await bot.series();
    expect(series.get('genesis_connection_status{exchange="okx"}')).to.equal(0);
    await bot.end();
  });
});
