import type { TlsVersion } from '../tls/tls-settings.js';
import type { ConfigNode } from './config-node.js';
import { CIPHERS, TLS13_CIPHERS } from './go-names.js';

/** The OpenSSL names of `cipher_suites`, without those of TLS 1.3, which cannot be chosen. */
export function readCiphers(node: ConfigNode | undefined, minVersion: TlsVersion): string[] {
  if (node === undefined || node.isEmpty) return [];
  const items = node.list();
  const names = items.flatMap(cipher);
  // An empty list would mean all, which is not what was asked for.
  if (items.length > 0 && names.length === 0 && minVersion === 'TLSv1.2') {
    throw node.fault('it has no suite of TLS 1.2; set min_version to TLS13');
  }
  return names;
}

function cipher(node: ConfigNode): string[] {
  const name = node.text();
  if (TLS13_CIPHERS.includes(name)) return [];
  const found = CIPHERS.get(name);
  if (found === undefined) throw node.fault('it has a suite that is unknown or not secure');
  return [found];
}
