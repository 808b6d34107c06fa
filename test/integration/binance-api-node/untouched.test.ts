import { call } from '../support/order-suite.js';
import { CLIENT_IDS, describeUntouched } from '../support/untouched-suite.js';

const own = (method: string, params: object) => call('client', method, params);
const MARKET = { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: '0.01' };

describeUntouched({
  bots: ['binance-api-node/bot.cjs', 'binance-api-node/bot.mjs'],
  replacements: [CLIENT_IDS],
  script: [
    [call('streams', 'user')],
    [call('streams', 'future')],
    [own('order', MARKET)],
    { until: { on: 'told', name: 'user', count: 4 } },
    [
      own('order', { symbol: 'BTCUSDT', type: 'MARKET', quantity: '1' }),
      own('order', { ...MARKET, quantity: '900' }),
      call('keyless', 'order', MARKET),
    ],
    [own('futuresOrder', MARKET)],
    { until: { on: 'told', name: 'future', count: 3 } },
    [own('futuresPositionRisk', {})],
    [
      own('futuresBatchOrders', {
        batchOrders: JSON.stringify([MARKET, { ...MARKET, symbol: 'NOPEUSDT' }]),
      }),
    ],
    [own('futuresCancelOrder', { symbol: 'BTCUSDT', orderId: 1 })],
    [own('orderTest', MARKET)],
    [call('taken', 'order', MARKET)],
    [own('exchangeInfo', {})],
    { exchange: ({ faults }) => faults.set({ kind: 'error', status: 502, count: 1 }) },
    [own('order', MARKET)],
  ],
});
