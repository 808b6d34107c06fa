import { spawnSync } from 'node:child_process';
import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'node:tls';

/** A certificate for this machine and its key, in files. */
export interface CertificateFiles {
  readonly cert: string;
  readonly key: string;
}

/** Makes a certificate that signed itself, new each time. */
export function newCertificate(folder: string, name: string): CertificateFiles {
  const files = { cert: join(folder, `${name}-crt.pem`), key: join(folder, `${name}-key.pem`) };
  const { status, stderr } = spawnSync(
    'openssl',
    [
      ...'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2'.split(' '),
      ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
      ...['-keyout', files.key, '-out', files.cert],
    ],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`openssl made no certificate: ${stderr}`);
  return files;
}

/** Puts one pair of files in the place of another, each in one step. */
export function swapIn(next: CertificateFiles, place: CertificateFiles): void {
  renameSync(next.key, place.key);
  renameSync(next.cert, place.cert);
}

/** The certificate and the protocol that an endpoint gives a client that offers HTTP/2. */
export function shakeHands(
  target: string,
  caFile: string,
): Promise<{ fingerprint: string; protocol: string }> {
  const { hostname, port } = new URL(`https://${target}`);
  const ca = readFileSync(caFile);
  return new Promise((resolve, reject) => {
    const ALPNProtocols = ['h2', 'http/1.1'];
    const socket = connect({ host: hostname, port: Number(port), ca, ALPNProtocols }, () => {
      const { fingerprint256 } = socket.getPeerCertificate();
      resolve({ fingerprint: fingerprint256, protocol: socket.alpnProtocol || '' });
      socket.destroy();
    });
    socket.once('error', reject);
  });
}
