import type { Behaviour } from './behaviour.js';
import type { OtlpRequest } from './otlp-request.js';
import type { Signal, SignalProtocol } from './signals.js';

/** A request that was read and not yet unpacked and decoded. */
export type RawRequest = Omit<OtlpRequest, 'signal' | 'message' | 'raw'> & {
  readonly signal: SignalProtocol;
  readonly sent: Buffer;
};

/** What the HTTP and gRPC sides of a receiver hand their requests to. */
export interface Reception {
  /** Notes the request, and says what is to be done about it. */
  receive(request: RawRequest): Behaviour;
  /** Calls after a time, unless the receiver is stopped before. */
  later(millis: number, action: () => void): void;
  /** Resets a connection, seen from this side. */
  reset(remotePort: number | undefined): void;
}

/** The message that answers a request. */
export function answerTo(
  { response, rejectedField }: SignalProtocol,
  partial?: { readonly rejected: number; readonly message: string },
): { readonly json: string; readonly bytes: Buffer } {
  const partialSuccess =
    partial === undefined
      ? undefined
      : { [rejectedField]: partial.rejected, errorMessage: partial.message };
  const message = partialSuccess === undefined ? {} : { partialSuccess };
  return {
    json: JSON.stringify(message),
    bytes: Buffer.from(response.encode(response.fromObject(message)).finish()),
  };
}

/** Certificates as Node.js takes them. */
export interface TlsFiles {
  readonly cert: Buffer;
  readonly key: Buffer;
  readonly ca?: Buffer;
  readonly requestCert?: boolean;
}

export function isSignal<S extends Signal>(
  request: OtlpRequest,
  signal: S,
): request is Extract<OtlpRequest, { signal: S }> {
  return request.signal === signal;
}
