import type { HrTime } from '@opentelemetry/api';

const NANOSECONDS = 1_000_000_000n;

/** A time as the mapping of OTLP to JSON has it: nanoseconds, and 64 bits are written as text. */
export function jsonTime([seconds, nanoseconds]: HrTime): string {
  return (BigInt(seconds) * NANOSECONDS + BigInt(nanoseconds)).toString();
}

/** A whole number of 64 bits. */
export function jsonInteger(value: number): string {
  return Number.isSafeInteger(value) ? String(value) : BigInt(Math.trunc(value)).toString();
}

/** JSON has no numbers that are none. */
export function jsonDouble(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}
