import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

const SILENT = { trace(): void {}, info(): void {}, error(): void {} };

/** Answers as axios does, at once and without a socket. */
export function answering(data: object, headers: object = {}): never {
  const adapter = async (config: object): Promise<object> => ({
    ...{ status: 200, statusText: 'OK', headers, data },
    config,
  });
  return { adapter } as never;
}

/** What the WebSocket clients of this family of packages have in common. */
interface Client {
  connect(wsKey: string): Promise<unknown>;
  onWsMessage(event: object, wsKey: string, ws: unknown): void;
  getWsStore(): { getWs(wsKey: string): unknown };
  /** Some of them wait for it, and some take it as it is. */
  getWsUrl(...args: readonly unknown[]): string;
}

type ClientClass = new (options: never, logger: never) => object;

/**
 * Dials a server of this very process with a client of this class, and hands it messages.
 * @param text makes a message of the time and a number that is new each time
 */
export async function dial(
  socketClass: ClientClass,
  wsKey: string,
  text: (now: number, id: number) => string,
): Promise<() => void> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = new socketClass({} as never, SILENT as never) as Client;
  // Not all of them have an option for that.
  client.getWsUrl = () => `ws://127.0.0.1:${port}`;
  await client.connect(wsKey);
  const ws = client.getWsStore().getWs(wsKey);
  let id = 0;
  return () => {
    id += 1;
    client.onWsMessage({ type: 'message', data: text(Date.now(), id), target: ws }, wsKey, ws);
  };
}
