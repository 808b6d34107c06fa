import type { HrTime } from '@opentelemetry/api';

/** A time since the epoch as OpenTelemetry writes it. */
export function hrTime(milliseconds: number): HrTime {
  const seconds = Math.trunc(milliseconds / 1_000);
  return [seconds, Math.round((milliseconds % 1_000) * 1e6)];
}
