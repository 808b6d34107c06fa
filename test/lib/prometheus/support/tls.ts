import { readFileSync } from 'node:fs';
import { connect, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http2';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import { tlsSettingsOf } from '../../../../lib/prometheus/tls/tls-files.js';
import type { TlsSettings } from '../../../../lib/prometheus/tls/tls-settings.js';
import type { Reply } from './ask.js';
import { tlsFile } from './files.js';

/** Authorities of both sets of certificates, for clients. */
export const authorities = [readFileSync(tlsFile('ca-crt')), readFileSync(tlsFile('ca-next-crt'))];

/** Certificate and key of a client. */
export const identity = (name: string): { cert: Buffer; key: Buffer } => ({
  cert: readFileSync(tlsFile(`${name}-crt`)),
  key: readFileSync(tlsFile(`${name}-key`)),
});

/** Settings with the first server certificate, from its files. */
export const tlsSettings = (changed: Partial<TlsSettings> = {}): TlsSettings => ({
  ...tlsSettingsOf({ certFile: tlsFile('server-crt'), keyFile: tlsFile('server-key') }),
  ...changed,
});

/** Sends one real request over HTTP/2, on a connection of its own, and gives the whole answer. */
export function askHttp2(
  url: string,
  options: ConnectionOptions & { headers?: OutgoingHttpHeaders } = {},
): Promise<Reply> {
  const { origin, pathname, hostname, port } = new URL(url);
  const address = { host: hostname, port: Number(port), ALPNProtocols: ['h2'] };
  const socket = connectTls({ ca: authorities, ...options, ...address });
  const session = connect(origin, { createConnection: () => socket });
  return new Promise<Reply>((resolve, reject) => {
    session.on('error', reject);
    // A server that refuses a client may close without a word.
    session.on('close', () => reject(new Error('closed')));
    const stream = session.request({ ':path': pathname, ...options.headers });
    let headers: IncomingHttpHeaders & { ':status'?: number | undefined } = {};
    const chunks: Buffer[] = [];
    stream.on('error', reject);
    stream.on('response', (received) => {
      headers = received;
    });
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      // A connection that breaks down ends its streams as well.
      if (headers[':status'] === undefined) return;
      const bytes = Buffer.concat(chunks);
      resolve({ status: headers[':status'] ?? 0, headers, body: bytes.toString('utf8'), bytes });
    });
    // The session of a client that is refused late leaves its socket open.
  }).finally(() => socket.destroy());
}
