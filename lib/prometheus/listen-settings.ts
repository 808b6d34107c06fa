import { GenesisError } from '../errors.js';
import type { PrometheusExporterOptions } from './exporter-options.js';

const DEFAULT_HOST = 'localhost';
const DEFAULT_PORT = 9464;
const DEFAULT_PATH = '/metrics';
const HIGHEST_PORT = 65_535;

/** Where to listen, checked. */
export interface ListenSettings {
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

/**
 * Takes host, port and path from `options`.
 * @throws GenesisError `GENESIS_CONFIG_INVALID`, naming the option and its variable
 */
export function listenSettings(options: PrometheusExporterOptions): ListenSettings {
  const { host = DEFAULT_HOST, port = DEFAULT_PORT, endpoint = DEFAULT_PATH } = options;
  if (typeof host !== 'string' || !/^[^\s/]+$/.test(host)) {
    throw invalid('host', 'OTEL_EXPORTER_PROMETHEUS_HOST', 'is no address or host name');
  }
  if (!Number.isInteger(port) || port < 0 || port > HIGHEST_PORT) {
    throw invalid('port', 'OTEL_EXPORTER_PROMETHEUS_PORT', `is no port (0 to ${HIGHEST_PORT})`);
  }
  if (typeof endpoint !== 'string' || !/^\/[^\s?#]*$/.test(endpoint)) {
    throw invalid('endpoint', undefined, 'is no path that starts with /');
  }
  return { host, port, path: endpoint };
}

function invalid(option: string, variable: string | undefined, fault: string): GenesisError {
  const name = variable === undefined ? '' : `${variable} or `;
  return new GenesisError(
    'GENESIS_CONFIG_INVALID',
    `${name}option ${option} ${fault}; no metrics endpoint is opened`,
  );
}
