import type { Context } from '@opentelemetry/api';
import type { RecordingSeries } from './recording.js';

/** Cuts the fraction off for instruments whose value type is INT, as the SDK does. */
export class IntegerSeries implements RecordingSeries {
  readonly #series: RecordingSeries;

  constructor(series: RecordingSeries) {
    this.#series = series;
  }

  add(value: number, context?: Context): void {
    this.#series.add(Math.trunc(value), context);
  }

  record(value: number, context?: Context): void {
    this.#series.record(Math.trunc(value), context);
  }

  end(): void {
    this.#series.end();
  }
}
