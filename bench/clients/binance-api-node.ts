import type { BenchClient, ClientWork } from './bench-client.js';
import { orderServer } from './loopback.js';

interface Client {
  order(order: object): Promise<unknown>;
}

const ORDER = {
  ...{ symbol: 'BTCUSDT', side: 'BUY', type: 'LIMIT', timeInForce: 'GTC' },
  ...{ quantity: '0.01', price: '50000' },
};

async function start(): Promise<ClientWork> {
  const httpBase = await orderServer();
  const { default: binance } = require('binance-api-node') as {
    default: (options: object) => Client;
  };
  const client = binance({ apiKey: 'key', apiSecret: 'secret', httpBase });
  return { placeOrder: () => client.order(ORDER) };
}

/** A limit order on spot that rests, over HTTP to this very process. */
export const binanceApiNodeClient: BenchClient = { package: 'binance-api-node', start };
