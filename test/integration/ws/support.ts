import { once } from 'node:events';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { MeterProvider } from '@opentelemetry/api';
import type { WebSocket, WebSocketServer } from 'ws';
import { WsInstrumentation } from '../../../instrumentation/index.js';
import { MetricsCollector } from '../../../lib/collector/metrics-collector.js';
import { shareCollector } from '../../../lib/collector/shared-collector.js';
import { MetricsRegistry } from '../../../lib/metrics/metrics-registry.js';
import type { Series } from '../../support/series.js';
import { seriesReader } from '../../support/series.js';

const ROOT = join(__dirname, '../../../..');

/** What both lines of ws export. */
export interface WsPackage {
  new (address: string): WebSocket;
  readonly prototype: WebSocket;
  readonly Server: new (options: { host: string; port: number }) => WebSocketServer;
}

/** The copies of ws in the tree of dependencies: the line of now, and the one before. */
export const COPIES: readonly [version: string, parent: string][] = [
  ['8.23.0', ROOT],
  ['8.21.0', join(ROOT, 'node_modules/ccxt')],
  ['7.5.14', join(ROOT, 'node_modules/node-binance-api')],
];

/** The copy of ws that a package has; every require of it runs the hooks. */
export function wsOf(parent: string): WsPackage {
  return createRequire(join(parent, 'package.json'))('ws') as WsPackage;
}

/** An instrumentation of ws with metrics of its own, and what they say. */
export interface Bench {
  readonly meterProvider: MeterProvider;
  readonly instrumentation: WsInstrumentation;
  read(): Promise<Series>;
  /** The sum of a metric over all of its series that carry these labels. */
  sum(name: string, labels?: string): Promise<number>;
}

export function setUp(hosts: Record<string, string>): Bench {
  const registry = new MetricsRegistry();
  const meterProvider = { getMeter: () => undefined } as unknown as MeterProvider;
  shareCollector(meterProvider, new MetricsCollector(registry));
  const instrumentation = new WsInstrumentation({ enabled: false, hosts });
  instrumentation.setMeterProvider(meterProvider);
  instrumentation.enable();
  const read = seriesReader(registry);
  const sum = async (name: string, labels = ''): Promise<number> => {
    let total = 0;
    for (const [key, value] of await read()) {
      if ((key === name || key.startsWith(`${name}{`)) && key.includes(labels)) total += value;
    }
    return total;
  };
  return { meterProvider, instrumentation, read, sum };
}

/** The status of an exchange's connection; undefined where there is none. */
export async function status(bench: Bench, exchange = 'binance'): Promise<number | undefined> {
  return (await bench.read()).get(`genesis_connection_status{exchange="${exchange}"}`);
}

/** A server of ws on loopback, and its sockets. */
export interface Peer {
  readonly server: WebSocketServer;
  readonly host: string;
  close(): Promise<void>;
}

export async function startPeer(Ws: WsPackage): Promise<Peer> {
  const server = new Ws.Server({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    for (const socket of server.clients) socket.terminate();
    server.close();
    await once(server, 'close');
  };
  return { server, host: `127.0.0.1:${port}`, close };
}

/** Dials, and waits until the socket is open at both ends. */
export async function connect(Ws: WsPackage, peer: Peer, path = '/ws') {
  const accepted = once(peer.server, 'connection');
  const socket = new Ws(`ws://${peer.host}${path}`);
  await once(socket, 'open');
  const [other] = (await accepted) as [WebSocket];
  return { socket, other };
}
