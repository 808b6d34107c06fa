import { shownHost } from '../../diagnostics/shown.js';
import { GenesisError } from '../../errors.js';
import { isLoopbackAddress, isLoopbackHost } from './loopback.js';

/**
 * Refuses to serve other machines without a token, users or verified certificates of clients.
 * @throws GenesisError `GENESIS_ENDPOINT_UNGUARDED`
 */
export function requireGuard(host: string, isGuarded: boolean): void {
  if (isGuarded || isLoopbackHost(host)) return;
  throw unguarded(host);
}

/** Without a token a host name must also lead to loopback, whatever the machine's hosts file says. */
export function requireGuardedAddress(host: string, address: string, isGuarded: boolean): void {
  if (isGuarded || isLoopbackAddress(address)) return;
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
