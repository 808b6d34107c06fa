import type { ExponentialHistogram } from '@opentelemetry/sdk-metrics';
import { exemplarsOfSeries } from '../../meter/reading/series-exemplars.js';
import { hasSum } from './family.js';
import { exponentialWriter } from './histogram.js';
import type { StreamContext, StreamWriter } from './stream-writer.js';

/** Writes exponential histograms, which have one bucket here, as it is done with collected ones. */
export function streamExponentialWriter(context: StreamContext): StreamWriter {
  const { stream, out } = context;
  const { aggregation } = stream;
  const sums = hasSum(stream);
  return (series, { cells, offset }, labels) => {
    const exemplars = { of: () => exemplarsOfSeries(stream, series) };
    const { attributes, startTime } = series;
    const value = aggregation.value(cells, offset, sums) as ExponentialHistogram;
    const point = { attributes, startTime, endTime: startTime, value };
    out.text(exponentialWriter({ ...context, exemplars })(point, labels.text()));
  };
}
