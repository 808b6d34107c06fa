import type * as spot from '@binance/spot';
import { report, taskOfEnvironment } from './contract.js';
import { refused } from './heard.js';

/** The names of sides and types are enumerations; their values are these. */
const order = (more: object = {}): never =>
  ({ symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: 0.01, ...more }) as never;

export async function main(module: typeof spot): Promise<void> {
  const { url: basePath, apiKey } = taskOfEnvironment();
  const keys = { apiKey, apiSecret: 'secret' };
  const ws = basePath.replace(/^http/, 'ws');
  const { restAPI, websocketAPI, websocketStreams } = new module.Spot({
    configurationRestAPI: { ...keys, basePath, retries: 0 },
    configurationWebsocketAPI: { ...keys, wsURL: `${ws}/ws-api/v3` },
    configurationWebsocketStreams: { wsURL: ws },
  });
  const streams = await websocketStreams.connect();
  const api = await websocketAPI.connect();
  const messages = new Promise<number>((resolve) => {
    let found = 0;
    streams.trade({ symbol: 'btcusdt' }).on('message', () => {
      found += 1;
      if (found === 3) resolve(found);
    });
  });
  await messages;

  await restAPI.newOrder(order());
  await restAPI.newOrder(order({ quantity: 900 })).catch(refused);
  await restAPI.newOrder(order({ symbol: 'NOPEUSDT' })).catch(refused);
  const resting = await restAPI.newOrder(
    order({ type: 'LIMIT', timeInForce: 'GTC', price: 20_000 }),
  );
  const { orderId } = (await resting.data()) as { orderId: number };
  await restAPI.deleteOrder({ symbol: 'BTCUSDT', orderId });
  await api.orderPlace(order({ side: 'SELL' }));
  // Without arguments the client itself throws.
  await restAPI.newOrder({ side: 'BUY', type: 'MARKET' } as never).catch(refused);
  const trades = await restAPI.myTrades({ symbol: 'BTCUSDT' });
  await trades.data();
  report({
    refusedLocally: 1,
    messages: await messages,
    leftOut: [],
    refused: ['insufficient_funds', 'invalid_symbol', 'invalid_order'],
  });
  process.stdin.once('end', () => {
    void streams.disconnect();
    void api.disconnect();
  });
}
