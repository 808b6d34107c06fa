import { once } from 'node:events';
import type { AddressInfo, LookupFunction } from 'node:net';
import { currentGenesis, instrumentExchangeClient } from 'genesis-otel';
import type { ClientOptions, WebSocket } from 'ws';
import type { BenchClient, ClientWork } from './bench-client.js';

interface Ticket {
  readonly market: string;
  readonly way: 'buy' | 'sell';
}

/** A client of somebody's own. */
class HouseClient {
  #orders = 0;

  async place(_ticket: Ticket): Promise<{ id: number }> {
    this.#orders += 1;
    return { id: this.#orders };
  }
}

/** A socket that takes itself for one to Binance, and leads to a server of this very process. */
async function dial(): Promise<WebSocket> {
  const ws = require('ws') as typeof import('ws');
  const server = new ws.WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  // What ws does not know it hands on to `net.connect`.
  const lookup: LookupFunction = (_host, _options, found) =>
    found(null, [{ address: '127.0.0.1', family: 4 }]);
  const options = { lookup } as ClientOptions;
  const socket = new ws.WebSocket(`ws://stream.binance.com:${port}/ws/btcusdt@trade`, options);
  await once(socket, 'open');
  return socket;
}

async function start(): Promise<ClientWork> {
  const socket = await dial();
  let last: unknown;
  socket.on('message', (data) => {
    last = JSON.parse(String(data));
  });
  const client = new HouseClient();
  if (currentGenesis() !== undefined) {
    instrumentExchangeClient(client, {
      exchange: 'house',
      methods: {
        place: {
          operation: 'create',
          orders: ({ market, way }) => ({ symbol: market, side: way, type: 'limit' }),
        },
      },
    });
  }
  let id = 0;
  return {
    placeOrder: () => client.place({ market: 'BTC-USDT', way: 'buy' }),
    receiveMessage: () => {
      const now = Date.now();
      id += 1;
      const data = `{"e":"trade","E":${now},"s":"BTCUSDT","t":${id},"p":"50000.00","q":"0.01","T":${now},"m":true,"M":true}`;
      socket.emit('message', Buffer.from(data), false);
      if (last === undefined) throw new Error('nobody has listened');
    },
  };
}

/** A socket of the bot's own, parsed by its listener, and an order through a client of its own. */
export const wsClient: BenchClient = { package: 'ws', start };
