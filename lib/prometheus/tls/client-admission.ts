import type { TLSSocket, TlsOptions } from 'node:tls';
import { hasAllowedName, subjectAltNames } from './subject-alt-names.js';
import type { ClientAuthType, TlsSettings } from './tls-settings.js';

/** Which of them trust a certificate only where an authority signed it. */
export function verifies(type: ClientAuthType): boolean {
  return type === 'VerifyClientCertIfGiven' || type === 'RequireAndVerifyClientCert';
}

/** As much of it as Node.js does itself; the rest is {@link admits}. */
export function clientAuthOptions(type: ClientAuthType): TlsOptions {
  return {
    requestCert: type !== 'NoClientCert',
    rejectUnauthorized: type === 'RequireAndVerifyClientCert',
  };
}

/** Whether a client that has finished its handshake may go on. */
export function admits(
  { clientAuth, allowedSans }: Pick<TlsSettings, 'clientAuth' | 'allowedSans'>,
  socket: TLSSocket,
): boolean {
  if (clientAuth === 'NoClientCert') return true;
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) return !requiresOne(clientAuth) && allowedSans === undefined;
  if (verifies(clientAuth) && !socket.authorized) return false;
  if (allowedSans === undefined) return true;
  return hasAllowedName(subjectAltNames(certificate.subjectAltName), allowedSans);
}

function requiresOne(type: ClientAuthType): boolean {
  return type === 'RequireAnyClientCert' || type === 'RequireAndVerifyClientCert';
}
