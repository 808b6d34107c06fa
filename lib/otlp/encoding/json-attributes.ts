import type { Attributes } from '@opentelemetry/api';
import { jsonInteger } from './json-values.js';

/** A value of any kind, by the name of its kind. */
type JsonValue = { readonly [kind: string]: unknown };

/** Attributes as OTLP has them: a list of pairs. */
export function jsonAttributes(attributes: Attributes): { key: string; value: JsonValue }[] {
  return Object.entries(attributes).map(([key, value]) => ({
    key: key.toWellFormed(),
    value: jsonValue(value),
  }));
}

function jsonValue(value: unknown): JsonValue {
  switch (typeof value) {
    case 'string':
      return { stringValue: value.toWellFormed() };
    case 'boolean':
      return { boolValue: value };
    case 'number':
      return jsonNumber(value);
    default:
      return Array.isArray(value) ? { arrayValue: { values: value.map(jsonValue) } } : {};
  }
}

function jsonNumber(value: number): JsonValue {
  if (Number.isSafeInteger(value)) return { intValue: jsonInteger(value) };
  return { doubleValue: Number.isFinite(value) ? value : String(value) };
}
