import { binanceFaults, unknownFate } from '../support/binance-faults.js';
import type { OrderSuite } from '../support/order-suite.js';
import { call, describeFailures, describeKinds } from '../support/order-suite.js';

const own = (method: string, params: object) => call('client', method, params);
const BTC = { symbol: 'BTCUSDT', side: 'BUY', quantity: '0.01' };
const MARKET = { ...BTC, type: 'MARKET' };
const buy = own('order', MARKET);

const SUITE: OrderSuite = {
  bots: ['binance-api-node/bot.cjs', 'binance-api-node/bot.mjs'],
  order: buy,
  kinds: [
    { what: 'a market order', call: buy, labels: 'binance BTCUSDT buy market' },
    {
      what: 'an order without a type',
      call: own('order', { ...BTC, price: '50000' }),
      labels: 'binance BTCUSDT buy limit',
    },
    {
      what: 'an order that only makes',
      call: own('order', { ...BTC, type: 'LIMIT_MAKER', price: '50000' }),
      labels: 'binance BTCUSDT buy limit_maker',
    },
    {
      what: 'a stop order',
      call: own('order', {
        ...BTC,
        side: 'SELL',
        type: 'STOP_LOSS_LIMIT',
        price: '49000',
        stopPrice: '50000',
      }),
      labels: 'binance BTCUSDT sell stop_loss_limit',
    },
    {
      what: 'a list of two of which one can trade',
      call: own('orderOco', { ...BTC, side: 'SELL', price: '70000', stopPrice: '50000' }),
      labels: 'binance BTCUSDT sell oco',
    },
    {
      what: 'an order through a function that was taken out of its client',
      call: call('taken', 'order', MARKET),
      labels: 'binance BTCUSDT buy market',
    },
    {
      what: 'an order that is sent past the methods',
      call: call('client', 'privateRequest', 'POST', '/api/v3/order', MARKET),
      labels: 'binance BTCUSDT buy market',
    },
    {
      what: 'a margin order',
      call: own('marginOrder', MARKET),
      labels: 'binance BTCUSDT buy market',
    },
    {
      what: 'a futures order',
      call: own('futuresOrder', { ...MARKET, symbol: 'ETHUSDT', side: 'SELL' }),
      labels: 'binanceusdm ETHUSDT sell market',
    },
    {
      what: 'a conditional futures order',
      call: own('futuresOrder', { ...BTC, type: 'STOP_MARKET', stopPrice: '70000' }),
      labels: 'binanceusdm BTCUSDT buy stop_market',
    },
    {
      what: 'an order of Portfolio Margin',
      call: own('papiMarginOrder', MARKET),
      labels: 'binance BTCUSDT buy market',
    },
    {
      what: 'a conditional order of Portfolio Margin',
      call: own('papiUmConditionalOrder', {
        ...BTC,
        strategyType: 'STOP_MARKET',
        stopPrice: '70000',
      }),
      labels: 'binance BTCUSDT buy stop_market',
    },
  ],
  failing: [
    {
      what: 'a balance that is too small',
      call: own('order', { ...MARKET, quantity: '900' }),
      errorType: 'insufficient_funds',
    },
    {
      what: 'a margin that is too small',
      call: own('futuresOrder', { ...MARKET, quantity: '900' }),
      errorType: 'insufficient_funds',
    },
    {
      what: 'a price off the grid',
      call: own('order', { ...BTC, price: '50000.001' }),
      errorType: 'invalid_order',
    },
    {
      what: 'an unknown symbol',
      call: own('order', { ...MARKET, symbol: 'NOPEUSDT' }),
      errorType: 'invalid_symbol',
    },
    ...binanceFaults(buy),
    unknownFate(buy),
    {
      what: 'a parameter that is missing',
      call: own('order', { symbol: 'BTCUSDT', type: 'MARKET', quantity: '1' }),
      errorType: 'invalid_order',
      isSent: false,
    },
    {
      what: 'a client without a key',
      call: call('keyless', 'order', MARKET),
      errorType: 'auth',
      isSent: false,
    },
  ],
};

describeKinds(SUITE);
describeFailures(SUITE);
