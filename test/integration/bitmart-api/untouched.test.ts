import { expect } from 'chai';
import type { Step } from '../support/transcript.js';
import { transcript } from '../support/transcript.js';
import { BOTS, buy, call, futures, limit, spot } from './support.js';

/** What differs from run to run by itself. */
const REPLACEMENTS = [
  [/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, '<time>'],
  [/\b[0-9a-f]{32}\b/g, '<trace>'],
  [/"s_t":\d{10}/g, '"s_t":0'],
  // Windows end while a bot runs.
  [/"x-bm-ratelimit-remaining":"\d+"/g, '"x-bm-ratelimit-remaining":"0"'],
] as const;

/** Orders that go well and that fail in every way, streams that are cut. */
const SCRIPT: readonly Step[] = [
  [call('spot', 'getSystemTime')],
  [call('spot', 'getSpotWalletBalanceV1')],
  [buy],
  [limit('50000')],
  [futures({})],
  // What is asked for first is answered last.
  { exchange: ({ faults }) => faults.set({ kind: 'slow', ms: 150, scope: 'orders', count: 1 }) },
  [buy, call('spot', 'getSystemTime')],
  [limit('50000', '900')],
  [spot({ symbol: 'NOPE_USDT', price: '1', size: '1' })],
  [futures({ side: 2 })],
  [call('spot', 'cancelSpotOrderV3', { symbol: 'BTC_USDT', order_id: '1' })],
  [
    call('spot', 'submitSpotBatchOrdersV2', {
      order_params: [{ symbol: 'BTC_USDT', side: 'buy', type: 'limit', price: '1', size: '900' }],
    }),
  ],
  [call('keyless', 'getSpotWalletBalanceV1')],
  { exchange: ({ faults }) => faults.set({ kind: 'rate-limit', count: 1 }) },
  [buy],
  { exchange: ({ faults }) => faults.set({ kind: 'error', count: 1 }) },
  [buy],
  { exchange: ({ faults }) => faults.set({ kind: 'hang', count: 1 }) },
  [buy],
  { exchange: ({ faults }) => faults.set({ kind: 'truncate', count: 1 }) },
  [buy],
  [call('ws', 'subscribe', ['spot/trade:BTC_USDT'], 'spot')],
  { until: { on: 'ws', name: 'response' } },
  { exchange: ({ prices }) => prices.set('BTCUSDT', '61000') },
  { until: { on: 'ws', name: 'update' } },
  [call('futuresUser', 'subscribe', ['futures/order', 'futures/position'], 'futures')],
  { until: { on: 'futuresUser', name: 'response', count: 2 } },
  [futures({})],
  { until: { on: 'futuresUser', name: 'update', count: 3 } },
  { exchange: (exchange) => exchange.dropSockets() },
  { until: { on: 'ws', name: 'response', count: 2 } },
  { until: { on: 'futuresUser', name: 'response', count: 4 } },
];

for (const file of BOTS) {
  describe(`what ${file} sees`, () => {
    it('is the same with and without the preload', async () => {
      const options = { replacements: REPLACEMENTS, env: { BOT_TIMEOUT: '1000' } };
      const bare = await transcript(file, 'none', SCRIPT, options);
      const preloaded = await transcript(file, 'require', SCRIPT, options);
      expect(preloaded).to.deep.equal(bare);
      expect(bare.code).to.equal(0);
    });
  });
}
