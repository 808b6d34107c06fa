import type { Random } from './random.js';

type Mutation = (random: Random, bytes: Buffer) => Buffer;

/** Bytes that mean something to the parsers of HTTP. */
const TELLING = ['\r', '\n', '\r\n', '\r\n\r\n', ':', ' ', '\t', '\0', '%', ',', ';', '"', '\x80'];
const LONGEST_STRETCH = 64;

const flipBit: Mutation = (random, bytes) => {
  const flipped = Buffer.from(bytes);
  const at = random.below(bytes.length);
  flipped[at] = (flipped[at] ?? 0) ^ (1 << random.below(8));
  return flipped;
};

const remove: Mutation = (random, bytes) => {
  const { from, to } = stretch(random, bytes);
  return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
};

const duplicate: Mutation = (random, bytes) => {
  const { from, to } = stretch(random, bytes);
  return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
};

const insert: Mutation = (random, bytes) => {
  const at = random.below(bytes.length + 1);
  const added = random.chance(0.5)
    ? random.bytes(1 + random.below(8))
    : Buffer.from(TELLING[random.below(TELLING.length)] ?? '', 'latin1');
  return Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at)]);
};

const splice: Mutation = (random, bytes) => {
  const { from, to } = stretch(random, bytes);
  const at = random.below(bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(from, to), bytes.subarray(at)]);
};

const truncate: Mutation = (random, bytes) => bytes.subarray(0, random.below(bytes.length));

// Cutting off comes once: it takes what the others did with it.
const MUTATIONS = [flipBit, flipBit, remove, duplicate, insert, insert, splice, truncate] as const;

/** The bytes with up to six faults; half of the time with none, so that later requests are read. */
export function mutated(random: Random, bytes: Buffer): Buffer {
  let result = bytes;
  if (random.chance(0.5)) return result;
  for (let left = 1 + random.below(6); left > 0 && result.length > 0; left -= 1) {
    result = random.pick(MUTATIONS)(random, result);
  }
  return result;
}

/** The bytes in pieces, as a network may hand them over. */
export function segmented(random: Random, bytes: Buffer): Buffer[] {
  if (random.chance(0.6)) return [bytes];
  const cuts = Array.from({ length: 1 + random.below(5) }, () => random.below(bytes.length + 1));
  const ends = [...cuts.sort((a, b) => a - b), bytes.length];
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

function stretch(random: Random, bytes: Buffer): { from: number; to: number } {
  const from = random.below(bytes.length);
  return { from, to: Math.min(bytes.length, from + 1 + random.below(LONGEST_STRETCH)) };
}
