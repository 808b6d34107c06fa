import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { Connection, type Endpoint } from './connection.js';
import type { Sockets } from './control-routes.js';
import type { Core } from './core.js';
import { socketDialect } from './dialects/index.js';
import { DialectSockets } from './dialects/sockets.js';
import { endpointOf } from './endpoint.js';
import { publishPrices } from './public-streams.js';
import { publishOrders } from './user-streams.js';
import { handleApiFrame } from './ws-api.js';

const PING_MS = 20_000;

/** All WebSockets of the exchange: public streams, private streams and the WebSocket API. */
export class WsServer implements Sockets {
  readonly #core: Core;
  readonly #connections = new Set<Connection>();
  // Pongs are sent by hand, so that the silent fault can hold them back.
  readonly #server = new WebSocketServer({ noServer: true, autoPong: false });
  readonly #pings: NodeJS.Timeout;
  readonly #dialects: DialectSockets;

  constructor(core: Core) {
    this.#core = core;
    this.#dialects = new DialectSockets(core);
    publishPrices(core, this.#connections);
    publishOrders(core, this.#connections);
    this.#pings = setInterval(() => this.#pingAll(), PING_MS);
    this.#pings.unref();
  }

  attach(server: Server): void {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      const url = new URL(request.url ?? '/', 'ws://127.0.0.1');
      const dialect = socketDialect(url.pathname);
      if (dialect !== undefined) {
        this.#server.handleUpgrade(request, socket, head, (ws) =>
          this.#dialects.accept(dialect, ws, url, request),
        );
        return;
      }
      const endpoint = endpointOf(request.url ?? '/');
      if (endpoint === undefined) {
        socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n');
        return;
      }
      this.#server.handleUpgrade(request, socket, head, (ws) => this.#accept(ws, endpoint));
    });
  }

  drop(): number {
    const dropped = this.count();
    this.#dialects.drop();
    for (const connection of this.#connections) {
      connection.drop();
    }
    this.#core.journal.add({ kind: 'fault', event: 'drop', fault: { sockets: dropped } });
    return dropped;
  }

  count(): number {
    return this.#connections.size + this.#dialects.size;
  }

  close(): void {
    clearInterval(this.#pings);
    this.#dialects.drop();
    for (const connection of this.#connections) {
      connection.drop();
    }
    this.#server.close();
  }

  #accept(socket: WebSocket, endpoint: Endpoint): void {
    const connection = new Connection(this.#core, socket, endpoint);
    this.#connections.add(connection);
    const owner =
      endpoint.listenKey === undefined
        ? undefined
        : this.#core.accounts.ofListenKey(endpoint.listenKey);
    if (owner !== undefined) {
      connection.userData.set(0, owner);
    }
    socket.on('close', () => this.#connections.delete(connection));
    socket.on('message', (data) => this.#receive(connection, String(data)));
  }

  #receive(connection: Connection, text: string): void {
    if (connection.silent) {
      return;
    }
    const handled =
      connection.endpoint.channel === 'api'
        ? handleApiFrame(this.#core, connection, text)
        : handleStreamFrame(connection, text);
    handled.catch(() => connection.send({ error: { code: 0, msg: 'Invalid request.' } }));
  }

  #pingAll(): void {
    for (const connection of this.#connections) {
      connection.ping();
    }
  }
}

/** SUBSCRIBE, UNSUBSCRIBE and LIST_SUBSCRIPTIONS, as the stream sockets take them. */
async function handleStreamFrame(connection: Connection, text: string): Promise<void> {
  const frame = JSON.parse(text) as { id?: unknown; method?: string; params?: string[] };
  const { id = null, method, params = [] } = frame;
  for (const stream of params) {
    if (method === 'SUBSCRIBE') {
      connection.subscribe(stream);
    } else if (method === 'UNSUBSCRIBE') {
      connection.streams.delete(stream);
    }
  }
  const result = method === 'LIST_SUBSCRIPTIONS' ? [...connection.streams] : null;
  connection.send({ result, id });
}
