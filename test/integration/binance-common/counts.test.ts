import { describeOrderCounts } from '../support/order-count-suite.js';
import { call } from '../support/order-suite.js';

/** The bot reads the answers of these, as nothing in them tells anything otherwise. */
const own = (method: string, params: object) => call('answers', 'call', method, params);
const BTC = { symbol: 'BTCUSDT', side: 'BUY', quantity: 0.01 };
const MARKET = { ...BTC, type: 'MARKET' };
const LIMIT = { ...BTC, type: 'LIMIT', timeInForce: 'GTC', price: 50_000 };
const replace = (cancelOrderId: number) =>
  own('orderCancelReplace', { ...LIMIT, cancelReplaceMode: 'STOP_ON_FAILURE', cancelOrderId });

describeOrderCounts({
  bots: ['binance-common/bot.cjs', 'binance-common/bot.mjs'],
  resting: [own('newOrder', LIMIT)],
  cancels: [
    own('deleteOpenOrders', { symbol: 'BTCUSDT' }),
    own('orderTest', MARKET),
    own('sorOrderTest', MARKET),
  ],
  edits: [
    {
      what: 'a replacement',
      place: own('newOrder', LIMIT),
      edit: replace,
      labels: 'binance BTCUSDT buy limit',
    },
    {
      what: 'a replacement of what is not there',
      place: own('newOrder', LIMIT),
      edit: () => replace(1),
      labels: 'binance BTCUSDT buy limit',
      // The client keeps nothing of the halves, so that the class is that of the whole.
      errorType: 'rejected',
    },
    {
      what: 'an amended order',
      place: own('newOrder', { ...LIMIT, quantity: 0.02 }),
      edit: (orderId) =>
        own('orderAmendKeepPriority', { symbol: 'BTCUSDT', orderId, newQty: 0.01 }),
      labels: 'binance BTCUSDT unknown unknown',
    },
  ],
  sideBySide: {
    'binance BTCUSDT buy market': own('newOrder', MARKET),
    'binance ETHUSDT sell market': own('newOrder', {
      ...MARKET,
      symbol: 'ETHUSDT',
      side: 'SELL',
      quantity: 0.1,
    }),
  },
});
