import { createRequire } from 'node:module';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { JSON_ENCODING } from '../../otlp/encoding/json-encoding.js';
import { PROTOBUF_ENCODING } from '../../otlp/encoding/protobuf-encoding.js';
import { scrubbedSpan } from '../scrub/span.js';

/** How spans are written for a collector, and how it answers. */
export interface SpanEncoding {
  readonly contentType: string;
  /** Writes some spans; what it gives for several lots of them can be joined to one message. */
  encode(spans: readonly ReadableSpan[]): Uint8Array;
  join(parts: readonly Uint8Array[]): Uint8Array;
  /** @throws where the answer is none */
  readAnswer(body: Uint8Array): { readonly rejected: number };
}

type Transformer = typeof import('@opentelemetry/otlp-transformer');

/**
 * Only a bot that exports spans waits for it to be loaded. It is that of OpenTelemetry's exporter, which
 * some package managers show to nobody else.
 */
function transformer(): Transformer {
  loaded ??= createRequire(require.resolve('@opentelemetry/exporter-trace-otlp-proto'))(
    '@opentelemetry/otlp-transformer',
  ) as Transformer;
  return loaded;
}

let loaded: Transformer | undefined;

const EMPTY = new Uint8Array();

/** Messages of protobuf that stand one behind the other are one, whose lists are joined. */
export const PROTOBUF_SPANS: SpanEncoding = {
  contentType: PROTOBUF_ENCODING.contentType,
  encode: (spans) =>
    transformer().ProtobufTraceSerializer.serializeRequest(spans.map(scrubbedSpan)) ?? EMPTY,
  join: (parts) => Buffer.concat(parts),
  readAnswer: (body) => PROTOBUF_ENCODING.readAnswer(body),
};

const JSON_HEAD = '{"resourceSpans":[';
const JSON_TAIL = ']}';

export const JSON_SPANS: SpanEncoding = {
  contentType: JSON_ENCODING.contentType,
  encode: (spans) =>
    transformer().JsonTraceSerializer.serializeRequest(spans.map(scrubbedSpan)) ?? EMPTY,
  join: (parts) => {
    const lists = parts.map((part) =>
      Buffer.from(part).toString().slice(JSON_HEAD.length, -JSON_TAIL.length),
    );
    return Buffer.from(JSON_HEAD + lists.join(',') + JSON_TAIL);
  },
  readAnswer: (body) => JSON_ENCODING.readAnswer(body),
};
