import type { ExponentialHistogram, Histogram } from '@opentelemetry/sdk-metrics';
import type { PointValue } from '../../meter/aggregation/aggregation.js';

/**
 * What has been added since `before`; undefined for nothing. Neither value is changed. Smallest and
 * largest value are left out: of the time in between nobody knows them.
 */
export function subtract(now: PointValue, before: PointValue): PointValue | undefined {
  if (typeof now === 'number') {
    const difference = now - (before as number);
    return difference === 0 ? undefined : difference;
  }
  if (now.count === (before as Histogram).count) return undefined;
  return 'buckets' in now
    ? subtractHistogram(now, before as Histogram)
    : subtractExponential(now, before as ExponentialHistogram);
}

function subtractHistogram(now: Histogram, before: Histogram): Histogram {
  const { boundaries, counts } = now.buckets;
  return {
    ...differences(now, before),
    buckets: {
      boundaries,
      counts: counts.map((count, bucket) => count - (before.buckets.counts[bucket] ?? 0)),
    },
  };
}

function subtractExponential(
  now: ExponentialHistogram,
  before: ExponentialHistogram,
): ExponentialHistogram {
  // The scale never rises, so that what was before is at most finer. Of zeros alone there is none.
  const shift = Math.max(0, before.scale - now.scale);
  return {
    ...differences(now, before),
    scale: now.scale,
    zeroCount: now.zeroCount - before.zeroCount,
    positive: subtractBuckets(now.positive, before.positive, shift),
    negative: subtractBuckets(now.negative, before.negative, shift),
  };
}

function differences(now: Statistics, before: Statistics): Statistics {
  const count = now.count - before.count;
  return now.sum === undefined ? { count } : { count, sum: now.sum - (before.sum ?? 0) };
}

interface Statistics {
  readonly count: number;
  readonly sum?: number;
}

type Buckets = ExponentialHistogram['positive'];

function subtractBuckets(now: Buckets, before: Buckets, shift: number): Buckets {
  const bucketCounts = [...now.bucketCounts];
  for (const [index, count] of before.bucketCounts.entries()) {
    const bucket = ((before.offset + index) >> shift) - now.offset;
    bucketCounts[bucket] = (bucketCounts[bucket] ?? 0) - count;
  }
  return { offset: now.offset, bucketCounts };
}
