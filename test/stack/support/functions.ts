/**
 * The functions of the documented queries, written a second time from Prometheus's description of
 * them and from raw samples, so that its answers have something to be compared with.
 */
import type { Point } from './prometheus-api.js';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;

export interface Window {
  readonly end: number;
  readonly length: number;
}

/**
 * Newer servers look at the zero point of a counter after the threshold and not before it. The two
 * differ only where the zero point is within about one interval of the first sample.
 */
export type ZeroPoint = 'before threshold' | 'after threshold';

/** `delta()`: the change of a gauge over a window, extrapolated to its edges. */
export function delta(points: readonly Point[], window: Window): number {
  return change(points) * factor(points, window, Number.POSITIVE_INFINITY, 'before threshold');
}

/** `increase()`: as `delta()`, with each fall taken for a restart from zero, and never below zero. */
export function increase(
  points: readonly Point[],
  window: Window,
  zeroPoint: ZeroPoint = 'before threshold',
): number {
  const [first, last] = ends(points);
  const resets = points
    .slice(1)
    .map((point, index) => (point.value < (points[index]?.value ?? 0) ? points[index]?.value : 0))
    .reduce<number>((sum, lost) => sum + (lost ?? 0), 0);
  const risen = change(points) + resets;
  const secondsToZero =
    risen > 0 ? (last.at - first.at) * (first.value / risen) : Number.POSITIVE_INFINITY;
  return risen * factor(points, window, secondsToZero, zeroPoint);
}

/** `rate()`: `increase()` a second. */
export function rate(points: readonly Point[], window: Window, zeroPoint?: ZeroPoint): number {
  return increase(points, window, zeroPoint) / (window.length / SECOND);
}

/** `avg_over_time()` */
export function average(points: readonly Point[]): number {
  return points.reduce((sum, { value }) => sum + value, 0) / points.length;
}

/** A bucket of a histogram: its upper bound and what is in it and below it. */
export interface Bucket {
  readonly bound: number;
  readonly value: number;
}

/** `histogram_quantile()` */
export function quantile(q: number, unsorted: readonly Bucket[]): number {
  const buckets = neverFalling([...unsorted].sort((a, b) => a.bound - b.bound));
  const rank = q * (buckets.at(-1)?.value ?? 0);
  let below: Bucket = { bound: 0, value: 0 };
  for (const bucket of buckets) {
    if (bucket.bound === Number.POSITIVE_INFINITY) break;
    if (bucket.value >= rank) {
      const share = (rank - below.value) / (bucket.value - below.value);
      return below.bound + (bucket.bound - below.bound) * share;
    }
    below = bucket;
  }
  return below.bound;
}

/** Extrapolation differs from bucket to bucket, so a higher one can come out lower. */
function neverFalling(buckets: readonly Bucket[]): Bucket[] {
  let highest = 0;
  return buckets.map(({ bound, value }) => {
    highest = Math.max(highest, value);
    return { bound, value: highest };
  });
}

function ends(points: readonly Point[]): readonly [Point, Point] {
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined || first === last) {
    throw new Error('a change takes two samples');
  }
  return [first, last];
}

function change(points: readonly Point[]): number {
  const [first, last] = ends(points);
  return last.value - first.value;
}

/** How much longer than the samples the extrapolation is. */
function factor(
  points: readonly Point[],
  { end, length }: Window,
  toZero: number,
  zeroPoint: ZeroPoint,
): number {
  const [first, last] = ends(points);
  const sampled = last.at - first.at;
  const interval = sampled / (points.length - 1);
  const reach = (distance: number): number => (distance < interval * 1.1 ? distance : interval / 2);
  const toStart = first.at - (end - length);
  const before =
    zeroPoint === 'before threshold'
      ? reach(Math.min(toStart, toZero))
      : Math.min(reach(toStart), toZero);
  return (sampled + before + reach(end - last.at)) / sampled;
}
