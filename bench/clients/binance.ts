import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { BenchClient, ClientWork } from './bench-client.js';

const ORDER = {
  ...{ symbol: 'BTCUSDT', orderId: 28, orderListId: -1, clientOrderId: 'bench' },
  ...{ transactTime: 1_700_000_000_000, price: '50000.00', origQty: '0.01000000' },
  ...{ executedQty: '0.00000000', cummulativeQuoteQty: '0.00000000', status: 'NEW' },
  ...{ timeInForce: 'GTC', type: 'LIMIT', side: 'BUY', fills: [] },
};
const SILENT = { trace(): void {}, info(): void {}, error(): void {} };

/** Answers as axios does, at once and without a socket. */
async function answer(config: object): Promise<object> {
  return { status: 200, statusText: 'OK', headers: {}, data: ORDER, config };
}

interface Socket {
  onWsMessage(event: object, wsKey: string, ws: unknown): void;
  getWsStore(): { getWs(wsKey: string): unknown };
}

async function start(): Promise<ClientWork> {
  const binance = require('binance') as typeof import('binance');
  const keys = { api_key: 'key', api_secret: 'secret' };
  const rest = new binance.MainClient(keys, { adapter: answer as never });
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = new binance.WebsocketClient({ wsUrl: `ws://127.0.0.1:${port}` }, SILENT);
  await client.connect('main');
  const socket = client as unknown as Socket;
  const ws = socket.getWsStore().getWs('main');
  let id = 0;
  return {
    placeOrder: () =>
      rest.submitNewOrder({
        ...{ symbol: 'BTCUSDT', side: 'BUY', type: 'LIMIT', timeInForce: 'GTC' },
        ...{ quantity: 0.01, price: 50_000 },
      } as never),
    receiveMessage: () => {
      const now = Date.now();
      id += 1;
      const data = `{"e":"trade","E":${now},"s":"BTCUSDT","t":${id},"p":"50000.00","q":"0.01","T":${now},"m":true,"M":true}`;
      socket.onWsMessage({ type: 'message', data, target: ws }, 'main', ws);
    },
  };
}

/** A limit order on spot that rests, and a public trade. */
export const binanceClient: BenchClient = { package: 'binance', start };
