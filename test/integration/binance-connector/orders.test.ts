import { binanceFaults, brokenOff, unknownFate } from '../support/binance-faults.js';
import type { OrderSuite } from '../support/order-suite.js';
import { call, describeFailures, describeKinds } from '../support/order-suite.js';

const own = (method: string, ...args: unknown[]) => call('client', method, ...args);
const AMOUNT = { quantity: 0.01 };
const LIMIT = { ...AMOUNT, price: 50_000, timeInForce: 'GTC' };
const buy = own('newOrder', 'BTCUSDT', 'BUY', 'MARKET', AMOUNT);

const SUITE: OrderSuite = {
  bots: ['binance-connector/bot.cjs', 'binance-connector/bot.mjs'],
  order: buy,
  kinds: [
    { what: 'a market order', call: buy, labels: 'binance BTCUSDT buy market' },
    {
      what: 'a limit order',
      call: own('newOrder', 'BTCUSDT', 'BUY', 'LIMIT', LIMIT),
      labels: 'binance BTCUSDT buy limit',
    },
    {
      what: 'an order that only makes',
      call: own('newOrder', 'BTCUSDT', 'BUY', 'LIMIT_MAKER', { quantity: 0.01, price: 50_000 }),
      labels: 'binance BTCUSDT buy limit_maker',
    },
    {
      what: 'a stop order',
      call: own('newOrder', 'BTCUSDT', 'SELL', 'STOP_LOSS', { ...AMOUNT, stopPrice: 50_000 }),
      labels: 'binance BTCUSDT sell stop_loss',
    },
    {
      what: 'a list of two of which one can trade',
      call: own('newOCOOrder', 'BTCUSDT', 'SELL', 0.01, 'LIMIT_MAKER', 'STOP_LOSS', {
        abovePrice: 70_000,
        belowStopPrice: 50_000,
      }),
      labels: 'binance BTCUSDT sell oco',
    },
    {
      what: 'an order that is sent past the methods',
      call: own('signRequest', 'POST', '/api/v3/orderList/oto', {
        symbol: 'BTCUSDT',
        workingType: 'LIMIT',
        workingSide: 'BUY',
        workingPrice: 50_000,
        workingQuantity: 0.01,
        workingTimeInForce: 'GTC',
        pendingType: 'MARKET',
        pendingSide: 'SELL',
        pendingQuantity: 0.01,
      }),
      labels: 'binance BTCUSDT buy oto',
    },
    {
      what: 'a margin order',
      call: own('newMarginOrder', 'BTCUSDT', 'BUY', 'MARKET', AMOUNT),
      labels: 'binance BTCUSDT buy market',
    },
    {
      what: 'a list of two on margin',
      call: own('marginOCOOrder', 'BTCUSDT', 'SELL', 0.01, 70_000, 50_000),
      labels: 'binance BTCUSDT sell oco',
    },
  ],
  failing: [
    {
      what: 'a balance that is too small',
      call: own('newOrder', 'BTCUSDT', 'BUY', 'MARKET', { quantity: 900 }),
      errorType: 'insufficient_funds',
    },
    {
      what: 'a price off the grid',
      call: own('newOrder', 'BTCUSDT', 'BUY', 'LIMIT', { ...LIMIT, price: 50_000.001 }),
      errorType: 'invalid_order',
    },
    {
      what: 'an unknown symbol',
      call: own('newOrder', 'NOPEUSDT', 'BUY', 'MARKET', AMOUNT),
      errorType: 'invalid_symbol',
    },
    ...binanceFaults(buy),
    unknownFate(buy),
    brokenOff(buy),
    { what: 'no answer', call: buy, errorType: 'timeout', fault: { kind: 'hang' } },
    {
      what: 'a client without a key',
      call: call('keyless', 'newOrder', 'BTCUSDT', 'BUY', 'MARKET', AMOUNT),
      errorType: 'auth',
    },
  ],
};

describeKinds(SUITE);
describeFailures(SUITE);
