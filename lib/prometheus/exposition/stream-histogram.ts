import type { ExplicitHistogramAggregation } from '../../meter/aggregation/explicit-histogram.js';
import { exemplarsOfSeries } from '../../meter/reading/series-exemplars.js';
import { hasSum } from './family.js';
import { bucketsOf, newestWithin, showsTotals } from './histogram.js';
import { SampleLine } from './sample-line.js';
import type { StreamContext, StreamWriter } from './stream-writer.js';
import { createdWriter, NEWLINE } from './stream-writer.js';
import type { TextRange } from './text-bytes.js';

/** Writes the buckets of a series. @returns the count of all */
type BucketWriter = (...series: Parameters<StreamWriter>) => number;

/** Writes histograms with explicit buckets straight from their cells. */
export function streamHistogramWriter(context: StreamContext): StreamWriter {
  const { buckets: sumAt } = context.stream.aggregation as ExplicitHistogramAggregation;
  const sums = hasSum(context.stream);
  const writeBuckets = bucketWriter(context);
  const writeTotals = totalsWriter(context);
  const writeCreated = createdWriter(context);
  return (series, total, labels) => {
    const count = writeBuckets(series, total, labels);
    writeTotals(sums ? total.cells[total.offset + sumAt] : undefined, count, labels);
    writeCreated(series.startTime, labels);
  };
}

function bucketWriter({ name, format, out, stream }: StreamContext): BucketWriter {
  const buckets = bucketsOf(boundariesOf(stream), format).map((bucket) => ({
    ...bucket,
    line: new SampleLine(`${name}_bucket`, bucket.label),
  }));
  return (series, { cells, offset }, labels) => {
    const kept = series.exemplars && exemplarsOfSeries(stream, series);
    let count = 0;
    let index = 0;
    let lower = Number.NEGATIVE_INFINITY;
    for (const bucket of buckets) {
      const below = count;
      for (; index <= bucket.index; index += 1) count += cells[offset + index] ?? 0;
      bucket.line.begin(out, labels);
      out.number(count);
      if (kept !== undefined && count > below) {
        out.text(format.exemplar(newestWithin(kept, lower, bucket.bound)));
      }
      out.character(NEWLINE);
      lower = bucket.bound;
    }
    return count;
  };
}

function totalsWriter({ name, format, out, stream }: StreamContext) {
  const [sumLine, countLine] = [new SampleLine(`${name}_sum`), new SampleLine(`${name}_count`)];
  const boundaries = boundariesOf(stream);
  const write = (line: SampleLine, value: number, labels: TextRange): void => {
    line.begin(out, labels);
    out.number(value);
    out.character(NEWLINE);
  };
  return (sum: number | undefined, count: number, labels: TextRange): void => {
    if (!showsTotals(format, sum, boundaries)) return;
    if (sum !== undefined) write(sumLine, sum, labels);
    write(countLine, count, labels);
  };
}

function boundariesOf({ aggregation }: StreamContext['stream']): readonly number[] {
  return (aggregation as ExplicitHistogramAggregation).description.boundaries;
}
