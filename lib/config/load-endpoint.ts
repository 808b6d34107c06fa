import type { EndpointConfig } from './genesis-config.js';
import type { EndpointOptions } from './genesis-options.js';
import { isOptionGroup } from './option-group.js';
import { port } from './parsers.js';
import type { Settings } from './settings.js';
import type { VariableName } from './variables.js';

const NO_ENDPOINT = 'no metrics endpoint is opened';

/**
 * The pull endpoint as somebody set it; undefined where its port or a group of its options cannot be
 * read. The endpoint itself checks everything else as it is built, and refuses to open with a faulty
 * guard.
 */
export function loadEndpoint(
  settings: Settings,
  options: EndpointOptions,
): EndpointConfig | undefined {
  if (!isGroup(settings, 'prometheus', options)) return undefined;
  const { tls } = options;
  if (tls !== undefined && !isGroup(settings, 'prometheus.tls', tls)) return undefined;
  const listenPort = loadPort(settings, options);
  if (listenPort === 'faulty') return undefined;
  const config = set({
    host: pick(settings, options.host, 'OTEL_EXPORTER_PROMETHEUS_HOST'),
    port: listenPort,
    endpoint: options.endpoint,
    authToken: options.authToken === undefined ? tokens(settings) : options.authToken,
    authTokenFile: pick(settings, options.authTokenFile, 'PROMETHEUS_AUTH_TOKEN_FILE'),
    webConfigFile: pick(settings, options.webConfigFile, 'PROMETHEUS_WEB_CONFIG_FILE'),
    createdTimestamps: options.createdTimestamps,
    // Asked for without a file, it is refused: plain HTTP would send the token in clear.
    tls: loadTlsFiles(settings, tls) ?? tls,
  });
  return config ?? {};
}

function isGroup(settings: Settings, name: string, value: unknown): boolean {
  if (isOptionGroup(value)) return true;
  settings.problem(`option ${name}`, 'is no object', NO_ENDPOINT);
  return false;
}

function loadTlsFiles(settings: Settings, tls: EndpointOptions['tls']) {
  return set({
    certFile: pick(settings, tls?.certFile, 'PROMETHEUS_TLS_CERT_FILE'),
    keyFile: pick(settings, tls?.keyFile, 'PROMETHEUS_TLS_KEY_FILE'),
    clientCaFile: pick(settings, tls?.clientCaFile, 'PROMETHEUS_TLS_CLIENT_CA_FILE'),
  });
}

/**
 * The option, even one that is null, or a variable, even one of white space: what was meant to be a
 * guard never counts as none.
 */
function pick(settings: Settings, option: unknown, variable: VariableName): unknown {
  return option === undefined ? settings.raw(variable)?.trim() : option;
}

function loadPort(settings: Settings, options: EndpointOptions): number | undefined | 'faulty' {
  const setting = settings.find('prometheus.port', options.port, 'OTEL_EXPORTER_PROMETHEUS_PORT');
  if (setting === undefined) return undefined;
  const value = port.parse(setting.value);
  if (value !== undefined) return value;
  settings.problem(setting.name, port.fault, NO_ENDPOINT);
  return 'faulty';
}

/**
 * A hole in the list stays: it is a token that was meant to be there, and so is one of white space.
 * Only an empty variable counts as unset, as OpenTelemetry says.
 */
function tokens(settings: Settings): string[] | undefined {
  return settings
    .raw('PROMETHEUS_AUTH_TOKEN')
    ?.split(',')
    .map((token) => token.trim());
}

/** What is set of `parts`; undefined where nothing is. */
function set(parts: Record<string, unknown>): Record<string, unknown> | undefined {
  const entries = Object.entries(parts).filter(([, value]) => value !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
