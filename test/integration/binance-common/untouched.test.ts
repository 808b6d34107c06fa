import { call } from '../support/order-suite.js';
import { describeUntouched } from '../support/untouched-suite.js';

const answer = (...args: unknown[]) => call('answers', 'call', ...args);
const MARKET = { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: 0.01 };

describeUntouched({
  bots: ['binance-common/bot.cjs', 'binance-common/bot.mjs'],
  // Windows of limits end while a bot runs.
  replacements: [[/"count":\d+/g, '"count":0']],
  script: [
    [call('sockets', 'api')],
    [call('sockets', 'subscribe')],
    [answer('newOrder', MARKET)],
    { until: { on: 'told', name: 'user', count: 4 } },
    [answer('newOrder', { symbol: 'BTCUSDT' }), answer('newOrder', { ...MARKET, quantity: 900 })],
    [answer('deleteOrder', { symbol: 'BTCUSDT', orderId: 1 })],
    [answer('orderTest', MARKET)],
    [answer('myTrades', { symbol: 'BTCUSDT' })],
    [call('rest', 'newOrder', MARKET)],
    [call('api', 'orderPlace', MARKET)],
    [call('api', 'orderPlace', { ...MARKET, quantity: 900 })],
    [call('keyless', 'newOrder', MARKET)],
    { exchange: ({ faults }) => faults.set({ kind: 'error', status: 502, count: 1 }) },
    [answer('newOrder', MARKET)],
    { exchange: ({ faults }) => faults.set({ kind: 'truncate', count: 1 }) },
    [answer('newOrder', MARKET)],
  ],
});
