import type { Attributes, HrTime } from '@opentelemetry/api';
import type { Writer } from 'protobufjs/minimal';
import { FIELDS } from './protobuf-fields.js';
import { tag } from './protobuf-frame.js';

export const VARINT = 0;
export const BITS_64 = 1;

const NANOSECONDS = 1_000_000_000n;
const LOW_BITS = 0xffff_ffffn;

/** A time as 64 bits of nanoseconds. */
export function writeTime(writer: Writer, field: number, [seconds, nanoseconds]: HrTime): void {
  const all = BigInt(seconds) * NANOSECONDS + BigInt(nanoseconds);
  const bits = { low: Number(all & LOW_BITS), high: Number(all >> 32n), unsigned: true };
  writer.uint32(tag(field, BITS_64)).fixed64(bits as Parameters<Writer['fixed64']>[0]);
}

export function writeDouble(writer: Writer, field: number, value: number | undefined): void {
  if (value !== undefined) writer.uint32(tag(field, BITS_64)).double(value);
}

export function writeCount(writer: Writer, field: number, count: number): void {
  writer.uint32(tag(field, BITS_64)).fixed64(count);
}

export function writeText(writer: Writer, field: number, text: string | undefined): void {
  if (text !== undefined && text !== '') writeString(writer, field, text);
}

/** Half of a surrogate pair is no text; some collectors would refuse the whole message for it. */
function writeString(writer: Writer, field: number, text: string): void {
  writer.uint32(tag(field)).string(text.toWellFormed());
}

/** Attributes as OTLP has them: a list of pairs. */
export function writeAttributes(writer: Writer, field: number, attributes: Attributes): void {
  for (const [key, value] of Object.entries(attributes)) {
    writer.uint32(tag(field)).fork();
    writeText(writer, FIELDS.KeyValue.key, key);
    writeValue(writer, FIELDS.KeyValue.value, value);
    writer.ldelim();
  }
}

function writeValue(writer: Writer, field: number, value: unknown): void {
  const { string_value, bool_value, array_value } = FIELDS.AnyValue;
  writer.uint32(tag(field)).fork();
  if (typeof value === 'string') writeString(writer, string_value, value);
  else if (typeof value === 'boolean') writer.uint32(tag(bool_value, VARINT)).bool(value);
  else if (typeof value === 'number') writeNumber(writer, value);
  else if (Array.isArray(value)) writeArray(writer, array_value, value);
  writer.ldelim();
}

function writeNumber(writer: Writer, value: number): void {
  const { int_value, double_value } = FIELDS.AnyValue;
  if (Number.isSafeInteger(value)) writer.uint32(tag(int_value, VARINT)).int64(value);
  else writer.uint32(tag(double_value, BITS_64)).double(value);
}

function writeArray(writer: Writer, field: number, values: readonly unknown[]): void {
  writer.uint32(tag(field)).fork();
  for (const value of values) writeValue(writer, FIELDS.ArrayValue.values, value);
  writer.ldelim();
}
