import type { Attributes } from '@opentelemetry/api';

/**
 * One string for one set of attributes, whatever their order. Each part is told with its length and
 * its type, so that no two sets share a key.
 */
export function attributesKey(attributes: Attributes): string {
  const keys = Object.keys(attributes);
  if (keys.length > 1) keys.sort();
  let text = '';
  for (const key of keys) text += `${key.length}:${key}${valueKey(attributes[key])}`;
  return text;
}

function valueKey(value: unknown): string {
  if (typeof value === 'string') return `s${value.length}:${value}`;
  if (typeof value === 'number' || typeof value === 'boolean') return `${typeof value}${value};`;
  const json = JSON.stringify(value) ?? '';
  return `j${json.length}:${json}`;
}
