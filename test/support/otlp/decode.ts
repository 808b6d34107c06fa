import type { Message as Decoded } from 'protobufjs';
import { fromJson, ID_LENGTHS } from './json-mapping.js';
import type { Message } from './messages.js';
import type { Signal, SignalProtocol } from './signals.js';
import { unknownFields } from './unknown-fields.js';

/** @param unknown gets the paths of fields that the official messages do not have */
export function decodeProtobuf<S extends Signal>(
  protocol: SignalProtocol & { readonly signal: S },
  bytes: Uint8Array,
  unknown: string[] = [],
): Message<S> {
  unknown.push(...unknownFields(protocol.request, bytes));
  return plain(protocol, protocol.request.decode(bytes));
}

/** @param unknown gets the paths of fields that the official messages do not have */
export function decodeJson<S extends Signal>(
  protocol: SignalProtocol & { readonly signal: S },
  text: string,
  unknown: string[] = [],
): Message<S> {
  const { request } = protocol;
  return plain(protocol, request.fromObject(fromJson(request, JSON.parse(text), unknown)));
}

function plain<S extends Signal>({ request }: SignalProtocol, message: Decoded): Message<S> {
  const object = request.toObject(message, {
    longs: String,
    defaults: true,
    bytes: Buffer,
    oneofs: false,
  });
  writeBytes(object);
  return object as Message<S>;
}

/** Ids are told in hex, everything else in base64, as OTLP/JSON does. */
function writeBytes(node: Record<string, unknown> | unknown[]): void {
  for (const [key, value] of Object.entries(node)) {
    if (Buffer.isBuffer(value)) {
      const encoding = ID_LENGTHS[key] === undefined ? 'base64' : 'hex';
      (node as Record<string, unknown>)[key] = value.toString(encoding);
    } else if (typeof value === 'object' && value !== null) {
      writeBytes(value as Record<string, unknown>);
    }
  }
}
