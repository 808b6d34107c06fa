import type { BenchClient, ClientWork } from './bench-client.js';
import { orderServer } from './loopback.js';

interface Client {
  readonly restAPI: { newOrder(order: object): Promise<{ data(): Promise<unknown> }> };
}

const ORDER = {
  ...{ symbol: 'BTCUSDT', side: 'BUY', type: 'LIMIT', timeInForce: 'GTC' },
  ...{ quantity: 0.01, price: 50_000 },
};

async function start(): Promise<ClientWork> {
  const basePath = await orderServer();
  const { Spot } = require('@binance/spot') as { Spot: new (options: object) => Client };
  const keys = { apiKey: 'key', apiSecret: 'secret' };
  const { restAPI } = new Spot({ configurationRestAPI: { ...keys, basePath } });
  return { placeOrder: async () => (await restAPI.newOrder(ORDER)).data() };
}

/** A limit order on spot that rests, over HTTP to this very process; what is hooked lies below. */
export const binanceCommonClient: BenchClient = { package: '@binance/spot', start };
