import type { Context } from '@opentelemetry/api';
import type { RecordingSeries, ValueRules } from './recording.js';
import { isTaken } from './recording.js';

/** The series of an instrument that several views select; with none it drops everything. */
export class JoinedSeries implements RecordingSeries {
  readonly #all: readonly RecordingSeries[];
  readonly #rules: ValueRules;

  constructor(all: readonly RecordingSeries[], rules: ValueRules) {
    this.#all = all;
    this.#rules = rules;
  }

  /** What the instrument does not take is refused once, not by each of them. */
  add(value: number, context?: Context): void {
    if (!isTaken(value, this.#rules)) this.#rules.refuse(value);
    else for (const series of this.#all) series.add(value, context);
  }

  record(value: number, context?: Context): void {
    this.add(value, context);
  }

  end(): void {
    for (const series of this.#all) series.end();
  }
}
