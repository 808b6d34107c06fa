import type { ResourceMetrics } from '@opentelemetry/sdk-metrics';
import type { EncodedMessage, Encoding } from '../../../../lib/otlp/encoding/encoding.js';
import { JSON_ENCODING } from '../../../../lib/otlp/encoding/json-encoding.js';
import { PROTOBUF_ENCODING } from '../../../../lib/otlp/encoding/protobuf-encoding.js';
import { collectedScopes } from '../../../../lib/otlp/model/collected-scopes.js';
import { DeltaLedger } from '../../../../lib/otlp/model/delta-ledger.js';
import { otlpScopes } from '../../../../lib/otlp/model/otlp-scopes.js';
import { decodeJson, decodeProtobuf } from '../../../support/otlp/decode.js';
import type { Message } from '../../../support/otlp/messages.js';
import type { SignalProtocol } from '../../../support/otlp/signals.js';
import { SIGNALS } from '../../../support/otlp/signals.js';

const METRICS = SIGNALS[0] as SignalProtocol & { readonly signal: 'metrics' };

export const ENCODINGS: Readonly<Record<'protobuf' | 'json', Encoding>> = {
  protobuf: PROTOBUF_ENCODING,
  json: JSON_ENCODING,
};

/** Runs an encoding to its end, and counts its pauses. */
export function encoded(
  encoding: Encoding,
  { resource, scopeMetrics }: ResourceMetrics,
): EncodedMessage & { readonly pauses: number } {
  const scopes = otlpScopes(collectedScopes(scopeMetrics), 'cumulative', new DeltaLedger());
  const { attributes, schemaUrl } = resource;
  const work = encoding.encode({ resource: { attributes, schemaUrl }, scopes });
  for (let pauses = 0; ; pauses += 1) {
    const { done, value } = work.next();
    if (done === true) return { ...value, pauses };
  }
}

/** Reads what was written with the official proto files. */
export function decoded(name: keyof typeof ENCODINGS, body: Uint8Array): Message<'metrics'> {
  if (name === 'protobuf') return decodeProtobuf(METRICS, body);
  const unknown: string[] = [];
  const message = decodeJson(METRICS, Buffer.from(body).toString(), unknown);
  if (unknown.length > 0) throw new Error(`no fields of OTLP: ${unknown}`);
  return message;
}
