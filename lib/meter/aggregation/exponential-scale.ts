/** The finest scale; each one less doubles the width of a bucket. */
export const FINEST_SCALE = 20;

const SMALLEST_NORMAL = 2 ** -1022;
const SMALLEST_EXPONENT = -1022;
const LARGEST_EXPONENT = 1023;
const bits = new DataView(new ArrayBuffer(8));

/**
 * The bucket of a positive number at a scale: the one whose upper bound, `2 ** (2 ** -scale)` to the
 * power of the index plus one, is the first that is not below it. Numbers below the smallest normal
 * one count as that.
 * @see https://opentelemetry.io/docs/specs/otel/metrics/data-model/#exponentialhistogram
 */
export function bucketIndex(value: number, scale: number): number {
  return scale > 0 ? byLogarithm(value, scale) : byExponent(value, -scale);
}

function byLogarithm(value: number, scale: number): number {
  if (value <= SMALLEST_NORMAL) return SMALLEST_EXPONENT * 2 ** scale - 1;
  if (isPowerOfTwo(value)) return exponentOf(value) * 2 ** scale - 1;
  const index = Math.floor(Math.log(value) * (Math.LOG2E * 2 ** scale));
  return Math.min(index, (LARGEST_EXPONENT + 1) * 2 ** scale - 1);
}

function byExponent(value: number, shift: number): number {
  if (value < SMALLEST_NORMAL) return (SMALLEST_EXPONENT >> shift) - (shift < 2 ? 1 : 0);
  // A power of two is the upper bound of the bucket below.
  return (exponentOf(value) - (isPowerOfTwo(value) ? 1 : 0)) >> shift;
}

function exponentOf(value: number): number {
  bits.setFloat64(0, value);
  return ((bits.getUint32(0) & 0x7ff00000) >> 20) - 1023;
}

function isPowerOfTwo(value: number): boolean {
  bits.setFloat64(0, value);
  return (bits.getUint32(0) & 0xfffff) === 0 && bits.getUint32(4) === 0;
}
