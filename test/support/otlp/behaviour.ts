import type { OtlpRequest } from './otlp-request.js';

/** What a receiver does with a request that it has read. */
export type Behaviour =
  | { readonly does: 'accept' }
  | { readonly does: 'accept-part'; readonly rejected: number; readonly message: string }
  | {
      readonly does: 'answer';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string | Uint8Array;
    }
  | {
      readonly does: 'end-call';
      readonly code: number;
      readonly message: string;
      readonly trailers: Readonly<Record<string, string>>;
    }
  | { readonly does: 'hang' }
  | { readonly does: 'reset' }
  | { readonly does: 'talk-rubbish' }
  | { readonly does: 'wait'; readonly millis: number; readonly then: Behaviour };

/** A behaviour, or what chooses one for a request. */
export type Choice = Behaviour | ((request: OtlpRequest) => Behaviour);

export const ok: Behaviour = { does: 'accept' };
/** Never answers; the connection stays. */
export const hang: Behaviour = { does: 'hang' };
/** Begins an answer, and resets the connection half way. */
export const reset: Behaviour = { does: 'reset' };
/** Answers that all is well, with a body that is no message. */
export const rubbish: Behaviour = { does: 'talk-rubbish' };

/** An HTTP status. From a gRPC receiver it is what a proxy in front of it would say. */
export function status(
  code: number,
  headers: Readonly<Record<string, string>> = {},
  body: string | Uint8Array = '',
): Behaviour {
  return { does: 'answer', status: code, headers, body };
}

/** A gRPC status, from gRPC receivers only. */
export function grpcStatus(
  code: number,
  message = '',
  trailers: Readonly<Record<string, string>> = {},
): Behaviour {
  return { does: 'end-call', code, message, trailers };
}

/** Takes the request but so many points, spans or records. */
export function partial(rejected: number, message = ''): Behaviour {
  return { does: 'accept-part', rejected, message };
}

export function slow(millis: number, then: Behaviour = ok): Behaviour {
  return { does: 'wait', millis, then };
}
