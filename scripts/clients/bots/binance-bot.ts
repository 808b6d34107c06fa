import type * as binance from 'binance';
import { type BotReport, report, type Task, taskOfEnvironment } from './contract.js';

/** What the releases from 3.0 on have in common. */
type Binance = Pick<
  typeof binance,
  'MainClient' | 'USDMClient' | 'WebsocketClient' | 'WebsocketAPIClient'
>;

interface Clients {
  readonly spot: binance.MainClient;
  readonly usdm: binance.USDMClient;
  readonly ws: binance.WebsocketClient;
  readonly wsApi: binance.WebsocketAPIClient;
}

const SYMBOL = 'BTCUSDT';
/** Fresh each time: the client writes into what it is given. The releases differ in their types. */
const buy = (more: object = {}): never =>
  ({ symbol: SYMBOL, side: 'BUY', type: 'MARKET', quantity: 0.01, ...more }) as never;
const rest = (more: object = {}): never =>
  buy({ type: 'LIMIT', timeInForce: 'GTC', price: 20_000, ...more });

/** Trades on both venues, over REST and WebSocket. */
export async function main(module: Binance): Promise<void> {
  const task = taskOfEnvironment();
  const clients = clientsOf(module, task);
  const messages = publicTrades(clients.ws);
  const fills = privateFills(clients.ws);
  await Promise.all([
    clients.ws.subscribe('btcusdt@trade', 'main'),
    clients.ws.subscribeSpotUserDataStream(),
  ]);
  await tradeSpot(clients);
  await tradeFutures(clients.usdm);
  await fills;
  report({ refusedLocally: 1, messages: await messages, leftOut: [] } satisfies BotReport);
  process.stdin.once('end', () => process.exit());
}

function clientsOf(module: Binance, { url, apiKey }: Task): Clients {
  const keys = { api_key: apiKey, api_secret: 'secret', baseUrl: url };
  const sockets = {
    ...keys,
    wsUrl: url.replace(/^http/, 'ws'),
    restOptions: { baseUrl: url },
    // Only Ed25519 keys can log on; with others each request is signed.
    authPrivateConnectionsOnConnect: false,
    authPrivateRequestsIndividually: true,
  };
  const silent = { trace() {}, info() {}, error() {} };
  return {
    spot: new module.MainClient(keys),
    usdm: new module.USDMClient(keys),
    ws: new module.WebsocketClient(sockets, silent),
    wsApi: new module.WebsocketAPIClient({ ...sockets, attachEventListeners: false }, silent),
  };
}

/** Waits for messages of a public stream. */
function publicTrades(ws: binance.WebsocketClient): Promise<number> {
  let messages = 0;
  return new Promise((resolve) => {
    ws.on('message', (message) => {
      messages += 'e' in message && message.e === 'trade' ? 1 : 0;
      if (messages === 3) resolve(messages);
    });
  });
}

/** Waits until the private stream has told of every fill on spot. */
function privateFills(ws: binance.WebsocketClient): Promise<void> {
  let fills = 0;
  return new Promise((resolve) => {
    ws.on('message', (message) => {
      const { e, x } = message as unknown as Record<string, unknown>;
      fills += e === 'executionReport' && x === 'TRADE' ? 1 : 0;
      if (fills === 2) resolve();
    });
  });
}

async function tradeSpot({ spot, wsApi }: Clients): Promise<void> {
  await spot.submitNewOrder(buy());
  await spot.submitNewOrder(buy({ quantity: 500 })).catch(refused);
  await spot.submitNewOrder(buy({ symbol: 'NOPEUSDT' })).catch(refused);
  const { orderId } = await spot.submitNewOrder(rest());
  await spot.cancelOrder({ symbol: SYMBOL, orderId });
  await wsApi.submitNewSpotOrder(buy({ side: 'SELL', timestamp: Date.now() }));
  // Without arguments the client itself throws.
  await attempt(() => spot.submitNewOrder(undefined as never));
}

async function tradeFutures(usdm: binance.USDMClient): Promise<void> {
  await usdm.submitNewOrder(buy({ quantity: 0.02 }));
  await usdm.submitNewOrder(buy({ side: 'SELL' }));
  const { orderId } = await usdm.submitNewOrder(rest());
  await usdm.modifyOrder({ symbol: SYMBOL, side: 'BUY', orderId, quantity: 0.01, price: 21_000 });
  await usdm.cancelOrder({ symbol: SYMBOL, orderId });
  await usdm.submitMultipleOrders([
    buy({ quantity: '0.01' }),
    rest({ side: 'SELL', quantity: '900', price: '900000' }),
  ]);
  await usdm.getAccountTrades({ symbol: SYMBOL });
  await usdm.getPositions();
  await usdm.getServerTime();
}

async function attempt(action: () => Promise<unknown>): Promise<void> {
  try {
    await action();
  } catch {
    refused();
  }
}

/** An order that is not to be had; the exchange's log or the report tells it. */
function refused(): undefined {}
