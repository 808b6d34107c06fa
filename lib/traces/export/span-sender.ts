import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import type { PushFailure } from '../../metrics/otlp-metrics.js';

/** Why a batch of spans was not taken. */
export interface SendFailure {
  readonly outcome: PushFailure;
  /** In a word or two, without anything that may be secret. */
  readonly cause: string;
  /** For how long to leave the collector alone, in milliseconds. */
  readonly pauseMs?: number;
}

/** How a batch of spans was taken. */
export type SendAnswer = { readonly outcome: 'taken' } | SendFailure;

/** Where batches of spans go. */
export interface SpanSender {
  /** Never rejects, and has an answer within the time given. */
  send(spans: readonly ReadableSpan[], timeoutMs: number): Promise<SendAnswer>;
}
