import { describeOrderCounts } from '../support/order-count-suite.js';
import { call } from '../support/order-suite.js';

const own = (method: string, ...args: unknown[]) => call('client', method, ...args);

describeOrderCounts({
  bots: ['node-binance-api/bot.cjs', 'node-binance-api/bot.mjs'],
  resting: [
    own('buy', 'BTCUSDT', 0.01, 50_000),
    own('futuresBuy', 'BTCUSDT', 0.01, 50_000),
    own('mgBuy', 'ETHUSDT', 0.1, 2_000),
  ],
  cancels: [
    own('cancelAll', 'BTCUSDT'),
    own('futuresCancelAll', 'BTCUSDT'),
    own('mgCancelOrders', 'ETHUSDT'),
    own('futuresCountdownCancelAll', 'BTCUSDT', 0),
    own('futuresCancelAllAlgo', 'BTCUSDT'),
    own('order', 'MARKET', 'BUY', 'BTCUSDT', 0.01, 0, { test: true }),
  ],
  edits: [],
  batch: {
    call: own('futuresMultipleOrders', [
      { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: '0.01' },
      { symbol: 'NOPEUSDT', side: 'SELL', type: 'MARKET', quantity: '0.01' },
    ]),
    good: 'binanceusdm BTCUSDT buy market',
    bad: 'binanceusdm NOPEUSDT sell market',
    errorType: 'invalid_symbol',
  },
  sideBySide: {
    'binance BTCUSDT buy market': own('marketBuy', 'BTCUSDT', 0.01),
    'binanceusdm BTCUSDT buy market': own('futuresMarketBuy', 'BTCUSDT', 0.01),
    'binance ETHUSDT sell market': own('mgMarketSell', 'ETHUSDT', 0.1),
  },
});
