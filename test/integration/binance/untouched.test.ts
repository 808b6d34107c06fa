import { expect } from 'chai';
import type { Call } from '../support/driven-bot.js';
import { NOW } from '../support/driven-bot.js';
import type { Replacement, Step, Transcript } from '../support/transcript.js';
import { transcript } from '../support/transcript.js';

const MARKET = { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: 0.01 };
const LIMIT = { ...MARKET, type: 'LIMIT', timeInForce: 'GTC', price: 50_000 };
const call = (on: string, method: string, ...args: unknown[]): Call => ({ on, method, args });

/** Order ids that the client invents, and order numbers in URLs. */
const REPLACEMENTS: readonly Replacement[] = [[/x-(?:U5D79M5B|15PC4ZJy)[\w-]+/g, '<id>']];

const SCRIPT: readonly Step[] = [
  [call('spot', 'submitNewOrder', { ...MARKET, newOrderRespType: 'FULL' })],
  [
    call('usdm', 'submitMultipleOrders', [
      { ...MARKET, quantity: '0.01' },
      { ...MARKET, quantity: '900' },
    ]),
  ],
  [call('spot', 'submitNewOrder', { ...MARKET, quantity: 900 })],
  [call('spot', 'submitNewOrder', { ...LIMIT, symbol: 'NOPEUSDT' })],
  [call('spot', 'cancelOrder', { symbol: 'BTCUSDT', orderId: 1 })],
  // Refused on the spot, in the order in which they were asked for.
  [
    call('keyless', 'submitNewOrder', MARKET),
    call('keyless', 'cancelOrder', { symbol: 'BTCUSDT', orderId: 1 }),
    call('keyless', 'submitNewSOROrder', MARKET),
  ],
  [
    call('keyless', 'testNewOrder', MARKET),
    call('keyless', 'getAccountInformation'),
    call('keyless', 'getOpenOrders'),
  ],
  [call('spot', 'submitNewOrder', undefined)],
  [call('usdm', 'getServerTime')],
  [call('usdm', 'getPositionsV3')],
  [call('wsApi', 'submitNewSpotOrder', { ...MARKET, timestamp: NOW })],
  [call('wsApi', 'submitNewSpotOrder', { ...MARKET, quantity: 900, timestamp: NOW })],
  [call('ws', 'subscribeSpotUserDataStream')],
  [call('spot', 'submitNewOrder', MARKET)],
  { until: { on: 'ws', name: 'message', count: 4 } },
  [call('ws', 'subscribeSpotTrades', 'BTCUSDT')],
  { until: { on: 'ws', name: 'response' } },
  { exchange: ({ prices }) => prices.set('BTCUSDT', '60001') },
  { until: { on: 'ws', name: 'message', count: 5 } },
  { exchange: ({ faults }) => faults.set({ kind: 'ban', count: 1 }) },
  [call('spot', 'submitNewOrder', MARKET)],
  { exchange: ({ faults }) => faults.set({ kind: 'hang', count: 1 }) },
  [call('spot', 'submitNewOrder', MARKET)],
  { exchange: ({ faults }) => faults.set({ kind: 'truncate', count: 1 }) },
  [call('spot', 'submitNewOrder', MARKET)],
  [call('ws', 'close', 'main')],
  { until: { on: 'ws', name: 'close', count: 1 } },
  [call('ws', 'closeAll')],
  { until: { on: 'ws', name: 'close', count: 2 } },
  [call('wsApiSocket', 'close', 'mainWSAPI')],
  { until: { on: 'wsApi', name: 'close' } },
];

const ENV = { BOT_TIMEOUT: '1000' };

for (const file of ['binance/bot.cjs', 'binance/bot.mjs']) {
  describe(`what ${file} sees of its clients`, () => {
    let bare: Transcript;
    let preloaded: Transcript;

    before(async () => {
      const options = { replacements: REPLACEMENTS, env: ENV };
      bare = await transcript(file, 'none', SCRIPT, options);
      preloaded = await transcript(file, 'require', SCRIPT, options);
    });

    it('is enough to compare', () => {
      expect(bare.steps.flat().filter(({ ok }) => ok).length).to.be.above(8);
      expect(bare.steps.flat().filter(({ ok }) => !ok).length).to.be.above(10);
    });

    it('are the same results and errors, in the same order', () => {
      expect(preloaded.steps).to.deep.equal(bare.steps);
    });

    it('are the same events in the same order', () => {
      expect(preloaded.events).to.deep.equal(bare.events);
    });

    it('is the same end', () => {
      expect(preloaded.code).to.equal(bare.code);
    });
  });
}
