import type { TlsFiles } from '../exporter-options.js';
import { invalidCredential } from '../guard/tokens.js';
import type { PemSource, TlsSettings } from './tls-settings.js';

const LABELS = {
  cert: 'PROMETHEUS_TLS_CERT_FILE or option tls.certFile',
  key: 'PROMETHEUS_TLS_KEY_FILE or option tls.keyFile',
  clientCa: 'PROMETHEUS_TLS_CLIENT_CA_FILE or option tls.clientCaFile',
} as const;

/**
 * The settings that files from options or variables stand for; the files are not looked at here.
 * @throws GenesisError `GENESIS_CREDENTIAL_INVALID` where one is not named, naming its variable
 */
export function tlsSettingsOf(files: TlsFiles): TlsSettings {
  if (typeof files !== 'object' || files === null) {
    throw invalidCredential('option tls', 'is no object with certFile and keyFile');
  }
  const { certFile, keyFile, clientCaFile } = files;
  return {
    cert: fileAt(certFile, LABELS.cert),
    key: fileAt(keyFile, LABELS.key),
    clientCa: clientCaFile === undefined ? undefined : fileAt(clientCaFile, LABELS.clientCa),
    clientAuth: clientCaFile === undefined ? 'NoClientCert' : 'RequireAndVerifyClientCert',
    allowedSans: undefined,
    minVersion: 'TLSv1.2',
    maxVersion: 'TLSv1.3',
    ciphers: [],
    prefersServerCiphers: true,
    curves: [],
    labels: LABELS,
  };
}

function fileAt(file: unknown, label: string): PemSource {
  if (typeof file !== 'string' || file === '') throw invalidCredential(label, 'names no file');
  return { file };
}
