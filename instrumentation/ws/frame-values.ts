const QUOTE = 0x22;
const DASH = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const Z = 0x5a;
/** Nanoseconds since the epoch have nineteen digits. */
const MOST_DIGITS = 19;
const MOST_FRACTION_DIGITS = 9;

/**
 * The time that stands at `at`: a number, a number in quotes, or ISO 8601 text in UTC, which becomes
 * milliseconds since the epoch. NaN where there is neither.
 */
export function timeAt(bytes: Uint8Array, at: number): number {
  const start = bytes[at] === QUOTE ? at + 1 : at;
  return bytes[start + 4] === DASH ? isoTime(bytes, start) : digits(bytes, start);
}

/** An unsigned number. */
function digits(bytes: Uint8Array, start: number): number {
  let value = 0;
  let at = start;
  for (; at < start + MOST_DIGITS; at += 1) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  if (at === start) return Number.NaN;
  return bytes[at] === POINT ? value + fraction(bytes, at + 1) : value;
}

/** The digits behind a point, as a number below 1. */
function fraction(bytes: Uint8Array, start: number): number {
  let value = 0;
  let weight = 1;
  for (let at = start; at < start + MOST_FRACTION_DIGITS; at += 1) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) break;
    weight *= 10;
    value = value * 10 + digit;
  }
  return value / weight;
}

/** `2026-11-28T19:22:35.123456Z`; NaN where it is another time zone's or no time. */
function isoTime(bytes: Uint8Array, at: number): number {
  const time = Date.UTC(
    pair(bytes, at) * 100 + pair(bytes, at + 2),
    pair(bytes, at + 5) - 1,
    pair(bytes, at + 8),
    pair(bytes, at + 11),
    pair(bytes, at + 14),
    pair(bytes, at + 17),
  );
  let end = at + 19;
  if (bytes[end] !== POINT) return bytes[end] === Z ? time : Number.NaN;
  const milliseconds = 1_000 * fraction(bytes, end + 1);
  for (end += 1; isDigit(bytes[end] ?? 0); ) end += 1;
  return bytes[end] === Z ? time + milliseconds : Number.NaN;
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte < ZERO + 10;
}

/** Two digits; NaN where they are none. */
function pair(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] ?? 0) - ZERO;
  const ones = (bytes[at + 1] ?? 0) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/** How long the word at `start` is: digits, then letters, as channels are named. */
export function wordLength(bytes: Uint8Array, start: number, most: number): number {
  let length = 0;
  while (length < most && isWordByte(bytes[start + length] ?? 0)) length += 1;
  return length;
}

function isWordByte(byte: number): boolean {
  return (
    (byte >= 0x61 && byte <= 0x7a) ||
    (byte >= 0x41 && byte <= 0x5a) ||
    isDigit(byte) ||
    byte === 0x5f
  );
}
