import type * as http from 'node:http';
import type * as net from 'node:net';

/** What TLS needs beyond the defaults of Node.js. */
export interface ClientCertificates {
  readonly ca?: Buffer;
  readonly cert?: Buffer;
  readonly key?: Buffer;
}

type Connecting = { createConnection(...args: unknown[]): net.Socket | undefined };

/**
 * An agent factory for the OTLP exporter whose connections never keep the process alive. Each push
 * has a connection of its own: one a minute is cheap, and an idle one may be stale at the last push.
 */
export function detachedAgentFactory(
  certificates: ClientCertificates,
): (protocol: string) => Promise<http.Agent> {
  return async (protocol) => {
    const { Agent } =
      protocol === 'https:' ? await import('node:https') : await import('node:http');
    const agent = new Agent({ keepAlive: false, ...certificates });
    detachConnections(agent as unknown as Connecting);
    return agent;
  };
}

function detachConnections(agent: Connecting): void {
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (...args) => {
    const socket = connect(...args);
    socket?.unref();
    socket?.prependListener('error', makeFinal);
    return socket;
  };
}

/**
 * The exporter repeats what looks like a network fault, with timers that hold the process for up to
 * ten seconds. Metrics are cumulative, so the next push carries everything anyway: a code that it
 * does not know keeps it from repeating.
 */
function makeFinal(fault: NodeJS.ErrnoException): void {
  if (fault.code !== undefined) fault.code = `COLLECTOR_${fault.code}`;
}
