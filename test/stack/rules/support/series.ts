/** How often everything is scraped in the stories, unless they say otherwise. */
export const SCRAPE_SECONDS = 10;

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** `1m30s` in seconds. */
export function seconds(duration: string): number {
  return [...duration.matchAll(/(\d+)([smhd])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ''] ?? Number.NaN),
    0,
  );
}

/** How many scrapes there are in a time. */
function scrapes(duration: string): number {
  const count = seconds(duration) / SCRAPE_SECONDS;
  if (!Number.isInteger(count) || count < 1) throw new Error(`${duration} is no time of scrapes`);
  return count;
}

/** One value for a while, as promtool has it. */
export function flat(value: number | 'NaN', duration: string): string {
  return Array.from({ length: scrapes(duration) }, () => value).join(' ');
}

/**
 * From a value on, by so much with each scrape: a whole number or a fraction of a power of two, or what
 * comes after it may be less by a rounding error, which looks like a counter that began anew.
 */
export function ramp(from: number, step: number, duration: string): string {
  const sign = step < 0 ? '-' : '+';
  return `${from}${sign}${Math.abs(step)}x${scrapes(duration) - 1}`;
}

/** The series has ended: Prometheus knows at once. */
export function gone(duration: string): string {
  const left = scrapes(duration) - 1;
  return left === 0 ? 'stale' : `stale _x${left}`;
}

/** The series is not there yet, or Prometheus did not look. */
export function unseen(duration: string): string {
  return `_x${scrapes(duration)}`;
}
