import type { ParsedFamily } from '../../support/exposition/parse-exposition.js';
import type { Series } from '../../support/otlp/prometheus-series.js';
import { keyOf } from '../../support/otlp/prometheus-series.js';
import type { Permission } from './permitted.js';
import { PERMITTED } from './permitted.js';

/** A push, and the scrapes of the same quiet process before and after it. */
export interface BothPaths {
  readonly before: readonly Series[];
  readonly pushed: readonly Series[];
  readonly after: readonly Series[];
}

/** The series of a scrape. */
export function seriesOfScrape(families: readonly ParsedFamily[]): Series[] {
  return families.flatMap(({ samples }) => samples.map(withPlainBound));
}

/** OpenMetrics wants `le="5.0"`, the text has `le="5"` as OTLP receivers store it. */
function withPlainBound({ name, labels, value }: Series): Series {
  const { le } = labels;
  if (le === undefined || le === '+Inf') return { name, labels, value };
  return { name, labels: { ...labels, le: String(Number(le)) }, value };
}

/**
 * What differs beyond what is permitted, a line each; none where the paths tell the same. A value of
 * the push has to be the one of both scrapes; where these differ, because time has passed, it has to
 * lie between them.
 */
export function differences(
  paths: BothPaths,
  permitted: readonly Permission[] = PERMITTED,
): string[] {
  const before = byKey(paths.before, permitted);
  const pushed = byKey(paths.pushed, permitted);
  const after = byKey(paths.after, permitted);
  return [
    ...missing(before, pushed, 'scraped and not pushed'),
    ...missing(pushed, before, 'pushed and not scraped'),
    ...missing(before, after, 'not scraped again'),
    ...missing(after, before, 'scraped only afterwards'),
    ...[...pushed].flatMap(([key, series]) => {
      const first = before.get(key);
      const second = after.get(key);
      if (first === undefined || second === undefined) return [];
      return valueDifference(key, [first.value, series.value, second.value], permitted);
    }),
  ];
}

/** How many series were compared, and how many of them had one and the same value all three times. */
export function compared(paths: BothPaths): { readonly series: number; readonly same: number } {
  const [before, pushed, after] = [paths.before, paths.pushed, paths.after].map((series) =>
    byKey(series, PERMITTED),
  );
  const same = [...(pushed ?? [])].filter(
    ([key, { value }]) => before?.get(key)?.value === value && after?.get(key)?.value === value,
  );
  return { series: pushed?.size ?? 0, same: same.length };
}

function byKey(all: readonly Series[], permitted: readonly Permission[]): Map<string, Series> {
  const labels = permitted.flatMap(({ label }) => label ?? []);
  const series = new Map<string, Series>();
  for (const each of all) {
    const ofName = permitted.find((permission) => permission.series?.name === each.name);
    const left = [...labels, ...(ofName?.series?.without ?? [])];
    const key = keyOf({ name: each.name, labels: without(each.labels, left) });
    if (series.has(key)) throw new Error(`twice: ${key}`);
    series.set(key, each);
  }
  return series;
}

function without(
  labels: Readonly<Record<string, string>>,
  left: readonly string[],
): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter(([label]) => !left.includes(label)));
}

function missing(from: Map<string, Series>, to: Map<string, Series>, what: string): string[] {
  return [...from.keys()].filter((key) => !to.has(key)).map((key) => `${what}: ${key}`);
}

function valueDifference(
  key: string,
  [before, pushed, after]: readonly [number, number, number],
  permitted: readonly Permission[],
): string[] {
  const name = key.replace(/\{.*/s, '');
  if (permitted.some(({ values }) => values === name)) {
    return Number.isFinite(pushed) ? [] : [`no number: ${key} ${pushed}`];
  }
  const isBetween = pushed >= Math.min(before, after) && pushed <= Math.max(before, after);
  return isBetween ? [] : [`another value: ${key} ${before}, pushed ${pushed}, then ${after}`];
}
