import { readFileSync } from 'node:fs';
import { GenesisError } from '../errors.js';
import type { TemporalityPreference } from './model/temporality.js';
import { certificateFault } from './transport/certificate-fault.js';
import type { ClientCertificates, TransportSettings } from './transport/transport.js';

/** How metrics are pushed, with nothing left to be looked up. It can be sent to another thread. */
export interface PushSettings extends TransportSettings {
  readonly protocol: 'http/protobuf' | 'http/json' | 'grpc';
  /** Longest time of one push. */
  readonly pushTimeoutMillis: number;
  readonly exportIntervalMillis: number;
  /** Longest time of one collection and push. */
  readonly exportTimeoutMillis: number;
  readonly temporality: TemporalityPreference;
}

/** A file to be read, and the variable that names it. */
export interface CertificateFile {
  readonly variable: string;
  readonly path: string;
}

/** The files that TLS may need. */
export type CertificateFiles = {
  readonly [Part in keyof ClientCertificates]-?: CertificateFile | undefined;
};

/**
 * @param consequence what it means that one of them cannot be read
 * @throws GenesisError `GENESIS_CREDENTIAL_INVALID` where one of them cannot be read or used
 */
export function readCertificates(
  files: CertificateFiles,
  consequence = 'metrics are not pushed over OTLP',
): ClientCertificates {
  const parts = ['ca', 'cert', 'key'] as const;
  const certificates: ClientCertificates = Object.assign(
    {},
    ...parts.map((part) => read(part, files[part], consequence)),
  );
  for (const part of parts) {
    const fault = certificateFault(part, certificates);
    if (fault !== undefined) throw faulty(files[part], fault, consequence);
  }
  return certificates;
}

function read(
  part: keyof ClientCertificates,
  file: CertificateFile | undefined,
  consequence: string,
): ClientCertificates {
  if (file === undefined) return {};
  try {
    return { [part]: readFileSync(file.path) };
  } catch {
    throw faulty(file, 'names a file that cannot be read', consequence);
  }
}

function faulty(
  file: CertificateFile | undefined,
  fault: string,
  consequence: string,
): GenesisError {
  const line = `${file?.variable} ${fault}; ${consequence}`;
  return new GenesisError('GENESIS_CREDENTIAL_INVALID', line);
}
