import type { ConfigNode } from './config-node.js';

/** The entries of `tls_server_config`. */
export type TlsEntries = ReadonlyMap<string, ConfigNode>;

/** What the paths in the file and the messages about it depend on. */
export interface FilePlace {
  readonly directory: string;
  readonly label: string;
}
