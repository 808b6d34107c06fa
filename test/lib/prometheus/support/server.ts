import type { Handler } from '../../../../lib/prometheus/http/handler.js';
import {
  MetricsServer,
  type ServerSettings,
} from '../../../../lib/prometheus/http/metrics-server.js';

const SETTINGS: ServerSettings = {
  host: '127.0.0.1',
  port: 0,
  tls: undefined,
  checkAddress: () => {},
};

const open: MetricsServer[] = [];

export const answerOk: Handler = (_request, response) => void response.end('ok');

/** A server on 127.0.0.1 that does not listen yet; `closeServers` closes it. */
export function createMetricsServer(
  handler: Handler,
  settings: Partial<ServerSettings> = {},
): MetricsServer {
  const server = new MetricsServer(handler, { ...SETTINGS, ...settings });
  open.push(server);
  return server;
}

/** A server that listens, and its address. */
export async function openServer(
  handler: Handler,
  settings: Partial<ServerSettings> = {},
): Promise<{ server: MetricsServer; port: number; url: string }> {
  const server = createMetricsServer(handler, settings);
  await server.listen();
  const port = server.address()?.port ?? 0;
  return { server, port, url: `${settings.tls ? 'https' : 'http'}://127.0.0.1:${port}/` };
}

export async function closeServers(): Promise<void> {
  await Promise.all(open.splice(0).map((server) => server.close()));
}

/**
 * Resolves when the server has had so many connections and has none any more; a test that waits in
 * vain is timed out.
 */
export async function connectionsGone(server: MetricsServer, had = 0): Promise<void> {
  const until = async (reached: () => boolean): Promise<void> => {
    while (!reached()) await new Promise((resolve) => setTimeout(resolve, 2));
  };
  await until(() => server.connectionCount >= had);
  await until(() => server.connectionCount === 0);
}
