import type { BenchClient, ClientWork } from './bench-client.js';
import { orderServer } from './loopback.js';

interface Client {
  newOrder(...order: readonly unknown[]): Promise<unknown>;
}

const LIMIT = { timeInForce: 'GTC', quantity: 0.01, price: 50_000 };
const SILENT = { debug(): void {}, info(): void {}, warn(): void {}, error(): void {} };

async function start(): Promise<ClientWork> {
  const baseURL = await orderServer();
  const { Spot } = require('@binance/connector') as {
    Spot: new (key: string, secret: string, options: object) => Client;
  };
  const client = new Spot('key', 'secret', { baseURL, logger: SILENT });
  return { placeOrder: () => client.newOrder('BTCUSDT', 'BUY', 'LIMIT', LIMIT) };
}

/** A limit order on spot that rests, over HTTP to this very process. */
export const binanceConnectorClient: BenchClient = { package: '@binance/connector', start };
