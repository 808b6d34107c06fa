import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext, type TlsOptions } from 'node:tls';
import { faultName } from '../../diagnostics/fault-name.js';
import type { TlsFiles } from '../exporter-options.js';
import { invalidCredential } from '../guard/tokens.js';

const CERT_LABEL = 'PROMETHEUS_TLS_CERT_FILE or option tls.certFile';
const KEY_LABEL = 'PROMETHEUS_TLS_KEY_FILE or option tls.keyFile';
const CA_LABEL = 'PROMETHEUS_TLS_CLIENT_CA_FILE or option tls.clientCaFile';
const HANDSHAKE_TIMEOUT_MS = 10_000;

/**
 * Reads and checks the files, so that a mistake in them shows at start and not as a failed
 * handshake at the first scrape.
 * @throws GenesisError `GENESIS_CREDENTIAL_INVALID`, naming the file's variable
 */
export function loadTls(files: TlsFiles): TlsOptions {
  if (typeof files !== 'object' || files === null) {
    throw invalidCredential('option tls', 'is no object with certFile and keyFile');
  }
  const cert = readPem(files.certFile, CERT_LABEL);
  const key = readPem(files.keyFile, KEY_LABEL);
  const certificate = parseCertificate(cert, CERT_LABEL);
  if (!certificate.checkPrivateKey(parseKey(key))) {
    throw invalidCredential(KEY_LABEL, 'holds the key of another certificate');
  }
  const options: TlsOptions = {
    cert,
    key,
    minVersion: 'TLSv1.2',
    handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
    ...clientCertificates(files.clientCaFile),
  };
  checkTogether(options);
  return options;
}

function clientCertificates(file: string | undefined): TlsOptions {
  if (file === undefined) return {};
  const ca = readPem(file, CA_LABEL);
  // OpenSSL takes a file without any certificate for an empty list and does not complain.
  parseCertificate(ca, CA_LABEL);
  return { ca, requestCert: true, rejectUnauthorized: true };
}

function readPem(file: unknown, label: string): Buffer {
  if (typeof file !== 'string' || file === '') throw invalidCredential(label, 'names no file');
  try {
    return readFileSync(file);
  } catch (fault) {
    throw invalidCredential(label, `cannot be read (${faultName(fault)})`);
  }
}

function parseCertificate(pem: Buffer, label: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw invalidCredential(label, 'holds no certificate in PEM form');
  }
}

function parseKey(pem: Buffer): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw invalidCredential(KEY_LABEL, 'holds no private key in PEM form without a passphrase');
  }
}

function checkTogether(options: TlsOptions): void {
  try {
    createSecureContext(options);
  } catch (fault) {
    throw invalidCredential(CERT_LABEL, `cannot be used (${faultName(fault)})`);
  }
}
