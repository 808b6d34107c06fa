import { describeOrderCounts } from '../support/order-count-suite.js';
import { call } from '../support/order-suite.js';

const own = (method: string, ...args: unknown[]) => call('client', method, ...args);
const AMOUNT = { quantity: 0.01 };
const LIMIT = { ...AMOUNT, price: 50_000, timeInForce: 'GTC' };
const rest = own('newOrder', 'BTCUSDT', 'BUY', 'LIMIT', LIMIT);
const replace = (cancelOrderId: number) =>
  own('cancelAndReplace', 'BTCUSDT', 'BUY', 'LIMIT', 'STOP_ON_FAILURE', {
    ...LIMIT,
    cancelOrderId,
  });

describeOrderCounts({
  bots: ['binance-connector/bot.cjs', 'binance-connector/bot.mjs'],
  resting: [rest, rest],
  cancels: [
    own('cancelOpenOrders', 'BTCUSDT'),
    own('newOrderTest', 'BTCUSDT', 'BUY', 'MARKET', AMOUNT),
  ],
  edits: [
    {
      what: 'a replacement',
      place: rest,
      edit: replace,
      labels: 'binance BTCUSDT buy limit',
    },
    {
      what: 'a replacement of what is not there',
      place: rest,
      edit: () => replace(1),
      labels: 'binance BTCUSDT buy limit',
      errorType: 'order_not_found',
    },
  ],
  sideBySide: {
    'binance BTCUSDT buy market': own('newOrder', 'BTCUSDT', 'BUY', 'MARKET', AMOUNT),
    'binance ETHUSDT sell market': own('newMarginOrder', 'ETHUSDT', 'SELL', 'MARKET', {
      quantity: 0.1,
    }),
  },
});
