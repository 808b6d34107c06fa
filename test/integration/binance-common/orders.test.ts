import { binanceFaults, brokenOff } from '../support/binance-faults.js';
import type { OrderSuite } from '../support/order-suite.js';
import { call, describeFailures, describeKinds } from '../support/order-suite.js';

const own = (method: string, params: object) => call('rest', method, params);
const socket = (method: string, params: object) => call('api', method, params);
const BTC = { symbol: 'BTCUSDT', side: 'BUY', quantity: 0.01 };
const MARKET = { ...BTC, type: 'MARKET' };
const LIMIT = { ...BTC, type: 'LIMIT', timeInForce: 'GTC', price: 50_000 };
const PAIR = {
  aboveType: 'LIMIT_MAKER',
  abovePrice: 70_000,
  belowType: 'STOP_LOSS',
  belowStopPrice: 50_000,
};
const buy = own('newOrder', MARKET);

const SUITE: OrderSuite = {
  bots: ['binance-common/bot.cjs', 'binance-common/bot.mjs'],
  prepare: (bot) => bot.call('sockets', 'api'),
  order: buy,
  kinds: [
    { what: 'a market order', call: buy, labels: 'binance BTCUSDT buy market' },
    { what: 'a limit order', call: own('newOrder', LIMIT), labels: 'binance BTCUSDT buy limit' },
    {
      what: 'an order that only makes',
      call: own('newOrder', { ...BTC, type: 'LIMIT_MAKER', price: 50_000 }),
      labels: 'binance BTCUSDT buy limit_maker',
    },
    {
      what: 'a stop order',
      call: own('newOrder', { ...BTC, side: 'SELL', type: 'STOP_LOSS', stopPrice: 50_000 }),
      labels: 'binance BTCUSDT sell stop_loss',
    },
    { what: 'a routed order', call: own('sorOrder', MARKET), labels: 'binance BTCUSDT buy market' },
    {
      what: 'a list of two of which one can trade',
      call: own('orderListOco', { symbol: 'BTCUSDT', side: 'SELL', quantity: 0.01, ...PAIR }),
      labels: 'binance BTCUSDT sell oco',
    },
    {
      what: 'a list of two, one after the other',
      call: own('orderListOto', {
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
      what: 'an order over WebSocket',
      call: socket('orderPlace', MARKET),
      labels: 'binance BTCUSDT buy market',
    },
    {
      what: 'a list over WebSocket',
      call: socket('orderListPlaceOco', {
        symbol: 'BTCUSDT',
        side: 'SELL',
        quantity: 0.01,
        ...PAIR,
      }),
      labels: 'binance BTCUSDT sell oco',
    },
  ],
  failing: [
    {
      what: 'a balance that is too small',
      call: own('newOrder', { ...MARKET, quantity: 900 }),
      errorType: 'insufficient_funds',
    },
    {
      what: 'a price off the grid',
      call: own('newOrder', { ...LIMIT, price: 50_000.001 }),
      errorType: 'invalid_order',
    },
    {
      what: 'an unknown symbol',
      call: own('newOrder', { ...MARKET, symbol: 'NOPEUSDT' }),
      errorType: 'invalid_symbol',
    },
    ...binanceFaults(buy),
    brokenOff(buy),
    {
      what: 'a parameter that is missing',
      call: own('newOrder', { symbol: 'BTCUSDT', type: 'MARKET', quantity: 1 }),
      errorType: 'invalid_order',
      isSent: false,
    },
    {
      what: 'a client without a key',
      call: call('keyless', 'newOrder', MARKET),
      errorType: 'auth',
    },
    {
      what: 'a balance that is too small, over WebSocket',
      call: socket('orderPlace', { ...MARKET, quantity: 900 }),
      errorType: 'insufficient_funds',
    },
    {
      what: 'no answer over WebSocket',
      call: socket('orderPlace', MARKET),
      errorType: 'timeout',
      fault: { kind: 'hang' },
    },
  ],
};

describeKinds(SUITE);
describeFailures(SUITE);
