import { Agent } from 'node:http';
import { ccxtOptions } from '../../../examples/paper-exchange/ccxt-options.js';
import { type BotReport, report, type Task, taskOfEnvironment } from './contract.js';

interface Client {
  readonly urls: unknown;
  readonly exceptions: unknown;
  readonly options: Readonly<Record<string, unknown>>;
  readonly has: Readonly<Record<string, unknown>>;
  readonly myTrades?: { readonly length: number };
  loadMarkets(): Promise<unknown>;
  createOrder(...order: readonly unknown[]): Promise<{ readonly id?: string }>;
  createOrders(orders: readonly object[]): Promise<unknown>;
  createOrderWs(...order: readonly unknown[]): Promise<unknown>;
  editOrder(id: string, ...order: readonly unknown[]): Promise<{ readonly id?: string }>;
  cancelOrder(id: string, symbol: string): Promise<unknown>;
  fetchMyTrades(symbol: string): Promise<unknown>;
  fetchPositions(): Promise<unknown>;
  fetchTime(): Promise<unknown>;
  watchTrades(symbol: string): Promise<{ readonly length: number }>;
  watchMyTrades(symbol: string): Promise<unknown>;
  close(): Promise<unknown>;
}

interface Ccxt {
  readonly pro: Readonly<Record<'binance' | 'binanceusdm', new (options?: object) => Client>>;
}

const SPOT = 'BTC/USDT';
const SWAP = 'BTC/USDT:USDT';

/** Trades on both venues with whatever this version of ccxt can do. */
export async function main({ pro }: Ccxt): Promise<void> {
  const task = taskOfEnvironment();
  const spot = clientOf(pro.binance, task, 'spot');
  const swap = clientOf(pro.binanceusdm, task, 'usdm');
  await Promise.all([spot.loadMarkets(), swap.loadMarkets()]);
  const fills = follow(spot);
  const messages = await publicTrades(spot);
  const leftOut = [...(await tradeSpot(spot)), ...(await tradeSwap(swap))];
  await fills;
  // One account is told of its fills by a stream, the other asks for them.
  await swap.fetchMyTrades(SWAP);
  await swap.fetchPositions();
  await spot.fetchTime();
  const told: BotReport = { refusedLocally: 2, messages, leftOut };
  report(told, () => Promise.all([spot.close(), swap.close()]));
  // ccxt keeps timers that close() does not end.
  process.stdin.once('end', () => process.exit());
}

function clientOf(
  Exchange: new (options?: object) => Client,
  { url, apiKey }: Task,
  venue: 'spot' | 'usdm',
): Client {
  const defaults = new Exchange();
  const options = ccxtOptions(defaults, { url, apiKey, venue });
  const markets = venue === 'spot' ? ['spot'] : ['linear'];
  // A list until 4.4.
  const fetchMarkets = Array.isArray(defaults.options['fetchMarkets'])
    ? markets
    : { types: markets };
  // Before it used undici, ccxt took an agent for HTTPS where it was given none.
  const agent = new Agent({ keepAlive: true });
  const own = { ...options.options, fetchMarkets };
  return new Exchange({ ...options, options: own, agent, rateLimit: 1 });
}

/** The private stream, until it has told a fill. */
async function follow(client: Client): Promise<void> {
  await client.watchMyTrades(SPOT);
}

async function publicTrades(client: Client): Promise<number> {
  let messages = 0;
  while (messages < 3) {
    await client.watchTrades(SPOT);
    messages += 1;
  }
  return messages;
}

async function tradeSpot(client: Client): Promise<string[]> {
  await client.createOrder(SPOT, 'market', 'buy', 0.01);
  await client.createOrder(SPOT, 'market', 'buy', 500).catch(refused);
  await client.createOrder('NOPE/USDT', 'market', 'buy', 1).catch(refused);
  await client.createOrder(SPOT, 'limit', 'buy', 0.01).catch(refused);
  const { id = '' } = await client.createOrder(SPOT, 'limit', 'buy', 0.01, 20_000);
  await client.cancelOrder(id, SPOT);
  if (client.has['createOrderWs'] !== true) return ['createOrderWs'];
  await client.createOrderWs(SPOT, 'market', 'sell', 0.01);
  return [];
}

async function tradeSwap(client: Client): Promise<string[]> {
  await client.createOrder(SWAP, 'market', 'buy', 0.02);
  await client.createOrder(SWAP, 'market', 'sell', 0.01);
  const resting = await client.createOrder(SWAP, 'limit', 'buy', 0.01, 20_000);
  const { id = '' } = await client.editOrder(resting.id ?? '', SWAP, 'limit', 'buy', 0.01, 21_000);
  await client.cancelOrder(id, SWAP);
  if (client.has['createOrders'] !== true) return ['createOrders'];
  await client.createOrders([
    { symbol: SWAP, type: 'market', side: 'buy', amount: 0.01 },
    { symbol: SWAP, type: 'limit', side: 'sell', amount: 900, price: 900_000 },
  ]);
  return [];
}

/** An order that is not to be had; the exchange's log or the report tells it. */
function refused(): undefined {}
