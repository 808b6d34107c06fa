const BYTES = 8;
const HIGH = 2 ** 32;

/** Counts as repeated fixed64, which takes a third of the time that writing each of them would. */
export function packedCounts(counts: readonly number[]): Buffer {
  const packed = Buffer.allocUnsafe(counts.length * BYTES);
  let at = 0;
  for (const count of counts) {
    at = packed.writeUInt32LE(count % HIGH, at);
    at = packed.writeUInt32LE(Math.floor(count / HIGH), at);
  }
  return packed;
}

const known = new WeakMap<readonly number[], Buffer>();

/** The bounds of a histogram, which are the same array for all of its series, as repeated double. */
export function packedDoubles(values: readonly number[]): Buffer {
  let packed = known.get(values);
  if (packed === undefined) {
    packed = Buffer.allocUnsafe(values.length * BYTES);
    for (const [index, value] of values.entries()) packed.writeDoubleLE(value, index * BYTES);
    known.set(values, packed);
  }
  return packed;
}
