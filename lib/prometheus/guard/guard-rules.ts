import type { IncomingMessage } from 'node:http';
import { shownHost } from '../../diagnostics/shown.js';
import { GenesisError } from '../../errors.js';
import type { Authentication } from './authentication.js';
import { isLoopbackAddress, isLoopbackHost, isLoopbackHostHeader } from './loopback.js';

/** How a request is to be treated. */
export type Verdict = 'allowed' | 'unauthorized' | 'forbidden';

/**
 * Refuses to serve other machines without a token.
 * @throws GenesisError `GENESIS_ENDPOINT_UNGUARDED`
 */
export function requireGuard(host: string, authentication: Authentication | undefined): void {
  if (authentication !== undefined || isLoopbackHost(host)) return;
  throw unguarded(host);
}

/** Without a token a host name must also lead to loopback, whatever the machine's hosts file says. */
export function requireGuardedAddress(
  host: string,
  address: string,
  authentication: Authentication | undefined,
): void {
  if (authentication !== undefined || isLoopbackAddress(address)) return;
  throw unguarded(host);
}

function unguarded(host: string): GenesisError {
  return new GenesisError(
    'GENESIS_ENDPOINT_UNGUARDED',
    `OTEL_EXPORTER_PROMETHEUS_HOST or option host is ${shownHost(host)}, which other machines can reach, and PROMETHEUS_AUTH_TOKEN is not set; no metrics endpoint is opened`,
  );
}

/** The line that tells the owner of an endpoint without a token who can read it. */
export function openEndpointLine(url: string): string {
  return `PROMETHEUS_AUTH_TOKEN is not set: ${url} is open to every program on this machine, and to this machine only`;
}

/** Judges the sender of a request, before anything is looked up for it. */
export async function judge(
  request: IncomingMessage,
  authentication: Authentication | undefined,
): Promise<Verdict> {
  if (authentication === undefined) return isFromHere(request) ? 'allowed' : 'forbidden';
  const allowed = await authentication.allows(request.headers.authorization);
  return allowed ? 'allowed' : 'unauthorized';
}

/**
 * The sender's address matters where the handler is mounted in somebody's own server. The `Host`
 * header does because a web page can have its own name resolve to 127.0.0.1 and so read what
 * the browser's machine serves (DNS rebinding).
 */
function isFromHere(request: IncomingMessage): boolean {
  return (
    isLoopbackAddress(request.socket.remoteAddress) && isLoopbackHostHeader(request.headers.host)
  );
}
