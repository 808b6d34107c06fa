import type { Field, Type } from 'protobufjs';
import { Enum } from 'protobufjs';

/** The ids, by the number of their hex digits. */
export const ID_LENGTHS: Readonly<Record<string, number>> = {
  traceId: 32,
  spanId: 16,
  parentSpanId: 16,
};
const LONGS = ['int64', 'uint64', 'sint64', 'fixed64', 'sfixed64'];
const FLOATS = ['double', 'float'];
const SPECIAL_FLOATS = ['NaN', 'Infinity', '-Infinity'];

/**
 * Turns OTLP/JSON into what the reflection of protobufjs takes, and holds it to the mapping while at
 * it: lowerCamelCase names, ids in hex and other bytes in base64, enumerations as numbers, 64-bit
 * integers as decimal strings or whole numbers.
 * @param unknown gets the paths of fields that the official messages do not have; a receiver has to
 * ignore them, a test wants to hear of them
 * @throws TypeError that names the field that is not as the mapping wants it
 */
export function fromJson(type: Type, json: unknown, unknown: string[], path = type.name): object {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new TypeError(`${path} is no object`);
  }
  const message: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(json)) {
    const field = type.fields[name];
    const here = `${path}.${name}`;
    if (field === undefined) unknown.push(here);
    else if (value !== null) message[name] = fieldValue(field.resolve(), value, unknown, here);
  }
  return message;
}

function fieldValue(field: Field, json: unknown, unknown: string[], path: string): unknown {
  if (!field.repeated) return single(field, json, unknown, path);
  if (!Array.isArray(json)) throw new TypeError(`${path} is no array`);
  return json.map((item, index) => single(field, item, unknown, `${path}[${index}]`));
}

function single(field: Field, json: unknown, unknown: string[], path: string): unknown {
  const { resolvedType } = field;
  if (resolvedType instanceof Enum) return expectThat(Number.isInteger(json), json, path, field);
  if (resolvedType !== null) return fromJson(resolvedType, json, unknown, path);
  return scalar(field, json, path);
}

function scalar(field: Field, json: unknown, path: string): unknown {
  const { type, name } = field;
  if (type === 'bytes') return bytesOf(name, json, path);
  if (FLOATS.includes(type)) return floatOf(field, json, path);
  if (LONGS.includes(type)) return expectThat(isLong(json), json, path, field);
  if (type === 'string' || type === 'bool') {
    const wanted = type === 'string' ? 'string' : 'boolean';
    return expectThat(typeof json === wanted, json, path, field);
  }
  return expectThat(Number.isInteger(json), json, path, field);
}

function isLong(json: unknown): boolean {
  return Number.isSafeInteger(json) || (typeof json === 'string' && /^-?\d{1,20}$/.test(json));
}

function floatOf(field: Field, json: unknown, path: string): unknown {
  if (typeof json === 'string') {
    expectThat(SPECIAL_FLOATS.includes(json), json, path, field);
    return Number(json);
  }
  return expectThat(typeof json === 'number', json, path, field);
}

function bytesOf(name: string, json: unknown, path: string): Buffer {
  const idLength = ID_LENGTHS[name];
  if (typeof json !== 'string') throw new TypeError(`${path} is no text`);
  if (idLength === undefined) return base64Of(json, path);
  if (json !== '' && (json.length !== idLength || !/^[\da-f]+$/i.test(json))) {
    throw new TypeError(`${path} is no id of ${idLength} hex digits`);
  }
  return Buffer.from(json, 'hex');
}

function base64Of(text: string, path: string): Buffer {
  if (!/^[\w+/-]*={0,2}$/.test(text)) throw new TypeError(`${path} is no base64`);
  return Buffer.from(text, 'base64');
}

function expectThat(isRight: boolean, json: unknown, path: string, { type }: Field): unknown {
  if (!isRight) throw new TypeError(`${path} is no ${type}: ${JSON.stringify(json)}`);
  return json;
}
