import type { EncodedAnswer, Encoding } from './encoding/encoding.js';
import { JSON_ENCODING } from './encoding/json-encoding.js';
import { PROTOBUF_ENCODING } from './encoding/protobuf-encoding.js';

/**
 * Reads what a collector answers, which may be in another encoding than what it was sent, or in none.
 * An empty answer is one: nothing was refused.
 * @throws where it is none
 */
export function readAnswer(
  body: Uint8Array,
  contentType: string | undefined,
  own: Encoding,
): EncodedAnswer {
  if (body.length === 0) return { rejected: 0 };
  if (contentType === undefined) return own.readAnswer(body);
  const [type = ''] = contentType.toLowerCase().split(';');
  if (type.trim().endsWith('json')) return JSON_ENCODING.readAnswer(body);
  if (type.trim().endsWith('protobuf')) return PROTOBUF_ENCODING.readAnswer(body);
  throw new TypeError('no OTLP');
}
