import type { Attributes, AttributeValue } from '@opentelemetry/api';

const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/**
 * A number for a set of attributes, whatever their order. Sets that differ may share one, so that
 * those of one number are compared by {@link isSameSet}; a text for each would be most of what a
 * series takes in memory.
 * @see http://www.isthe.com/chongo/tech/comp/fnv/ (FNV-1a, over UTF-16 units)
 */
export function attributesHash(attributes: Attributes): number {
  let sum = 0;
  // Added up, so that the order makes no difference.
  for (const key of Object.keys(attributes)) {
    sum = (sum + hashOf(textOf(attributes[key]), hashOf(key, OFFSET))) | 0;
  }
  return sum;
}

/** Whether two sets have the same keys with the same values. */
export function isSameSet(one: Attributes, other: Attributes): boolean {
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) return false;
  return keys.every((key) => Object.hasOwn(other, key) && isSameValue(one[key], other[key]));
}

function isSameValue(one: AttributeValue | undefined, other: AttributeValue | undefined): boolean {
  if (typeof one !== 'object' || typeof other !== 'object') return Object.is(one, other);
  return JSON.stringify(one) === JSON.stringify(other);
}

function textOf(value: AttributeValue | undefined): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

function hashOf(text: string, start: number): number {
  let hash = start;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), PRIME);
  }
  return hash;
}
