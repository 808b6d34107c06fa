import { expect } from 'chai';
import type { Call } from '../support/driven-bot.js';
import type { Step } from '../support/transcript.js';
import { transcript } from '../support/transcript.js';

const SPOT = {
  symbol: 'BTCUSDT',
  side: 'buy',
  orderType: 'limit',
  force: 'gtc',
  price: '50000',
  size: '0.01',
};
const MIX = { productType: 'USDT-FUTURES', marginCoin: 'USDT', marginMode: 'crossed' };
const UTA = { symbol: 'BTCUSDT', side: 'buy', orderType: 'market', qty: '0.01' };

const call = (on: string, method: string, ...args: unknown[]): Call => ({ on, method, args });

/** Orders that succeed and fail in every way, one by one and side by side, and streams of both accounts. */
const SCRIPT: readonly Step[] = [
  [call('ws', 'subscribeTopic', 'USDT-FUTURES', 'positions', 'default')],
  // One answer to the log-on, one to the subscription.
  { until: { on: 'ws', name: 'response', count: 2 } },
  [call('v2', 'getServerTime')],
  [call('v2', 'spotSubmitOrder', SPOT)],
  [call('v2', 'spotSubmitOrder', { ...SPOT, size: '900' })],
  [call('v2', 'spotSubmitOrder', { ...SPOT, symbol: 'NOPEUSDT' })],
  [call('v2', 'futuresSubmitOrder', { ...UTA, ...MIX, size: '0.1' })],
  { until: { on: 'ws', name: 'update' } },
  [call('v2', 'futuresFlashClosePositions', { ...MIX, symbol: 'BTCUSDT' })],
  { until: { on: 'ws', name: 'update', count: 2 } },
  [
    call('v2', 'spotBatchSubmitOrders', {
      symbol: 'BTCUSDT',
      orderList: [
        { ...SPOT, clientOid: 'a' },
        { ...SPOT, clientOid: 'b', size: '900' },
      ],
    }),
  ],
  { exchange: ({ faults }) => faults.set({ kind: 'error', count: 1 }) },
  [call('v3', 'submitNewOrder', { category: 'USDT-FUTURES', ...UTA })],
  { exchange: ({ faults }) => faults.set({ kind: 'hang', count: 1 }) },
  [call('v3', 'submitNewOrder', { category: 'USDT-FUTURES', ...UTA })],
  { exchange: ({ faults }) => faults.set({ kind: 'truncate', count: 1 }) },
  [call('v3', 'submitNewOrder', { category: 'USDT-FUTURES', ...UTA })],
  [call('wsApi', 'submitNewOrder', 'USDT-FUTURES', UTA)],
  [call('wsApi', 'submitNewOrder', 'USDT-FUTURES', { ...UTA, qty: '8000' })],
  [call('wsApi', 'cancelOrder', 'USDT-FUTURES', { orderId: '1' })],
  [
    call('v2', 'spotCancelOrder', { symbol: 'BTCUSDT', orderId: '1' }),
    call('v3', 'cancelOrder', { orderId: '2' }),
  ],
];

for (const file of ['bitget/bot.cjs', 'bitget/bot.mjs']) {
  it(`${file} sees the same of its clients with and without the preload`, async () => {
    const options = { env: { BOT_TIMEOUT: '1000' } };
    const bare = await transcript(file, 'none', SCRIPT, options);
    const preloaded = await transcript(file, 'require', SCRIPT, options);
    expect(preloaded).to.deep.equal(bare);
    expect(bare.code).to.equal(0);
    expect(bare.steps.flat().some(({ ok }) => !ok)).to.equal(true);
  });
}
