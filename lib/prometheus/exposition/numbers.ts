import type { HrTime } from '@opentelemetry/api';

/**
 * A sample's value; both formats take any float here, so JavaScript's shortest form will do. Only a
 * zero needs a point to keep its sign: readers take numbers without one for integers.
 */
export function numberText(value: number): string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? '-0.0' : `${value}`;
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? '+Inf' : '-Inf';
}

/**
 * A bucket's bound in the form that OpenMetrics calls canonical: as Go prints a float, and never
 * without a point or an exponent. Bounds are label values, so every client has to spell them alike.
 */
export function canonicalNumber(value: number): string {
  if (!Number.isFinite(value)) return numberText(value);
  const [digits = '', exponent = ''] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power < -4 || power >= 6) {
    return `${digits}e${power < 0 ? '-' : '+'}${`${Math.abs(power)}`.padStart(2, '0')}`;
  }
  const text = `${value}`;
  return text.includes('.') ? text : `${text}.0`;
}

/** Seconds since the epoch, to the nanosecond, which no float could hold. */
export function secondsText([seconds, nanoseconds]: HrTime): string {
  return `${seconds}.${`${nanoseconds}`.padStart(9, '0').replace(/0{1,8}$/, '')}`;
}
