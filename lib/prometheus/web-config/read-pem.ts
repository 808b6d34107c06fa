import { resolve } from 'node:path';
import type { PemSource } from '../tls/tls-settings.js';
import type { FilePlace, TlsEntries } from './tls-entries.js';

/** Where certificates or a key come from, and what that is called in messages. */
export interface NamedPem {
  readonly source: PemSource;
  readonly label: string;
}

/** One of the three that may stand in the file itself (`cert`) or in another one (`cert_file`). */
export function readPem(
  entries: TlsEntries,
  name: 'cert' | 'key' | 'client_ca',
  { directory, label }: FilePlace,
): NamedPem | undefined {
  const inline = entries.get(name);
  const other = entries.get(`${name}_file`);
  const pem = inline?.text() ?? '';
  const file = other?.text() ?? '';
  if (pem !== '' && file !== '') throw other?.fault(`${name} is set as well`);
  if (file !== '') {
    return {
      source: { file: resolve(directory, file) },
      label: `tls_server_config.${name}_file of ${label}`,
    };
  }
  if (pem !== '') return { source: { pem }, label: `tls_server_config.${name} of ${label}` };
  return undefined;
}
