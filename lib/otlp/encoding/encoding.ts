import type { OtlpMessage } from '../model/otlp-message.js';

/** A message as it is sent. */
export interface EncodedMessage {
  readonly body: Uint8Array;
  /** How many data points it has. */
  readonly points: number;
}

/** What a collector says of a message that it has taken. */
export interface EncodedAnswer {
  /** Data points that it has refused all the same. */
  readonly rejected: number;
}

/** How messages are written and answers are read. */
export interface Encoding {
  readonly contentType: string;
  /** Pauses after every few points, so that whoever runs it may do something else meanwhile. */
  encode(message: OtlpMessage): Generator<undefined, EncodedMessage>;
  /** @throws where the answer is none */
  readAnswer(body: Uint8Array): EncodedAnswer;
}

/** Points that are written in one go: some tenths of a millisecond. */
export const POINTS_IN_ONE_GO = 50;
