/** Further off than this is an old state told anew, or no clock worth comparing with. */
const PLAUSIBLE_MS = 60 * 1000;

/** Where exchanges put the event time, the most usual names first. Some tell `time` in whole seconds. */
const TIME_KEYS = [
  'E',
  'ts',
  'timestamp',
  'time_ms',
  'time',
  'sendTime',
  'createTime',
  // Bybit's private topics, OKX's positions, OKX's orders and balances.
  'creationTime',
  'pTime',
  'uTime',
] as const;

/** Objects inside a message that may carry the event time instead of the message itself. */
const NESTED_KEYS = ['event', 'data', 'result'] as const;

/**
 * The exchange's event time of a parsed WebSocket message, in milliseconds since the epoch.
 * Understands seconds, milliseconds, microseconds, nanoseconds and ISO 8601 text. Undefined where
 * the message carries none, or one that is more than a minute off `now`, and for snapshots: what
 * they hold happened before anybody listened.
 */
export function eventTimeOf(message: unknown, now: number): number | undefined {
  if (!isRecord(message)) return undefined;
  const own = timeIn(message, now);
  if (own !== undefined || isSnapshot(message)) return own;
  for (const key of NESTED_KEYS) {
    const value = message[key];
    const nested: unknown = Array.isArray(value) ? value[0] : value;
    const time = isRecord(nested) ? timeIn(nested, now) : undefined;
    if (time !== undefined) return time;
  }
  return undefined;
}

/** Only the items inside are old; a time of the snapshot message itself is the time it was sent. */
function isSnapshot(message: Record<string, unknown>): boolean {
  const { action, type, eventType, isSnapshot: marked } = message;
  return (
    marked === true || tellsSnapshot(action) || tellsSnapshot(type) || tellsSnapshot(eventType)
  );
}

function tellsSnapshot(word: unknown): boolean {
  return word === 'snapshot' || word === 'partial';
}

function timeIn(record: Record<string, unknown>, now: number): number | undefined {
  for (const key of TIME_KEYS) {
    const time = plausibleTime(toNumber(record[key]), now);
    if (time !== undefined) return time;
  }
  return undefined;
}

function toNumber(value: unknown): number {
  if (typeof value === 'string') return value.includes('T') ? Date.parse(value) : Number(value);
  return typeof value === 'number' ? value : Number.NaN;
}

/**
 * A time since the epoch in seconds, milliseconds, microseconds or nanoseconds, as milliseconds;
 * undefined where it is more than a minute off `now`.
 */
export function plausibleTime(value: number, now: number): number | undefined {
  const time = fromEpoch(value);
  return time !== undefined && Math.abs(now - time) <= PLAUSIBLE_MS ? time : undefined;
}

/** Tells the unit by its magnitude: until the year 5138 milliseconds stay below 1e14. */
function fromEpoch(value: number): number | undefined {
  if (!Number.isFinite(value) || value <= 0) return undefined;
  if (value < 1e11) return value * 1000;
  if (value < 1e14) return value;
  return value < 1e17 ? value / 1000 : value / 1e6;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
