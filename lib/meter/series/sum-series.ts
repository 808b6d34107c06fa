import type { Attributes, Context } from '@opentelemetry/api';
import { hasContexts } from '../exemplars/has-contexts.js';
import type { RecordingSeries, SeriesParts, StreamRules } from './recording.js';

/** Adds up. */
export class SumSeries implements RecordingSeries {
  readonly attributes: Attributes;
  readonly #cells: Float64Array;
  readonly #offset: number;
  readonly #rules: StreamRules;

  constructor({ range, rules, attributes }: SeriesParts) {
    this.#cells = range.cells;
    this.#offset = range.offset;
    this.attributes = attributes;
    this.#rules = rules;
  }

  add(value: number, context?: Context): void {
    if (typeof value !== 'number' || !(value >= this.#rules.floor && value <= Number.MAX_VALUE)) {
      this.#rules.refuse(value);
      return;
    }
    const offset = this.#offset;
    // A negative zero would leave the mark of a series that nothing was added to.
    this.#cells[offset] = (this.#cells[offset] as number) + (value + 0);
    // A zero makes a series, it is no example of what the series counts.
    if (value > 0 && (context !== undefined || this.#rules.notesAll || hasContexts()))
      this.#rules.note(this.attributes, value, context);
  }

  record(value: number, context?: Context): void {
    this.add(value, context);
  }

  /** A sum has no end. */
  end(): void {}
}
