import type { ChannelCredentials, Metadata } from '@grpc/grpc-js';
import type { ClientCertificates } from './transport/transport.js';

/** What goes with each call of gRPC. */
export interface GrpcCall {
  readonly metadata: Metadata;
  readonly credentials: ChannelCredentials;
}

export interface GrpcCallOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly insecure: boolean;
}

/** @throws Error where a certificate or key is none */
export function grpcCall(
  { headers, insecure }: GrpcCallOptions,
  { ca, cert, key }: ClientCertificates,
): GrpcCall {
  // Only a bot that pushes over gRPC waits for it to be loaded.
  const grpc = require('@grpc/grpc-js') as typeof import('@grpc/grpc-js');
  const metadata = new grpc.Metadata();
  for (const [name, value] of Object.entries(headers)) metadata.set(name, value);
  const credentials = insecure
    ? grpc.credentials.createInsecure()
    : grpc.credentials.createSsl(asBuffer(ca), asBuffer(key), asBuffer(cert));
  return { metadata, credentials };
}

/** What gRPC connects to: a socket, or host and port. */
export function grpcTarget(url: string): string {
  if (url.startsWith('unix:')) return url;
  const { protocol, hostname, port } = new URL(url);
  return `${hostname}:${port || (protocol === 'http:' ? 80 : 443)}`;
}

function asBuffer(bytes: Uint8Array | undefined): Buffer | null {
  return bytes === undefined ? null : Buffer.from(bytes);
}
