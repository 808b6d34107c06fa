import type { DataPoint, ExponentialHistogram, Histogram } from '@opentelemetry/sdk-metrics';
import type { Exemplar } from '../../metrics/exemplars.js';
import { BUCKET_LABEL } from './names.js';
import { numberText } from './numbers.js';
import type { SeriesContext, SeriesWriter } from './series-writer.js';
import { braced, createdLine } from './series-writer.js';
import type { TextFormat } from './text-format.js';

/** A bucket that is written; the bounds of those before it rise up to its own. */
export interface Bucket {
  /** The last of the recorded counts that it includes. */
  readonly index: number;
  readonly bound: number;
  readonly label: string;
}

/** Smallest and largest value are not written, neither format has a place for them. */
export function histogramWriter(context: SeriesContext): SeriesWriter<Histogram> {
  let boundaries: readonly number[] | undefined;
  let buckets: readonly Bucket[] = [];
  return (point, labels) => {
    const { value } = point;
    // The series of one instrument share their boundaries, as a rule by identity.
    if (value.buckets.boundaries !== boundaries) {
      boundaries = value.buckets.boundaries;
      buckets = bucketsOf(boundaries, context.format);
    }
    return (
      bucketLines(context, point, labels, buckets) + totalLines(context, point, labels, boundaries)
    );
  };
}

/**
 * The text formats have no place for exponential buckets, and guessing at fixed ones would make
 * series that come and go with the scale; so there is only the bucket of everything.
 */
export function exponentialWriter(context: SeriesContext): SeriesWriter<ExponentialHistogram> {
  const { name, format, exemplars } = context;
  const label = bucketLabel(Infinity, format);
  return (point, labels) => {
    const { attributes, value } = point;
    const newest = newestWithin(exemplars?.of(attributes), Number.NEGATIVE_INFINITY, Infinity);
    return (
      `${bucketPrefix(name, labels)}${label}} ${value.count}${format.exemplar(newest)}\n` +
      totalLines(context, point, labels, [])
    );
  };
}

/** Bounds that do not rise would be two series of the same labels. */
export function bucketsOf(boundaries: readonly number[], format: TextFormat): Bucket[] {
  const buckets: Bucket[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const [index, bound] of boundaries.entries()) {
    if (!(bound > last) || bound === Infinity) continue;
    buckets.push({ index, bound, label: bucketLabel(bound, format) });
    last = bound;
  }
  const bound = Number.POSITIVE_INFINITY;
  buckets.push({ index: boundaries.length, bound, label: bucketLabel(bound, format) });
  return buckets;
}

function bucketLabel(bound: number, format: TextFormat): string {
  return `${BUCKET_LABEL}="${format.bound(bound)}"`;
}

function bucketPrefix(name: string, labels: string): string {
  return labels === '' ? `${name}_bucket{` : `${name}_bucket{${labels},`;
}

function bucketLines(
  { name, format, exemplars }: SeriesContext,
  { value, attributes }: DataPoint<Histogram>,
  labels: string,
  buckets: readonly Bucket[],
): string {
  const { counts } = value.buckets;
  const kept = exemplars?.of(attributes);
  const prefix = bucketPrefix(name, labels);
  let text = '';
  let index = 0;
  let below = 0;
  let lower = Number.NEGATIVE_INFINITY;
  for (const bucket of buckets) {
    let count = below;
    for (; index <= bucket.index; index += 1) count += counts[index] ?? 0;
    // Exemplars are read later than the counts; one must not show what is not counted yet.
    const newest = count > below ? newestWithin(kept, lower, bucket.bound) : undefined;
    text += `${prefix}${bucket.label}} ${count}${format.exemplar(newest)}\n`;
    below = count;
    lower = bucket.bound;
  }
  return text;
}

function totalLines(
  { name, format, hasCreated }: SeriesContext,
  { value, startTime }: DataPoint<Histogram | ExponentialHistogram>,
  labels: string,
  boundaries: readonly number[],
): string {
  const { sum, count } = value;
  const set = braced(labels);
  const created = hasCreated ? createdLine(name, set, startTime) : '';
  if (!showsTotals(format, sum, boundaries)) return created;
  const sumLine = sum === undefined ? '' : `${name}_sum${set} ${numberText(sum)}\n`;
  return `${sumLine}${name}_count${set} ${count}\n${created}`;
}

/**
 * Whether a histogram may show its sum and count. OpenMetrics takes them for counters, so where
 * values may be negative it allows no sum, and no count without one.
 */
export function showsTotals(
  format: TextFormat,
  sum: number | undefined,
  boundaries: readonly number[],
): boolean {
  return format.isLenient || ((boundaries[0] ?? 0) >= 0 && sum !== undefined && sum >= 0);
}

/** The newest exemplar above `lower` and not above `upper`. */
export function newestWithin(
  exemplars: readonly Exemplar[] | undefined,
  lower: number,
  upper: number,
): Exemplar | undefined {
  let newest: Exemplar | undefined;
  for (const exemplar of exemplars ?? []) {
    const isWithin = exemplar.value > lower && exemplar.value <= upper;
    if (isWithin && exemplar.milliseconds >= (newest?.milliseconds ?? 0)) newest = exemplar;
  }
  return newest;
}
