import type { IncomingHttpHeaders } from 'node:http';
import type { Message } from './messages.js';
import type { Signal } from './signals.js';

interface Received<S extends Signal> {
  readonly signal: S;
  readonly message: Message<S>;
  readonly protocol: 'http/protobuf' | 'http/json' | 'grpc';
  readonly path: string;
  /** As they came; on gRPC the metadata, and the headers of the protocol itself. */
  readonly headers: IncomingHttpHeaders;
  readonly compression: 'gzip' | 'none';
  /** The message as it was sent, unpacked. */
  readonly raw: Buffer;
  /** How long it was on the wire. */
  readonly sentBytes: number;
  /** The common name of the client's certificate, where one was asked for. */
  readonly client: string | undefined;
}

/** A request that a receiver has read and decoded. */
export type OtlpRequest = Received<'metrics'> | Received<'traces'> | Received<'logs'>;
