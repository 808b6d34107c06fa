import type { TlsSettings } from '../tls/tls-settings.js';

/** What a web configuration file of the Prometheus exporter-toolkit says, checked. */
export interface WebConfig {
  /** Undefined where the file has no `tls_server_config`. */
  readonly tls: TlsSettings | undefined;
  /** Whether HTTP/2 is offered where TLS is on. */
  readonly http2: boolean;
  /** Further headers of every answer, in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** bcrypt hashes by user name; empty asks for no basic authentication. */
  readonly users: ReadonlyMap<string, string>;
  /** Limit of all requests together; undefined is no limit. */
  readonly rateLimit: { readonly intervalMs: number; readonly burst: number } | undefined;
}
