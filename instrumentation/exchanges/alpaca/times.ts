import { fieldsOf } from '../../core/fields.js';

/**
 * A time of Alpaca's in milliseconds since the epoch: text as it sends it, a date, or the seconds and
 * nanoseconds that the 4.x line of its client unpacks. Undefined where it is none of them.
 */
export function timeOf(value: unknown): number | undefined {
  const time = typeof value === 'string' ? Date.parse(value) : timeOfObject(value);
  return Number.isFinite(time) ? time : undefined;
}

function timeOfObject(value: unknown): number {
  if (value instanceof Date) return value.getTime();
  const { epochSeconds, nanos } = fieldsOf(value);
  return Number(epochSeconds) * 1000 + Number(nanos) / 1e6;
}
