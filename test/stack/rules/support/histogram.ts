import type { Labels } from './rule-case.js';
import { series } from './rule-case.js';
import { ramp } from './series.js';

/** By upper bound, how many more with each scrape are at most that. */
type Growth = Readonly<Record<string, number>>;

/**
 * Bucket series that grow one way for a while and then another way; the buckets of all parts have
 * the same bounds.
 */
export function buckets(
  metric: string,
  labels: Labels,
  ...parts: readonly (readonly [growth: Growth, duration: string, scrapes: number])[]
): Record<string, string[]> {
  const bounds = Object.keys(parts[0]?.[0] ?? {});
  return Object.fromEntries(
    bounds.map((le) => {
      let from = 0;
      const texts = parts.map(([growth, duration, scrapes]) => {
        const text = ramp(from, growth[le] ?? 0, duration);
        from += (growth[le] ?? 0) * scrapes;
        return text;
      });
      return [series(`${metric}_bucket`, { ...labels, le }), texts];
    }),
  );
}
