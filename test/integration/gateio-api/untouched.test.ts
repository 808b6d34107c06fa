import { expect } from 'chai';
import type { Call } from '../support/driven-bot.js';
import type { Step } from '../support/transcript.js';
import { transcript } from '../support/transcript.js';

const SPOT = { currency_pair: 'BTC_USDT', side: 'buy', amount: '0.01', price: '50000' };
const FUTURES = { settle: 'usdt', contract: 'BTC_USDT', size: 100, price: '0', tif: 'ioc' };

const call = (on: string, method: string, ...args: unknown[]): Call => ({ on, method, args });
const rest = (method: string, ...args: unknown[]): readonly Call[] => [
  call('rest', method, ...args),
];

/** Orders that succeed and fail in every way, and streams of spot and futures. */
const SCRIPT: readonly Step[] = [
  [
    call(
      'ws',
      'subscribe',
      { topic: 'futures.positions', payload: ['1', '!all'] },
      'perpFuturesUSDTV4',
    ),
  ],
  { until: { on: 'ws', name: 'response' } },
  rest('getServerTime'),
  rest('submitSpotOrder', SPOT),
  rest('submitSpotOrder', { ...SPOT, amount: '900' }),
  rest('submitSpotOrder', { ...SPOT, currency_pair: 'NOPE_USDT' }),
  rest('submitFuturesOrder', FUTURES),
  { until: { on: 'ws', name: 'update' } },
  rest('submitFuturesOrder', { ...FUTURES, size: 0, close: true }),
  { until: { on: 'ws', name: 'update', count: 2 } },
  rest('submitSpotBatchOrders', [
    { ...SPOT, text: 't-a' },
    { ...SPOT, text: 't-b', amount: '900' },
  ]),
  { exchange: ({ faults }) => faults.set({ kind: 'error', count: 1 }) },
  rest('submitSpotOrder', SPOT),
  { exchange: ({ faults }) => faults.set({ kind: 'hang', count: 1 }) },
  rest('submitSpotOrder', SPOT),
  { exchange: ({ faults }) => faults.set({ kind: 'truncate', count: 1 }) },
  rest('submitSpotOrder', SPOT),
  [call('keyless', 'submitSpotOrder', SPOT)],
  // A log-on, then for each order its acknowledgement and its last word.
  [call('wsApi', 'submitNewSpotOrder', SPOT)],
  { until: { on: 'wsApi', name: 'response', count: 3 } },
  [call('wsApi', 'submitNewSpotOrder', { ...SPOT, amount: '900' })],
  { until: { on: 'wsApi', name: 'exception' } },
  [call('wsApi', 'cancelSpotOrder', { currency_pair: 'BTC_USDT', order_id: '1' })],
  [call('rest', 'cancelSpotOrder', { currency_pair: 'BTC_USDT', order_id: '1' })],
  [call('rest', 'cancelFuturesOrder', { settle: 'usdt', order_id: '1' })],
];

for (const file of ['gate/bot.cjs', 'gate/bot.mjs']) {
  it(`${file} sees the same of its clients with and without the preload`, async () => {
    const options = {
      env: { BOT_TIMEOUT: '1000' },
      // Seconds since the epoch, with and without a fraction, signatures, and what follows from both.
      replacements: [
        [/\b1[5-9]\d{8}(?:\.\d+)?\b/g, '0'],
        [/\b[0-9a-f]{128}\b/g, '<signature>'],
        [/"timestamp":"\d+"/g, '"timestamp":"0"'],
        [/"x_(?:in|out)_time":\d+/g, '"x_time":0'],
      ] as const,
    };
    const bare = await transcript(file, 'none', SCRIPT, options);
    const preloaded = await transcript(file, 'require', SCRIPT, options);
    expect(preloaded).to.deep.equal(bare);
    expect(bare.code).to.equal(0);
    expect(bare.steps.flat().some(({ ok }) => !ok)).to.equal(true);
  });
}
