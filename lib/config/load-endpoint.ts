import type { EndpointConfig } from './genesis-config.js';
import type { EndpointOptions } from './genesis-options.js';
import { port, text } from './parsers.js';
import type { Expectation, OrFaulty, Setting, Settings } from './settings.js';
import { FAULTY } from './settings.js';

const NO_ENDPOINT = 'no metrics endpoint is opened';
const DEFAULT_HOST = 'localhost';
const DEFAULT_PORT = 9464;
const DEFAULT_PATH = '/metrics';

const path: Expectation<string> = {
  fault: 'is no path that starts with /',
  parse: (value) => (typeof value === 'string' && /^\/[\w./-]*$/.test(value) ? value : undefined),
};

/** The pull endpoint; undefined where any part of it is faulty, never one with a guard missing. */
export function loadEndpoint(
  settings: Settings,
  options: EndpointOptions,
): EndpointConfig | undefined {
  const variables = {
    host: settings.find('prometheus.host', options.host, 'OTEL_EXPORTER_PROMETHEUS_HOST'),
    port: settings.find('prometheus.port', options.port, 'OTEL_EXPORTER_PROMETHEUS_PORT'),
    path: settings.find('prometheus.endpoint', options.endpoint),
    file: settings.find(
      'prometheus.authTokenFile',
      options.authTokenFile,
      'PROMETHEUS_AUTH_TOKEN_FILE',
    ),
  };
  const parts = {
    host: part(settings, variables.host, text, DEFAULT_HOST),
    port: part(settings, variables.port, port, DEFAULT_PORT),
    endpoint: part(settings, variables.path, path, DEFAULT_PATH),
    authTokenFile: part(settings, variables.file, text, undefined),
    authToken: loadTokens(settings, options.authToken),
    tls: loadTls(settings, options.tls),
  };
  return Object.values(parts).includes(FAULTY) ? undefined : withoutUnset(parts);
}

function part<T, Fallback>(
  settings: Settings,
  setting: Setting | undefined,
  { parse, fault }: Expectation<T>,
  fallback: Fallback,
): OrFaulty<T | Fallback> {
  if (setting === undefined) return fallback;
  const value = parse(setting.value);
  if (value !== undefined) return value;
  settings.problem(setting.name, fault, NO_ENDPOINT);
  return FAULTY;
}

function loadTokens(settings: Settings, option: unknown): OrFaulty<string[] | undefined> {
  const setting = settings.find('prometheus.authToken', option, 'PROMETHEUS_AUTH_TOKEN');
  const fault = 'holds an empty token';
  return part(settings, setting, { fault, parse: tokens }, undefined);
}

function tokens(value: unknown): string[] | undefined {
  const entries: unknown[] = Array.isArray(value) ? value : [value];
  if (entries.length === 0) return undefined;
  const found: string[] = [];
  for (const entry of entries) {
    if (typeof entry !== 'string') return undefined;
    // A comma can be in no bearer token.
    found.push(...entry.split(',').map((token) => token.trim()));
  }
  return found.includes('') ? undefined : found;
}

function loadTls(
  settings: Settings,
  options: EndpointOptions['tls'] = {},
): OrFaulty<EndpointConfig['tls'] | undefined> {
  const cert = settings.find(
    'prometheus.tls.certFile',
    options.certFile,
    'PROMETHEUS_TLS_CERT_FILE',
  );
  const key = settings.find('prometheus.tls.keyFile', options.keyFile, 'PROMETHEUS_TLS_KEY_FILE');
  const ca = settings.find(
    'prometheus.tls.clientCaFile',
    options.clientCaFile,
    'PROMETHEUS_TLS_CLIENT_CA_FILE',
  );
  const certFile = part(settings, cert, text, undefined);
  const keyFile = part(settings, key, text, undefined);
  const clientCaFile = part(settings, ca, text, undefined);
  if (certFile === FAULTY || keyFile === FAULTY || clientCaFile === FAULTY) return FAULTY;
  if (certFile === undefined && keyFile === undefined && clientCaFile === undefined) {
    return undefined;
  }
  if (certFile === undefined || keyFile === undefined) {
    const missing = certFile === undefined ? 'PROMETHEUS_TLS_CERT_FILE' : 'PROMETHEUS_TLS_KEY_FILE';
    const given = (cert ?? key ?? ca)?.name ?? missing;
    settings.problem(given, `is set without ${missing}`, NO_ENDPOINT);
    return FAULTY;
  }
  return { certFile, keyFile, ...(clientCaFile === undefined ? {} : { clientCaFile }) };
}

function withoutUnset(parts: Record<string, unknown>): EndpointConfig {
  const set = Object.entries(parts).filter(([, value]) => value !== undefined);
  return Object.fromEntries(set) as unknown as EndpointConfig;
}
