import type { BenchClient, ClientWork } from './bench-client.js';
import { ORDER_ANSWER, tradeMessage } from './binance-answer.js';
import { answering, dial } from './siebly.js';

async function start(): Promise<ClientWork> {
  const { MainClient, WebsocketClient } = require('binance') as typeof import('binance');
  const keys = { api_key: 'key', api_secret: 'secret' };
  const rest = new MainClient(keys, answering(ORDER_ANSWER));
  return {
    placeOrder: () =>
      rest.submitNewOrder({
        ...{ symbol: 'BTCUSDT', side: 'BUY', type: 'LIMIT', timeInForce: 'GTC' },
        ...{ quantity: 0.01, price: 50_000 },
      } as never),
    receiveMessage: await dial(WebsocketClient, 'main', tradeMessage),
  };
}

/** A limit order on spot that rests, and a public trade. */
export const binanceClient: BenchClient = { package: 'binance', start };
