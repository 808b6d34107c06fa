import type * as http from 'node:http';
import type * as net from 'node:net';

/** What TLS needs beyond the defaults of Node.js. */
export interface ClientCertificates {
  readonly ca?: Buffer;
  readonly cert?: Buffer;
  readonly key?: Buffer;
}

/** The two steps of an agent that are changed here. */
interface AgentSteps {
  addRequest(request: http.ClientRequest, ...rest: unknown[]): void;
  createConnection(...args: unknown[]): net.Socket | undefined;
}

/**
 * An agent factory for the OTLP exporter: its connections never keep the process alive, and each
 * push is tried once. The exporter would repeat what looks like a passing fault, with timers that
 * hold the process for up to ten seconds; metrics are cumulative, so the next push carries
 * everything anyway. Each push has a connection of its own: one a minute is cheap, and an idle one
 * may be stale at the last push.
 */
export function singleAttemptAgent(
  certificates: ClientCertificates,
): (protocol: string) => Promise<http.Agent> {
  return async (protocol) => {
    const { Agent } =
      protocol === 'https:' ? await import('node:https') : await import('node:http');
    const agent = new Agent({ keepAlive: false, ...certificates });
    changeSteps(agent as unknown as AgentSteps);
    return agent;
  };
}

function changeSteps(agent: AgentSteps): void {
  const connect = agent.createConnection.bind(agent);
  const add = agent.addRequest.bind(agent);
  agent.createConnection = (...args) => connect(...args)?.unref();
  agent.addRequest = (request, ...rest) => {
    request.prependOnceListener('error', makeFaultFinal);
    request.prependOnceListener('response', makeStatusFinal);
    add(request, ...rest);
  };
}

/** The exporter repeats after the codes and statuses it knows; these it does not know. */
const FINAL_CODE = 'FINAL_';
const FINAL_STATUS = 1000;
const REPEATED_STATUSES: readonly unknown[] = [429, 502, 503, 504];

function makeFaultFinal(fault: NodeJS.ErrnoException): void {
  if (fault.code !== undefined) fault.code = FINAL_CODE + fault.code;
}

function makeStatusFinal(response: http.IncomingMessage): void {
  const { statusCode = 0 } = response;
  if (REPEATED_STATUSES.includes(statusCode)) response.statusCode = FINAL_STATUS + statusCode;
}

/** Why a push failed. Never the message, which may quote an address with a password in it. */
export function causeOf(error: (Error & { code?: unknown }) | undefined): string {
  const code = error?.code;
  if (typeof code === 'number') return `status ${code % FINAL_STATUS}`;
  if (typeof code === 'string') return code.replace(FINAL_CODE, '');
  return error?.message === 'Request timed out' ? 'timeout' : (error?.name ?? 'unknown');
}
