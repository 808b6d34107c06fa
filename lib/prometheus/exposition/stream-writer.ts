import type { HrTime } from '@opentelemetry/api';
import type { SeriesCells } from '../../meter/aggregation/aggregation.js';
import type { SeriesState } from '../../meter/reading/series-state.js';
import type { StreamState } from '../../meter/reading/stream-state.js';
import { secondsText } from './numbers.js';
import { SampleLine } from './sample-line.js';
import type { SeriesContext } from './series-writer.js';
import type { TextBytes, TextRange } from './text-bytes.js';

/** What the series of one stream are written with, and where to. */
export interface StreamContext extends Omit<SeriesContext, 'exemplars'> {
  readonly stream: StreamState;
  readonly out: TextBytes;
}

/**
 * Writes all samples of one series from its cells.
 * @param total what all threads have recorded
 * @param labels as they stand between braces
 */
export type StreamWriter = (series: SeriesState, total: SeriesCells, labels: TextRange) => void;

export const NEWLINE = 0x0a;

/** Writes when a series began, where that is wanted. */
export function createdWriter({
  name,
  hasCreated,
  out,
}: StreamContext): (startTime: HrTime, labels: TextRange) => void {
  if (!hasCreated) return () => {};
  const line = new SampleLine(`${name}_created`);
  return (startTime, labels) => {
    line.begin(out, labels);
    out.text(`${secondsText(startTime)}\n`);
  };
}
