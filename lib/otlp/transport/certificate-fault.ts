import type * as crypto from 'node:crypto';
import type { ClientCertificates } from './transport.js';

/**
 * What is wrong with one of the files of TLS, ready to be said after its name; undefined for nothing.
 * Node.js would say nothing of an authority that is none, and of the others with each push.
 */
export function certificateFault(
  part: keyof ClientCertificates,
  certificates: ClientCertificates,
): string | undefined {
  const bytes = certificates[part];
  if (bytes === undefined) return undefined;
  // As a rule there are no such files.
  const { createPrivateKey, X509Certificate } = require('node:crypto') as typeof crypto;
  const pem = Buffer.from(bytes);
  if (part !== 'key') {
    const isPem = pem.includes('-----BEGIN ') && isMade(() => new X509Certificate(pem));
    return isPem ? undefined : 'names a file that is no certificate in PEM form';
  }
  if (!isMade(() => createPrivateKey(pem))) return 'names a file that is no key in PEM form';
  const { cert } = certificates;
  if (cert === undefined) return undefined;
  const isPair = new X509Certificate(cert).checkPrivateKey(createPrivateKey(pem));
  return isPair ? undefined : 'names the key of another certificate';
}

function isMade(make: () => unknown): boolean {
  try {
    make();
    return true;
  } catch {
    return false;
  }
}
