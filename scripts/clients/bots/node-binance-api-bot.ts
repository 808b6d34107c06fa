import { report, taskOfEnvironment } from './contract.js';
import { refused } from './heard.js';

/** What all releases have; their types are not where a compiler finds them. */
interface Client {
  readonly websockets: { trades(symbol: string, listener: () => void): void };
  marketBuy(symbol: string, quantity: number): Promise<unknown>;
  buy(symbol: string, quantity: number, price: number): Promise<{ readonly orderId: number }>;
  cancel(symbol: string, orderId: number): Promise<unknown>;
  futuresMarketBuy(symbol: string, quantity: number): Promise<unknown>;
  futuresMarketSell(symbol: string, quantity: number): Promise<unknown>;
  trades(symbol: string): Promise<unknown>;
  futuresUserTrades(symbol: string): Promise<unknown>;
}

type Binance = new (options: object) => Client;

const SYMBOL = 'BTCUSDT';

export async function main(module: Binance | { readonly default: Binance }): Promise<void> {
  const { url, apiKey } = taskOfEnvironment();
  const ws = url.replace(/^http/, 'ws');
  const Binance = 'default' in module ? module.default : module;
  const client = new Binance({
    APIKEY: apiKey,
    APISECRET: 'secret',
    log: () => undefined,
    urls: {
      base: `${url}/api/`,
      sapi: `${url}/sapi/`,
      fapi: `${url}/fapi/`,
      stream: `${ws}/ws/`,
      combineStream: `${ws}/stream?streams=`,
    },
  });
  const messages = new Promise<number>((resolve) => {
    let found = 0;
    client.websockets.trades(SYMBOL, () => {
      found += 1;
      if (found === 3) resolve(found);
    });
  });
  await messages;

  await client.marketBuy(SYMBOL, 0.01);
  await client.marketBuy(SYMBOL, 900).catch(refused);
  await client.marketBuy('NOPEUSDT', 0.01).catch(refused);
  const { orderId } = await client.buy(SYMBOL, 0.01, 20_000);
  await client.cancel(SYMBOL, orderId);
  await client.futuresMarketBuy(SYMBOL, 0.02);
  await client.futuresMarketSell(SYMBOL, 0.01);
  await client.trades(SYMBOL);
  await client.futuresUserTrades(SYMBOL);
  report({
    refusedLocally: 0,
    messages: await messages,
    leftOut: [],
    refused: ['insufficient_funds', 'invalid_symbol'],
  });
  // Its timers outlive everything that it can close.
  process.stdin.once('end', () => process.exit());
}
