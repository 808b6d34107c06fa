/** Further off than this is an old state told anew, or no clock worth comparing with. */
const PLAUSIBLE_MS = 60 * 1000;

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
  const { event, data, result } = message;
  return nestedTime(event, now) ?? nestedTime(data, now) ?? nestedTime(result, now);
}

/** Objects inside a message may carry the event time instead of the message itself. */
function nestedTime(value: unknown, now: number): number | undefined {
  const nested: unknown = Array.isArray(value) ? value[0] : value;
  return isRecord(nested) ? timeIn(nested, now) : undefined;
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

/** Where exchanges put the event time, as some of them call it. */
interface Timed {
  readonly E?: unknown;
  readonly ts?: unknown;
  readonly timestamp?: unknown;
  readonly time_ms?: unknown;
  readonly time?: unknown;
  readonly sendTime?: unknown;
  readonly createTime?: unknown;
  readonly creationTime?: unknown;
  readonly pTime?: unknown;
  readonly uTime?: unknown;
}

/**
 * The most usual names first; some tell `time` in whole seconds. The last ones are those of Bybit's
 * private topics, OKX's positions, OKX's orders and balances. Each name is spelled where it is read:
 * to look up many names at one place takes several times as long.
 */
function timeIn(record: Timed, now: number): number | undefined {
  return (
    timeOf(record.E, now) ??
    timeOf(record.ts, now) ??
    timeOf(record.timestamp, now) ??
    timeOf(record.time_ms, now) ??
    timeOf(record.time, now) ??
    timeOf(record.sendTime, now) ??
    timeOf(record.createTime, now) ??
    timeOf(record.creationTime, now) ??
    timeOf(record.pTime, now) ??
    timeOf(record.uTime, now)
  );
}

function timeOf(value: unknown, now: number): number | undefined {
  return value === undefined ? undefined : plausibleTime(toNumber(value), now);
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
