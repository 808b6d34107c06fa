import { expect } from 'chai';
import type { Fault, PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { deadAddress } from '../preload/collectors.js';
import { secretsIn } from '../support/canaries.js';
import { rise } from '../support/counts.js';
import type { Call } from '../support/driven-bot.js';
import { DrivenBot, eventually } from '../support/driven-bot.js';
import { BOTS, buy, futures, limit, spot } from './support.js';

interface Failing {
  readonly what: string;
  readonly call: Call;
  readonly errorType: string;
  readonly fault?: Fault;
}

const FAILING: readonly Failing[] = [
  {
    what: 'a balance that is too small',
    call: limit('50000', '900'),
    errorType: 'insufficient_funds',
  },
  {
    what: 'a margin that is too small',
    call: futures({ size: 900_000 }),
    errorType: 'insufficient_funds',
  },
  { what: 'a size off the grid', call: limit('50000', '0.00001'), errorType: 'invalid_order' },
  {
    what: 'a type that is not known',
    call: spot({ type: 'stop', price: '1', size: '1' }),
    errorType: 'invalid_order',
  },
  {
    what: 'an unknown symbol',
    call: spot({ symbol: 'NOPE_USDT', price: '50000', size: '0.01' }),
    errorType: 'invalid_symbol',
  },
  {
    what: 'an unknown contract',
    call: futures({ symbol: 'NOPEUSDT' }),
    errorType: 'invalid_symbol',
  },
  {
    what: 'an order that would take but may only make',
    call: spot({ type: 'limit_maker', price: '70000', size: '0.01' }),
    errorType: 'rejected',
  },
  {
    what: 'an order that closes where there is nothing to close',
    call: futures({ side: 3 }),
    errorType: 'rejected',
  },
  {
    what: 'a market that is closed',
    call: buy,
    errorType: 'rejected',
    fault: { kind: 'reject', code: -4140 },
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
    call: futures({}),
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
  { what: 'a client without a key', call: { ...buy, on: 'keyless' }, errorType: 'auth' },
];

for (const file of BOTS) {
  describe(`failures of ${file}`, () => {
    let exchange: PaperExchange;
    let bot: DrivenBot;

    before(async () => {
      exchange = await quietExchange();
      bot = await DrivenBot.start(file, { url: exchange.url, env: { BOT_TIMEOUT: '1000' } });
    });

    afterEach(() => exchange.faults.clear());

    after(async () => {
      expect(secretsIn(`${await bot.scrape()}${bot.stderr}`)).to.deep.equal([]);
      await bot.end();
      await exchange.close();
    });

    for (const { what, call: order, errorType, fault } of FAILING) {
      it(`${what} is ${errorType}`, async () => {
        if (fault !== undefined) exchange.faults.set(fault);
        const counted = await rise(bot, async () => {
          const [outcome] = await bot.calls([order]);
          expect(outcome, JSON.stringify(outcome)).to.include({ ok: false });
        });
        expect(counted.errors).to.deep.equal({ [`bitmart create ${errorType}`]: 1 });
        expect(counted.failed).to.deep.equal(counted.orders);
        expect(Object.values(counted.orders)).to.deep.equal([1]);
        const end = ['timeout', 'network'].includes(errorType) ? 'unknown' : 'failure';
        const [measured] = Object.keys(counted.measured);
        expect(measured?.split(' ').at(-1)).to.equal(end);
      });
    }

    it('a cancellation of an order that is not there is order_not_found', async () => {
      const counted = await rise(bot, async () => {
        await bot.call('spot', 'cancelSpotOrderV3', { symbol: 'BTC_USDT', order_id: '1' });
        await bot.call('futures', 'cancelFuturesOrder', { symbol: 'BTCUSDT', order_id: '1' });
      });
      expect(counted.errors).to.deep.equal({ 'bitmart cancel order_not_found': 2 });
      expect(counted.failed).to.deep.equal({});
    });
  });
}

describe('failures of a bitmart-api bot that reaches nobody', () => {
  it('are network, and the exchange is not connected', async () => {
    const bot = await DrivenBot.start(BOTS[0], { url: await deadAddress() });
    const counted = await rise(bot, () => bot.calls([buy]));
    expect(counted.errors).to.deep.equal({ 'bitmart create network': 1 });
    const status = 'genesis_connection_status{exchange="bitmart"}';
    await eventually(bot, (series) => series.get(status) === 0, 'the exchange to be missed');
    await bot.end();
  });
});
