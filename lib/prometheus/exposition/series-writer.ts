import type { HrTime } from '@opentelemetry/api';
import type { DataPoint } from '@opentelemetry/sdk-metrics';
import type { ExemplarSource } from '../../meter/exemplars/exemplar.js';
import { secondsText } from './numbers.js';
import type { TextFormat } from './text-format.js';

/** The text of one series, all of its samples; `labels` as they stand between braces. */
export type SeriesWriter<Value> = (point: DataPoint<Value>, labels: string) => string;

/** What the series of one instrument are written with. */
export interface SeriesContext {
  /** The family's name. */
  readonly name: string;
  readonly format: TextFormat;
  /** Whether the time that a series began is written. */
  readonly hasCreated: boolean;
  readonly exemplars: ExemplarSource | undefined;
}

export function braced(labels: string): string {
  return labels === '' ? '' : `{${labels}}`;
}

export function createdLine(name: string, labels: string, startTime: HrTime): string {
  return `${name}_created${labels} ${secondsText(startTime)}\n`;
}
