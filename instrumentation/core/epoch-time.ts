/** A time in milliseconds since the epoch, told as a number or as text. */
export function millisecondsOf(value: unknown): number | undefined {
  const time = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof time === 'number' && Number.isFinite(time) && time > 0 ? time : undefined;
}
