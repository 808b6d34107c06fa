import type { PushFailure } from '../../metrics/otlp-metrics.js';

/** How a collector took a message, or why it did not. */
export type PushAnswer =
  | {
      readonly outcome: 'taken';
      /** What it said. */
      readonly body: Uint8Array;
      readonly contentType: string | undefined;
    }
  | {
      readonly outcome: PushFailure;
      /** In a word or two, without anything that may be secret. */
      readonly cause: string;
      /** For how long the collector wants to be left alone, in milliseconds. */
      readonly pauseMs?: number;
    };

/** Carries messages to a collector, each one once. */
export interface Transport {
  /** Never rejects, and has an answer within the time given. */
  send(body: Uint8Array, timeoutMs: number): Promise<PushAnswer>;
  close(): void;
}

/** What a transport is made from. */
export interface TransportSettings {
  /** Whole: on HTTP with the path of the signal. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly compression: 'gzip' | 'none';
  /** Whether gRPC is spoken in clear. */
  readonly insecure: boolean;
  readonly certificates: ClientCertificates;
}

/** What TLS needs beyond the defaults of Node.js. */
export interface ClientCertificates {
  readonly ca?: Uint8Array;
  readonly cert?: Uint8Array;
  readonly key?: Uint8Array;
}
