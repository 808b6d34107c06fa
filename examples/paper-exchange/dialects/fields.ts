import type { Params } from '../operation.js';

/** What a client sent, as it named it. */
export type Fields = Readonly<Record<string, unknown>>;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The fields of a JSON body; none where it is no object. */
export function jsonOf(text: string): Fields {
  const value = parse(text);
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

/** The fields of a query string and of a JSON body, and the body's items where it is a list. */
export function fieldsOf(query: URLSearchParams, body: string) {
  const json = parse(body);
  const named = Object.fromEntries(query);
  return Array.isArray(json)
    ? { fields: named as Fields, list: json as readonly unknown[] }
    : { fields: { ...named, ...(json as object | undefined) } as Fields, list: [] };
}

/** A field as text; nothing where it is absent or empty. */
export function field(fields: Fields, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = fields[name];
    if (value !== undefined && value !== null && value !== '') {
      return String(value);
    }
  }
  return undefined;
}

/** Parameters without those that are missing or empty. */
export const given = (params: Readonly<Record<string, string | undefined>>): Params =>
  Object.fromEntries(
    Object.entries(params).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
