import { expect } from 'chai';
import type { Step } from '../support/transcript.js';
import { transcript } from '../support/transcript.js';
import { BOTS, call, KEYS, legacy, limit, market, PERPETUAL } from './support.js';

/** What differs from run to run by itself. */
const REPLACEMENTS = [
  [/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, '<time>'],
  [/"epochSeconds":"\d+"/g, '"epochSeconds":"0"'],
  [/"sequence_num":\d+/g, '"sequence_num":0'],
] as const;

const payload = { product_ids: ['BTC-USDT'] };

/** Orders that go well and that fail in every way, streams that are cut. */
const SCRIPT: readonly Step[] = [
  [call('trade', 'getServerTime')],
  [call('trade', 'getAccounts')],
  [market('0.01')],
  [limit('50000')],
  [market('0.01', PERPETUAL)],
  // What is asked for first is answered last.
  { exchange: ({ faults }) => faults.set({ kind: 'slow', ms: 150, scope: 'orders', count: 1 }) },
  [market('0.01'), call('trade', 'getServerTime')],
  [market('900')],
  [market('0.01', { product_id: 'NOPE-USDT' })],
  [legacy({ price: '50000', size: '0.01' })],
  [legacy({ price: '50000', size: '900' })],
  [call('exchange', 'cancelOrder', { order_id: 'nothing' })],
  [call('keyless', 'getAccounts')],
  [call('trade', 'cancelOrders', { order_ids: ['nothing'] })],
  { exchange: ({ faults }) => faults.set({ kind: 'rate-limit', count: 1 }) },
  [market('0.01')],
  { exchange: ({ faults }) => faults.set({ kind: 'error', count: 1 }) },
  [market('0.01')],
  { exchange: ({ faults }) => faults.set({ kind: 'hang', count: 1 }) },
  [market('0.01')],
  { exchange: ({ faults }) => faults.set({ kind: 'truncate', count: 1 }) },
  [market('0.01')],
  [call('ws', 'subscribe', { topic: 'ticker', payload }, 'advTradeMarketData')],
  { until: { on: 'ws', name: 'response' } },
  { exchange: ({ prices }) => prices.set('BTCUSDT', '61000') },
  { until: { on: 'ws', name: 'update' } },
  { exchange: (exchange) => exchange.dropSockets() },
  { until: { on: 'ws', name: 'response', count: 2 } },
];

for (const file of BOTS) {
  describe(`what ${file} sees`, () => {
    it('is the same with and without the preload', async () => {
      const options = {
        replacements: REPLACEMENTS,
        env: { ...KEYS, BOT_TIMEOUT: '1000' },
      };
      const bare = await transcript(file, 'none', SCRIPT, options);
      const preloaded = await transcript(file, 'require', SCRIPT, options);
      expect(preloaded).to.deep.equal(bare);
      expect(bare.code).to.equal(0);
    });
  });
}
