import { describeOrderCounts } from '../support/order-count-suite.js';
import { call } from '../support/order-suite.js';

const own = (method: string, params: object) => call('client', method, params);
const BTC = { symbol: 'BTCUSDT', side: 'BUY', quantity: '0.01' };
const MARKET = { ...BTC, type: 'MARKET' };
const LIMIT = { ...BTC, type: 'LIMIT', price: '50000' };

describeOrderCounts({
  bots: ['binance-api-node/bot.cjs', 'binance-api-node/bot.mjs'],
  resting: [own('order', LIMIT), own('futuresOrder', LIMIT)],
  cancels: [
    own('cancelOpenOrders', { symbol: 'BTCUSDT' }),
    own('futuresCancelAllOpenOrders', { symbol: 'BTCUSDT' }),
    own('futuresCancelAllOpenOrders', { symbol: 'BTCUSDT', conditional: true }),
    own('papiUmCancelAllOpenOrders', { symbol: 'BTCUSDT' }),
    own('orderTest', MARKET),
  ],
  edits: [
    {
      what: 'a replacement',
      place: own('order', LIMIT),
      edit: (cancelOrderId) => own('updateOrder', { ...LIMIT, price: '51000', cancelOrderId }),
      labels: 'binance BTCUSDT buy limit',
    },
    {
      what: 'a replacement of what is not there',
      place: own('order', LIMIT),
      edit: () => own('updateOrder', { ...LIMIT, cancelOrderId: 1 }),
      labels: 'binance BTCUSDT buy limit',
      // The client keeps nothing of the halves, so that the class is that of the whole.
      errorType: 'rejected',
    },
    {
      what: 'a changed futures order',
      place: own('futuresOrder', LIMIT),
      edit: (orderId) => own('futuresUpdateOrder', { ...BTC, price: '51000', orderId }),
      labels: 'binanceusdm BTCUSDT buy limit',
    },
  ],
  batch: {
    call: own('futuresBatchOrders', {
      batchOrders: JSON.stringify([MARKET, { ...MARKET, symbol: 'NOPEUSDT', side: 'SELL' }]),
    }),
    good: 'binanceusdm BTCUSDT buy market',
    bad: 'binanceusdm NOPEUSDT sell market',
    errorType: 'invalid_symbol',
  },
  sideBySide: {
    'binance BTCUSDT buy market': own('order', MARKET),
    'binanceusdm BTCUSDT buy market': own('futuresOrder', MARKET),
    'binance ETHUSDT sell market': own('marginOrder', {
      ...MARKET,
      symbol: 'ETHUSDT',
      side: 'SELL',
      quantity: '0.1',
    }),
  },
});
