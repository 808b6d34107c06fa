const UNIT_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
};
const PART = /(\d+)(ms|[smhdwy])/g;

/** Whether a text is a duration as Prometheus and Alertmanager write them, such as `1h30m`. */
export const isDuration = (text: string): boolean => /^(?:\d+(?:ms|[smhdwy]))+$/.test(text);

/** Milliseconds of a duration. */
export function milliseconds(duration: string): number {
  if (!isDuration(duration)) throw new Error(`${duration} is no duration`);
  let sum = 0;
  for (const [, count, unit = ''] of duration.matchAll(PART)) {
    sum += Number(count) * (UNIT_MS[unit] ?? 0);
  }
  return sum;
}

/** A duration divided by a factor; one that stays as long as it was keeps its spelling. */
export function divided(duration: string, factor: number): string {
  const before = milliseconds(duration);
  const after = Math.round(before / factor);
  if (before > 0 && after < 1)
    throw new Error(`${duration} is too short to be divided by ${factor}`);
  return after === before ? duration : `${after}ms`;
}
