/** Where certificates or a key in PEM form come from: a file, read again when it changes, or text. */
export type PemSource = { readonly file: string } | { readonly pem: string };

/** What is asked of the certificates of clients; the names are those of Go's `crypto/tls`. */
export const CLIENT_AUTH_TYPES = [
  'NoClientCert',
  'RequestClientCert',
  'RequireAnyClientCert',
  'VerifyClientCertIfGiven',
  'RequireAndVerifyClientCert',
] as const;
export type ClientAuthType = (typeof CLIENT_AUTH_TYPES)[number];

export type TlsVersion = 'TLSv1.2' | 'TLSv1.3';

/** How the endpoint speaks TLS, whoever said so: options, variables or a web configuration file. */
export interface TlsSettings {
  readonly cert: PemSource;
  readonly key: PemSource;
  readonly clientCa: PemSource | undefined;
  readonly clientAuth: ClientAuthType;
  /** A client's certificate must carry one of these names; undefined asks for none. */
  readonly allowedSans: readonly string[] | undefined;
  readonly minVersion: TlsVersion;
  readonly maxVersion: TlsVersion;
  /** Cipher suites of TLS 1.2 by their OpenSSL names; empty takes those of Node.js. */
  readonly ciphers: readonly string[];
  readonly prefersServerCiphers: boolean;
  /** Curves by their OpenSSL names; empty takes those of Node.js. */
  readonly curves: readonly string[];
  /** What each part is called in messages: its variable and option, or its key in the file. */
  readonly labels: { readonly cert: string; readonly key: string; readonly clientCa: string };
}
