import type { TlsSettings, TlsVersion } from '../tls/tls-settings.js';
import type { ConfigNode } from './config-node.js';
import { CURVES, OLD_VERSIONS, VERSIONS } from './go-names.js';
import { readCiphers } from './read-ciphers.js';
import { readClientAuth } from './read-client-auth.js';
import { type NamedPem, readPem } from './read-pem.js';
import type { FilePlace, TlsEntries } from './tls-entries.js';

const KEYS = [
  'cert',
  'cert_file',
  'key',
  'key_file',
  'client_ca',
  'client_ca_file',
  'client_auth_type',
  'client_allowed_sans',
  'min_version',
  'max_version',
  'cipher_suites',
  'prefer_server_cipher_suites',
  'curve_preferences',
] as const;

/**
 * The section `tls_server_config`; undefined where it says nothing. Certificates and keys are not
 * looked at here.
 * @throws ConfigFault
 */
export function readTls(section: ConfigNode, place: FilePlace): TlsSettings | undefined {
  const entries = section.map(KEYS);
  if (entries.size === 0) return undefined;
  const cert = required(section, 'cert', readPem(entries, 'cert', place));
  const key = required(section, 'key', readPem(entries, 'key', place));
  const clientCa = readPem(entries, 'client_ca', place);
  const versions = readVersions(entries);
  return {
    ...versions,
    ...readClientAuth(entries, clientCa),
    cert: cert.source,
    key: key.source,
    clientCa: clientCa?.source,
    ciphers: readCiphers(entries.get('cipher_suites'), versions.minVersion),
    prefersServerCiphers: entries.get('prefer_server_cipher_suites')?.flag() ?? true,
    curves: (entries.get('curve_preferences')?.list() ?? []).map(curve),
    labels: {
      cert: cert.label,
      key: key.label,
      clientCa: clientCa?.label ?? `tls_server_config.client_ca of ${place.label}`,
    },
  };
}

/** A section that sets anything asks for TLS: plain HTTP would send passwords in clear. */
function required(section: ConfigNode, name: string, pem: NamedPem | undefined): NamedPem {
  if (pem === undefined) throw section.fault(`it has neither ${name} nor ${name}_file`);
  return pem;
}

function readVersions(entries: TlsEntries): { minVersion: TlsVersion; maxVersion: TlsVersion } {
  const max = entries.get('max_version');
  const minVersion = version(entries.get('min_version')) ?? 'TLSv1.2';
  const maxVersion = version(max) ?? 'TLSv1.3';
  if (max !== undefined && minVersion > maxVersion) throw max.fault('it is below min_version');
  return { minVersion, maxVersion };
}

function version(node: ConfigNode | undefined): TlsVersion | undefined {
  if (node === undefined || node.isEmpty) return undefined;
  const name = node.text();
  if (OLD_VERSIONS.includes(name)) throw node.fault('TLS 1.0 and 1.1 are not spoken');
  const found = VERSIONS.get(name);
  if (found === undefined) throw node.fault('it is neither TLS12 nor TLS13');
  return found;
}

function curve(node: ConfigNode): string {
  const found = CURVES.get(node.text());
  if (found === undefined) throw node.fault(`it is none of ${[...CURVES.keys()].join(', ')}`);
  return found;
}
