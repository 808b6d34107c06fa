import { call } from '../support/order-suite.js';
import { CLIENT_IDS, describeUntouched } from '../support/untouched-suite.js';

const own = (method: string, ...args: unknown[]) => call('client', method, ...args);

describeUntouched({
  bots: ['node-binance-api/bot.cjs', 'node-binance-api/bot.mjs'],
  replacements: [CLIENT_IDS],
  script: [
    [call('streams', 'user')],
    { until: { on: 'told', name: 'userSubscribed' } },
    [own('marketBuy', 'BTCUSDT', 0.01)],
    [own('buy', 'BTCUSDT', 0.01, 50_000)],
    { until: { on: 'told', name: 'user', count: 5 } },
    [
      own('order', 'LIMIT', 'BUY', 'BTCUSDT', 0.01, 50_000, { stopPrice: 1 }),
      own('marketBuy', 'BTCUSDT', 900),
      call('keyless', 'marketBuy', 'BTCUSDT', 0.01),
    ],
    [own('futuresMarketBuy', 'BTCUSDT', 0.01)],
    [
      own('futuresMultipleOrders', [
        { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: '0.01' },
        { symbol: 'NOPEUSDT', side: 'BUY', type: 'MARKET', quantity: '0.01' },
      ]),
    ],
    [own('futuresCancel', 'BTCUSDT', 1)],
    [own('cancelAll', 'BTCUSDT')],
    [own('trades', 'BTCUSDT')],
    [own('order', 'MARKET', 'BUY', 'BTCUSDT', 0.01, 0, { test: true })],
    { exchange: ({ faults }) => faults.set({ kind: 'error', status: 502, count: 1 }) },
    [own('marketBuy', 'BTCUSDT', 0.01)],
    { exchange: ({ faults }) => faults.set({ kind: 'truncate', count: 1 }) },
    [own('marketBuy', 'BTCUSDT', 0.01)],
  ],
});
