import type { Context } from '@opentelemetry/api';
import type { RecordingSeries, ValueRules } from './recording.js';
import { isTaken } from './recording.js';

/** Cuts the fraction off for instruments whose value type is INT, as the SDK does. */
export class IntegerSeries implements RecordingSeries {
  readonly #series: RecordingSeries;
  readonly #rules: ValueRules;

  constructor(series: RecordingSeries, rules: ValueRules) {
    this.#series = series;
    this.#rules = rules;
  }

  /** What is taken is decided by the value as it was given. */
  add(value: number, context?: Context): void {
    if (isTaken(value, this.#rules)) this.#series.add(Math.trunc(value), context);
    else this.#rules.refuse(value);
  }

  record(value: number, context?: Context): void {
    this.add(value, context);
  }

  end(): void {
    this.#series.end();
  }
}
