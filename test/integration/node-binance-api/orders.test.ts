import { binanceFaults, brokenOff, unknownFate } from '../support/binance-faults.js';
import type { OrderSuite } from '../support/order-suite.js';
import { call, describeFailures, describeKinds } from '../support/order-suite.js';

const own = (method: string, ...args: unknown[]) => call('client', method, ...args);
const buy = own('marketBuy', 'BTCUSDT', 0.01);
const PAIR = {
  aboveType: 'LIMIT_MAKER',
  abovePrice: 70_000,
  belowType: 'STOP_LOSS',
  belowStopPrice: 50_000,
};

const SUITE: OrderSuite = {
  bots: ['node-binance-api/bot.cjs', 'node-binance-api/bot.mjs'],
  order: buy,
  kinds: [
    { what: 'a market order', call: buy, labels: 'binance BTCUSDT buy market' },
    {
      what: 'a market order by its cost',
      call: own('marketBuyWithCost', 'BTCUSDT', 600),
      labels: 'binance BTCUSDT buy market',
    },
    {
      what: 'a limit order',
      call: own('buy', 'BTCUSDT', 0.01, 50_000),
      labels: 'binance BTCUSDT buy limit',
    },
    {
      what: 'an order that only makes',
      call: own('order', 'LIMIT_MAKER', 'SELL', 'BTCUSDT', 0.01, 70_000),
      labels: 'binance BTCUSDT sell limit_maker',
    },
    {
      what: 'a stop order',
      call: own('order', 'STOP_LOSS', 'SELL', 'BTCUSDT', 0.01, 0, { stopPrice: 50_000 }),
      labels: 'binance BTCUSDT sell stop_loss',
    },
    {
      what: 'a list of two of which one can trade',
      call: own('ocoOrder', 'SELL', 'BTCUSDT', 0.01, PAIR),
      labels: 'binance BTCUSDT sell oco',
    },
    {
      what: 'a margin order',
      call: own('mgMarketBuy', 'BTCUSDT', 0.01),
      labels: 'binance BTCUSDT buy market',
    },
    {
      what: 'a futures order',
      call: own('futuresMarketSell', 'ETHUSDT', 0.1),
      labels: 'binanceusdm ETHUSDT sell market',
    },
    {
      what: 'a futures order that only makes',
      call: own('futuresBuy', 'BTCUSDT', 0.01, 50_000),
      labels: 'binanceusdm BTCUSDT buy limit',
    },
    {
      what: 'an order that is sent past the methods',
      call: own(
        'privateFuturesRequest',
        'v1/order',
        { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: 0.01 },
        'POST',
      ),
      labels: 'binanceusdm BTCUSDT buy market',
    },
    {
      what: 'a conditional futures order',
      call: own('futuresOrder', 'STOP_MARKET', 'BUY', 'BTCUSDT', 0.01, undefined, {
        stopPrice: 70_000,
      }),
      labels: 'binanceusdm BTCUSDT buy stop_market',
    },
  ],
  failing: [
    {
      what: 'a refused order that is sent past the methods',
      call: own(
        'privateSpotRequest',
        'v3/order',
        { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: 900 },
        'POST',
      ),
      errorType: 'insufficient_funds',
    },
    {
      what: 'a balance that is too small',
      call: own('marketBuy', 'BTCUSDT', 900),
      errorType: 'insufficient_funds',
    },
    {
      what: 'a margin that is too small',
      call: own('futuresMarketBuy', 'BTCUSDT', 900),
      errorType: 'insufficient_funds',
    },
    {
      what: 'a price off the grid',
      call: own('buy', 'BTCUSDT', 0.01, 50_000.001),
      errorType: 'invalid_order',
    },
    {
      what: 'an unknown symbol',
      call: own('marketBuy', 'NOPEUSDT', 0.01),
      errorType: 'invalid_symbol',
    },
    ...binanceFaults(buy),
    unknownFate(buy),
    brokenOff(buy),
    { what: 'no answer', call: buy, errorType: 'timeout', fault: { kind: 'hang' } },
    {
      what: 'a parameter that the client refuses by itself',
      call: own('order', 'LIMIT', 'BUY', 'BTCUSDT', 0.01, 50_000, { stopPrice: 1 }),
      errorType: 'invalid_order',
      isSent: false,
    },
    {
      what: 'a client without a key',
      call: call('keyless', 'marketBuy', 'BTCUSDT', 0.01),
      errorType: 'auth',
      isSent: false,
    },
  ],
};

describeKinds(SUITE);
describeFailures(SUITE);
