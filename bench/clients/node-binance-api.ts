import type { BenchClient, ClientWork } from './bench-client.js';
import { orderServer } from './loopback.js';

interface Client {
  order(...order: readonly unknown[]): Promise<unknown>;
}

async function start(): Promise<ClientWork> {
  const url = await orderServer();
  const Binance = require('node-binance-api') as new (options: object) => Client;
  const urls = { base: `${url}/api/`, sapi: `${url}/sapi/`, fapi: `${url}/fapi/` };
  const client = new Binance({ APIKEY: 'key', APISECRET: 'secret', urls });
  return { placeOrder: () => client.order('LIMIT', 'BUY', 'BTCUSDT', 0.01, 50_000) };
}

/** A limit order on spot that rests, over HTTP to this very process. */
export const nodeBinanceApiClient: BenchClient = { package: 'node-binance-api', start };
