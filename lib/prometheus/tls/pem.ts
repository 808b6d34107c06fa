import { createPrivateKey, X509Certificate } from 'node:crypto';
import { FileFault } from '../files/watched-file.js';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;
const BEGIN = /-----BEGIN /g;

/**
 * Gives certificates in PEM form back as they are. All of them are read: OpenSSL takes a text
 * without any for an empty list, and does not mind one that breaks off after the first.
 * @throws FileFault where one is no certificate
 */
export function checkedCertificates(pem: string): string {
  const blocks = pem.match(CERTIFICATE) ?? [];
  if (blocks.length === 0) throw new FileFault('holds no certificate in PEM form');
  if (blocks.length !== pem.match(BEGIN)?.length) {
    throw new FileFault('holds something other than certificates in PEM form');
  }
  if (!blocks.every(isCertificate)) throw new FileFault('holds a broken certificate');
  return pem;
}

/**
 * Gives a private key in PEM form back as it is.
 * @throws FileFault where it is none, or needs a passphrase
 */
export function checkedKey(pem: string): string {
  try {
    createPrivateKey(pem);
    return pem;
  } catch {
    throw new FileFault('holds no private key in PEM form without a passphrase');
  }
}

function isCertificate(block: string): boolean {
  try {
    return new X509Certificate(block) !== undefined;
  } catch {
    return false;
  }
}
