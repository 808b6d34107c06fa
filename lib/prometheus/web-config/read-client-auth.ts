import { CLIENT_AUTH_TYPES, type ClientAuthType } from '../tls/tls-settings.js';
import type { ConfigNode } from './config-node.js';
import { LEGACY_CLIENT_AUTH } from './go-names.js';
import type { NamedPem } from './read-pem.js';
import type { TlsEntries } from './tls-entries.js';

interface ClientAuth {
  readonly clientAuth: ClientAuthType;
  readonly allowedSans: readonly string[] | undefined;
}

/** What is asked of clients; parts that would be without effect or let strangers in are faults. */
export function readClientAuth(entries: TlsEntries, ca: NamedPem | undefined): ClientAuth {
  const node = entries.get('client_auth_type');
  const clientAuth = authType(node);
  if (ca !== undefined && clientAuth === 'NoClientCert') {
    const set = entries.get('client_ca_file') ?? entries.get('client_ca');
    throw set?.fault('client_auth_type does not ask for client certificates');
  }
  // Go and Node.js would take the certificates of every public authority then.
  if (ca === undefined && verifies(clientAuth)) {
    throw node?.fault('it verifies certificates, and neither client_ca nor client_ca_file is set');
  }
  return { clientAuth, allowedSans: allowedSans(entries.get('client_allowed_sans'), clientAuth) };
}

function verifies(type: ClientAuthType): boolean {
  return type === 'VerifyClientCertIfGiven' || type === 'RequireAndVerifyClientCert';
}

function authType(node: ConfigNode | undefined): ClientAuthType {
  const name = node?.text() ?? '';
  if (name === '') return 'NoClientCert';
  const found = LEGACY_CLIENT_AUTH.get(name) ?? CLIENT_AUTH_TYPES.find((type) => type === name);
  if (found === undefined) throw node?.fault(`it is none of ${CLIENT_AUTH_TYPES.join(', ')}`);
  return found;
}

function allowedSans(
  node: ConfigNode | undefined,
  type: ClientAuthType,
): readonly string[] | undefined {
  if (node === undefined || node.isEmpty) return undefined;
  const names = node.list().map((item) => item.text());
  if (names.length === 0 || names.includes('')) throw node.fault('it is empty or has a blank name');
  if (!verifies(type)) throw node.fault('client_auth_type does not verify certificates');
  return names;
}
