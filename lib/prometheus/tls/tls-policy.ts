import { constants, createPrivateKey, X509Certificate } from 'node:crypto';
import { createSecureContext, getCiphers, type TLSSocket, type TlsOptions } from 'node:tls';
import { faultName } from '../../diagnostics/fault-name.js';
import { admits, clientAuthOptions, verifies } from './client-admission.js';
import type { TlsSettings } from './tls-settings.js';

/** The certificates and the key themselves, in PEM form. */
export interface TlsMaterial {
  readonly cert: string;
  readonly key: string;
  readonly clientCa: string | undefined;
}

/** How connections are secured from one change of the settings or files to the next. */
export interface TlsPolicy {
  readonly options: TlsOptions;
  /** Whether a client that has finished its handshake may go on. */
  readonly admits: (socket: TLSSocket) => boolean;
}

/** A fault of settings and files together; its message reads on after the label. */
export class TlsFault extends Error {
  readonly label: string;

  constructor(label: string, message: string) {
    super(message);
    this.label = label;
  }
}

/** Node.js takes a list of ciphers for all versions; ours is only about TLS 1.2. */
const TLS13_CIPHERS = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_AES_128_GCM_SHA256',
];
/**
 * A client that resumed a session would not be asked for its certificate again, and with TLS 1.2
 * could make the server calculate without end.
 */
const NO_SHORTCUTS = constants.SSL_OP_NO_TICKET | constants.SSL_OP_NO_RENEGOTIATION;

/**
 * Builds what TLS servers need, and has OpenSSL check it, so that a mistake shows now and not as a
 * failed handshake at the next scrape.
 * @throws TlsFault
 */
export function tlsPolicy(settings: TlsSettings, material: TlsMaterial): TlsPolicy {
  checkPair(settings, material);
  checkClients(settings, material);
  checkCiphers(settings);
  const { cert, key, clientCa } = material;
  const options: TlsOptions = {
    ...{ cert, key, ...(clientCa === undefined ? {} : { ca: clientCa }) },
    ...clientAuthOptions(settings.clientAuth),
    ...negotiation(settings),
    secureOptions: NO_SHORTCUTS,
  };
  try {
    createSecureContext(options);
  } catch (fault) {
    throw new TlsFault(settings.labels.cert, `cannot be used (${faultName(fault)})`);
  }
  return { options, admits: (socket) => admits(settings, socket) };
}

function negotiation(settings: TlsSettings): TlsOptions {
  const { minVersion, maxVersion, ciphers, curves } = settings;
  return {
    minVersion,
    maxVersion,
    honorCipherOrder: settings.prefersServerCiphers,
    ...(ciphers.length === 0 ? {} : { ciphers: [...TLS13_CIPHERS, ...ciphers].join(':') }),
    ...(curves.length === 0 ? {} : { ecdhCurve: curves.join(':') }),
  };
}

function checkPair({ labels }: TlsSettings, { cert, key }: TlsMaterial): void {
  if (!new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))) {
    throw new TlsFault(labels.key, 'holds the key of another certificate');
  }
}

/** Without authorities of its own Node.js would trust every one that the public web trusts. */
function checkClients({ labels, clientAuth, allowedSans }: TlsSettings, pem: TlsMaterial): void {
  if (pem.clientCa === undefined && verifies(clientAuth)) {
    throw new TlsFault(labels.clientCa, `is not set, and ${clientAuth} needs it`);
  }
  if (pem.clientCa !== undefined && clientAuth === 'NoClientCert') {
    throw new TlsFault(labels.clientCa, 'is set, and NoClientCert asks for no certificate');
  }
  if (allowedSans !== undefined && !verifies(clientAuth)) {
    throw new TlsFault(labels.clientCa, `is not asked by ${clientAuth}, so no name is certain`);
  }
}

/** OpenSSL passes over the names it does not know. */
function checkCiphers({ labels, ciphers, minVersion, maxVersion }: TlsSettings): void {
  const known = new Set(getCiphers());
  if (!ciphers.every((name) => known.has(name.toLowerCase()))) {
    throw new TlsFault(labels.cert, 'comes with a cipher suite that this Node.js does not have');
  }
  if (minVersion > maxVersion) {
    throw new TlsFault(labels.cert, 'comes with a lowest TLS version above the highest');
  }
}
