import { faultName } from '../../diagnostics/fault-name.js';
import { shownHost } from '../../diagnostics/shown.js';
import { GenesisError } from '../../errors.js';

const HOST = 'OTEL_EXPORTER_PROMETHEUS_HOST or option host';
const PORT = 'OTEL_EXPORTER_PROMETHEUS_PORT or option port';

const REASONS: Readonly<Record<string, readonly [variable: string, reason: string]>> = {
  EADDRINUSE: [PORT, 'is taken by another program'],
  EACCES: [PORT, 'needs a right that this process does not have'],
  EADDRNOTAVAIL: [HOST, 'is no address of this machine'],
  ENOTFOUND: [HOST, 'cannot be resolved'],
  EAI_AGAIN: [HOST, 'cannot be resolved at the moment'],
};

/** The one line about a port that could not be opened, as an error. */
export function listenError(fault: unknown, host: string, port: number): GenesisError {
  const name = faultName(fault);
  const [variable, reason] = REASONS[name] ?? [PORT, 'could not be listened on'];
  const shown = shownHost(host);
  const address = `${shown.includes(':') ? `[${shown}]` : shown}:${port}`;
  return new GenesisError(
    'GENESIS_ENDPOINT_LISTEN',
    `${variable}: ${address} ${reason} (${name}); the bot runs on without a metrics endpoint`,
  );
}
