import type { Field } from 'protobufjs';
import { Reader, Type } from 'protobufjs';

/** The paths of the fields of a message that its type does not have; decoding skips them silently. */
export function unknownFields(type: Type, bytes: Uint8Array, path = type.name): string[] {
  const reader = Reader.create(bytes);
  const unknown: string[] = [];
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    const field = type.fieldsById[tag >>> 3]?.resolve();
    if (field === undefined) unknown.push(`${path}.${tag >>> 3}`);
    unknown.push(...within(field, reader, tag & 7, path));
  }
  return unknown;
}

function within(
  field: Field | undefined,
  reader: Reader,
  wireType: number,
  path: string,
): string[] {
  if (!(field?.resolvedType instanceof Type)) {
    reader.skipType(wireType);
    return [];
  }
  return unknownFields(field.resolvedType, reader.bytes(), `${path}.${field.name}`);
}
