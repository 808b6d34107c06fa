import { call } from '../support/order-suite.js';
import { describeUntouched } from '../support/untouched-suite.js';

const own = (method: string, ...args: unknown[]) => call('client', method, ...args);
const buy = own('newOrder', 'BTCUSDT', 'BUY', 'MARKET', { quantity: 0.01 });

describeUntouched({
  bots: ['binance-connector/bot.cjs', 'binance-connector/bot.mjs'],
  // The bodies of these messages are text within the text of the transcript.
  replacements: [
    [/\\"count\\":\d+/g, ''],
    [/\\"id\\":\\"[0-9a-f]{32}\\"/g, ''],
  ],
  script: [
    [call('sockets', 'connect')],
    { until: { on: 'told', name: 'apiOpen' } },
    [buy],
    [own('newOrder', 'BTCUSDT', 'BUY'), own('newOrder', 'NOPEUSDT', 'BUY', 'MARKET', {})],
    [own('cancelOrder', 'BTCUSDT', { orderId: 1 })],
    [own('newMarginOrder', 'BTCUSDT', 'BUY', 'MARKET', { quantity: 900 })],
    [own('newOrderTest', 'BTCUSDT', 'BUY', 'MARKET', { quantity: 1 })],
    [own('myTrades', 'BTCUSDT')],
    [call('api', 'newOrder', 'BTCUSDT', 'BUY', 'MARKET', { quantity: 0.01 })],
    { until: { on: 'told', name: 'apiMessage', count: 1 } },
    [call('api', 'newOrder', 'BTCUSDT', 'BUY', 'MARKET', { quantity: 900 })],
    { until: { on: 'told', name: 'apiMessage', count: 2 } },
    [call('api', 'newOrder', 'BTCUSDT')],
    { until: { on: 'told', name: 'apiMessage', count: 3 } },
    { exchange: ({ faults }) => faults.set({ kind: 'ban', count: 1 }) },
    [buy],
    { exchange: ({ faults }) => faults.set({ kind: 'truncate', count: 1 }) },
    [buy],
  ],
});
