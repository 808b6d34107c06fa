import type { EndpointConfig } from './genesis-config.js';
import type { EndpointOptions } from './genesis-options.js';
import { port } from './parsers.js';
import type { Setting, Settings } from './settings.js';
import type { VariableName } from './variables.js';

/**
 * The pull endpoint as somebody set it; undefined where its port cannot be read. The endpoint
 * itself checks everything else as it is built, and refuses to open with a faulty guard.
 */
export function loadEndpoint(
  settings: Settings,
  options: EndpointOptions,
): EndpointConfig | undefined {
  const listenPort = loadPort(settings, options);
  if (listenPort === 'faulty') return undefined;
  const pick = (option: unknown, variable: VariableName): unknown =>
    option ?? settings.variable(variable)?.value;
  const config = set({
    host: pick(options.host, 'OTEL_EXPORTER_PROMETHEUS_HOST'),
    port: listenPort,
    endpoint: options.endpoint,
    authToken: options.authToken ?? tokens(settings.variable('PROMETHEUS_AUTH_TOKEN')),
    authTokenFile: pick(options.authTokenFile, 'PROMETHEUS_AUTH_TOKEN_FILE'),
    tls: set({
      certFile: pick(options.tls?.certFile, 'PROMETHEUS_TLS_CERT_FILE'),
      keyFile: pick(options.tls?.keyFile, 'PROMETHEUS_TLS_KEY_FILE'),
      clientCaFile: pick(options.tls?.clientCaFile, 'PROMETHEUS_TLS_CLIENT_CA_FILE'),
    }),
  });
  return config ?? {};
}

function loadPort(settings: Settings, options: EndpointOptions): number | undefined | 'faulty' {
  const setting = settings.find('prometheus.port', options.port, 'OTEL_EXPORTER_PROMETHEUS_PORT');
  if (setting === undefined) return undefined;
  const value = port.parse(setting.value);
  if (value !== undefined) return value;
  settings.problem(setting.name, port.fault, 'no metrics endpoint is opened');
  return 'faulty';
}

/** A hole in the list stays: it is a token that was meant to be there. */
function tokens(setting: Setting | undefined): string[] | undefined {
  if (setting === undefined) return undefined;
  return String(setting.value)
    .split(',')
    .map((token) => token.trim());
}

/** What is set of `parts`; undefined where nothing is. */
function set(parts: Record<string, unknown>): Record<string, unknown> | undefined {
  const entries = Object.entries(parts).filter(([, value]) => value !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
