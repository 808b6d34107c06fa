import type { Labels, Point, Sample, Series } from './prometheus-api.js';

export type Key = (labels: Labels) => string;

/** Two series under one key would hide each other. */
function unique<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  const result: Record<string, T> = {};
  for (const [key, value] of entries) {
    if (key in result) throw new Error(`more than one series of ${key}`);
    result[key] = value;
  }
  return result;
}

/** The values of an instant vector by a key made of their labels. */
export const valuesBy = (samples: readonly Sample[], key: Key): Record<string, number> =>
  unique(samples.map(({ labels, value }) => [key(labels), value] as const));

/** The raw samples of series by a key made of their labels. */
export const pointsBy = (series: readonly Series[], key: Key): Record<string, readonly Point[]> =>
  unique(series.map(({ labels, points }) => [key(labels), points] as const));

export function mapValues<T, R>(
  record: Readonly<Record<string, T>>,
  change: (value: T, key: string) => R,
): Record<string, R> {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, change(value, key)]),
  );
}
