import { EventEmitter } from 'node:events';
import type { streaming } from '@alpacahq/alpaca-trade-api';
import { encode } from '@msgpack/msgpack';
import type { BenchClient, ClientWork } from './bench-client.js';

const ORDER = { symbol: 'AAPL', side: 'buy', qty: 1, limitPrice: 140 } as const;
const ANSWER = {
  ...{ id: 'b0b6', client_order_id: 'bench', symbol: 'AAPL', side: 'buy', type: 'limit' },
  ...{ qty: '1', filled_qty: '0', limit_price: '140', time_in_force: 'day', status: 'new' },
  notional: null,
};
const HEADERS = {
  'content-type': 'application/json',
  'x-ratelimit-limit': '200',
  'x-ratelimit-remaining': '199',
  'x-ratelimit-reset': '1700000000',
};

/** A socket that is open and leads nowhere. */
class Socket extends EventEmitter implements streaming.WebSocketLike {
  readonly readyState = 1;
  send(): void {}
  close(): void {}
}

async function start(): Promise<ClientWork> {
  const { Alpaca, streaming: streams } =
    require('@alpacahq/alpaca-trade-api') as typeof import('@alpacahq/alpaca-trade-api');
  const answer = JSON.stringify(ANSWER);
  const fetchApi = async () => new Response(answer, { status: 200, headers: HEADERS });
  const credentials = { keyId: 'key', secret: 'secret' };
  const client = new Alpaca({ ...credentials, fetchApi, rateLimit: false });
  const socket = new Socket();
  const options = { credentials, wsFactory: () => socket, pingIntervalMs: 0 };
  const stream = new streams.CryptoDataStream(options);
  stream.connect();
  socket.emit('open');
  let id = 0;
  return {
    placeOrder: () => client.trading.orders.limit(ORDER),
    receiveMessage: () => {
      id += 1;
      const trade = { T: 't', S: 'BTC/USD', p: 50_000, s: 0.01, t: new Date(), i: id, tks: 'B' };
      socket.emit('message', encode([trade]));
    },
  };
}

/** A limit order that rests, and a public trade. */
export const alpacaClient: BenchClient = { package: '@alpacahq/alpaca-trade-api', start };
