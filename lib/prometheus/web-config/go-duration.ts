const UNITS_MS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};
const LONGEST_TEXT = 40;
const PART = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/y;

/** The milliseconds of a duration as Go writes it (`1h30m`, `1.5s`, `0`); undefined for others. */
export function goDurationMs(text: string): number | undefined {
  if (text === '0') return 0;
  if (text === '' || text.length > LONGEST_TEXT) return undefined;
  let total = 0;
  PART.lastIndex = 0;
  while (PART.lastIndex < text.length) {
    const [, amount, unit] = PART.exec(text) ?? [];
    if (amount === undefined || unit === undefined) return undefined;
    total += Number(amount) * (UNITS_MS[unit] ?? 0);
  }
  return total;
}
