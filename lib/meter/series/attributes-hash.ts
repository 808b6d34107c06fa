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
    sum = (sum + mixed(hashOf(textOf(attributes[key]), hashOf(key, OFFSET)))) | 0;
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
  if (one === other) return true;
  if (typeof one === 'string' || typeof other === 'string') return false;
  return textOf(one) === textOf(other);
}

/** What has no text of its own is like null, as to the SDK: undefined, NaN and infinite numbers. */
function textOf(value: AttributeValue | undefined): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'null');
}

/**
 * Spreads what differs in its last bits over all of them: otherwise the sums of several hashes, whose
 * texts often differ in the last character only, would fall on a few numbers.
 * @see https://github.com/aappleby/smhasher/blob/master/src/MurmurHash3.cpp (fmix32)
 */
function mixed(hash: number): number {
  const first = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const second = Math.imul(first ^ (first >>> 13), 0xc2b2ae35);
  return second ^ (second >>> 16);
}

function hashOf(text: string, start: number): number {
  let hash = start;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), PRIME);
  }
  return hash;
}
