import { expect } from 'chai';
import type { Call } from '../support/driven-bot.js';
import type { Replacement, Step } from '../support/transcript.js';
import { transcript } from '../support/transcript.js';

const SWAP = 'BTC-USDT-SWAP';
const MARKET = { instId: SWAP, tdMode: 'cross', side: 'buy', ordType: 'market', sz: '1' };
const LIMIT = { ...MARKET, ordType: 'limit', px: '50000' };
const TOO_MUCH = { ...LIMIT, sz: '900000' };
const call = (on: string, method: string, ...args: unknown[]): Call => ({ on, method, args });
const order = (on: string, fields: object) => call(on, 'submitOrder', fields);

/** What differs from run to run: numbers of connections, microseconds, signatures. */
const REPLACEMENTS: readonly Replacement[] = [
  [/"connId":"paper\d+"/g, '"connId":"<connection>"'],
  [/\b1[5-9]\d{14}\b/g, '0'],
  [/\b\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>'],
  [/"OK-ACCESS-SIGN":"[^"]*"/g, '"OK-ACCESS-SIGN":"<signature>"'],
];

const SCRIPT: readonly Step[] = [
  [
    call('userStream', 'subscribe', [
      { channel: 'orders', instType: 'ANY' },
      { channel: 'positions', instType: 'ANY' },
    ]),
  ],
  { until: { on: 'userStream', name: 'response', count: 3 } },
  [order('rest', MARKET)],
  // The one that fails without a request ends first, whatever the network does.
  [order('rest', LIMIT), order('keyless', MARKET)],
  [call('rest', 'getPositions')],
  [call('rest', 'submitMultipleOrders', [LIMIT, TOO_MUCH])],
  [order('rest', TOO_MUCH)],
  [call('wsApi', 'submitNewOrder', LIMIT)],
  [call('wsApi', 'submitMultipleOrders', [LIMIT, TOO_MUCH])],
  [call('rest', 'closePositions', { instId: SWAP, mgnMode: 'cross' })],
  [call('rest', 'getFills', { instType: 'SWAP' })],
  { exchange: ({ faults }) => faults.set({ kind: 'error', count: 2 }) },
  [order('rest', MARKET)],
  [order('unparsed', MARKET)],
  { exchange: ({ faults }) => faults.set({ kind: 'truncate', count: 1 }) },
  [order('rest', MARKET)],
  { exchange: ({ faults }) => faults.set({ kind: 'hang', count: 1 }) },
  [order('rest', MARKET)],
  [call('wsApiSocket', 'closeAll')],
  { until: { on: 'wsApiSocket', name: 'close' } },
  { exchange: (exchange) => void exchange.dropSockets() },
  { until: { on: 'userStream', name: 'reconnected' } },
  // A client that is closed while it logs on again would dial once more.
  { until: { on: 'userStream', name: 'response', count: 6 } },
  [call('userStream', 'closeAll')],
  { until: { on: 'userStream', name: 'close' } },
];

describe('what a bot of okx-api sees under the preload', () => {
  for (const file of ['okx-api/bot.cjs', 'okx-api/bot.mjs']) {
    it(`is what ${file} sees without it`, async () => {
      const options = { replacements: REPLACEMENTS, env: { BOT_TIMEOUT: '1000' } };
      const bare = await transcript(file, 'none', SCRIPT, options);
      const watched = await transcript(file, 'require', SCRIPT, options);
      expect(bare.steps.flat().some(({ ok }) => !ok)).to.equal(true);
      expect(watched).to.deep.equal(bare);
    });
  }
});
