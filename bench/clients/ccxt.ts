import { exchangeInfo } from '../../examples/paper-exchange/markets.js';
import type { BenchClient, ClientWork } from './bench-client.js';

const SYMBOL = 'BTC/USDT';
const STREAM = 'ws://127.0.0.1:1/stream/ws/0';

const ORDER = JSON.stringify({
  ...{ symbol: 'BTCUSDT', orderId: 28, orderListId: -1, clientOrderId: 'bench' },
  ...{ transactTime: 1_700_000_000_000, price: '50000.00', origQty: '0.01000000' },
  ...{ executedQty: '0.00000000', cummulativeQuoteQty: '0.00000000', status: 'NEW' },
  ...{ timeInForce: 'GTC', type: 'LIMIT', side: 'BUY', fills: [] },
});
const MARKETS = JSON.stringify(exchangeInfo('spot', 1_700_000_000_000, []));
const HEADERS = new Headers({
  'content-type': 'application/json;charset=UTF-8',
  'x-mbx-used-weight-1m': '12',
  'x-mbx-order-count-10s': '3',
  'x-mbx-order-count-1d': '300',
});

/** What ccxt reads of an answer. */
function answer(url: string): object {
  const body = url.includes('exchangeInfo') ? MARKETS : ORDER;
  return { status: 200, statusText: 'OK', headers: HEADERS, text: async () => body };
}

interface StreamClient {
  onMessage(event: { readonly data: string }): void;
}

interface Throttled {
  readonly throttler: { readonly config: { tokens: number } };
}

async function start(): Promise<ClientWork> {
  const ccxt = require('ccxt') as typeof import('ccxt').default;
  const exchange = new ccxt.pro.binance({
    ...{ apiKey: 'key', secret: 'secret', enableRateLimit: true },
    ...{ fetchImplementation: async (url: string) => answer(url), httpAgent: {} },
    options: { fetchCurrencies: false, fetchMargins: false, fetchMarkets: { types: ['spot'] } },
  } as object);
  // So many that its limiter never sleeps.
  (exchange as unknown as Throttled).throttler.config.tokens = 1e15;
  await exchange.loadMarkets();
  const stream = exchange.client(STREAM) as unknown as StreamClient;
  let id = 0;
  return {
    placeOrder: () => exchange.createOrder(SYMBOL, 'limit', 'buy', 0.01, 50_000),
    receiveMessage: () => {
      const now = Date.now();
      id += 1;
      const data = `{"e":"trade","E":${now},"s":"BTCUSDT","t":${id},"p":"50000.00","q":"0.01","T":${now},"m":true,"M":true}`;
      stream.onMessage({ data });
    },
  };
}

/** Binance's spot class: a limit order that rests, and a public trade. */
export const ccxtClient: BenchClient = { package: 'ccxt', start };
