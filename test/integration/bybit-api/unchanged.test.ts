import { expect } from 'chai';
import type { Call } from '../support/driven-bot.js';
import type { Replacement, Step } from '../support/transcript.js';
import { transcript } from '../support/transcript.js';

const MARKET = {
  category: 'linear',
  symbol: 'BTCUSDT',
  side: 'Buy',
  orderType: 'Market',
  qty: '0.01',
};
const LIMIT = { ...MARKET, orderType: 'Limit', price: '50000' };
const { category: _category, ...ITEM } = LIMIT;
const call = (on: string, method: string, ...args: unknown[]): Call => ({ on, method, args });
const order = (on: string, fields: object) => call(on, 'submitOrder', fields);

/** What differs from run to run: numbers of connections, what is left of a window. */
const REPLACEMENTS: readonly Replacement[] = [
  [/paper-\d+/g, '<connection>'],
  [/_1[5-9]\d{11}\b/g, '_0'],
  [/"remainingRequests":\d+/g, '"remainingRequests":0'],
  [/"(x-bapi-limit-status)":"\d+"/gi, '"$1":"0"'],
];

const SCRIPT: readonly Step[] = [
  [call('userStream', 'subscribeV5', ['order', 'execution', 'position'], 'linear')],
  { until: { on: 'userStream', name: 'response' } },
  [order('rest', MARKET)],
  // The one that fails without a request ends first, whatever the network does.
  [order('rest', LIMIT), order('keyless', MARKET)],
  [call('rest', 'getPositionInfo', { category: 'linear' })],
  [call('rest', 'batchSubmitOrders', 'linear', [ITEM, { ...ITEM, qty: '9000' }])],
  [order('rest', { ...MARKET, qty: '9000' })],
  [order('throwing', { ...MARKET, qty: '9000' })],
  [call('wsApi', 'submitNewOrder', LIMIT)],
  [call('wsApi', 'submitNewOrder', { ...LIMIT, qty: '9000' })],
  [call('rest', 'cancelAllOrders', { category: 'linear', symbol: 'BTCUSDT' })],
  [call('rest', 'getExecutionList', { category: 'linear' })],
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
  { until: { on: 'userStream', name: 'response', count: 2 } },
  [call('userStream', 'closeAll')],
  { until: { on: 'userStream', name: 'close' } },
];

describe('what a bot of bybit-api sees under the preload', () => {
  for (const file of ['bybit-api/bot.cjs', 'bybit-api/bot.mjs']) {
    it(`is what ${file} sees without it`, async () => {
      const options = { replacements: REPLACEMENTS, env: { BOT_TIMEOUT: '1000' } };
      const bare = await transcript(file, 'none', SCRIPT, options);
      const watched = await transcript(file, 'require', SCRIPT, options);
      expect(bare.steps.flat().some(({ ok }) => !ok)).to.equal(true);
      expect(watched).to.deep.equal(bare);
    });
  }
});
