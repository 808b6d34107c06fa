import { ORDER } from '../aggregation/last-value.js';
import type { RecordingSeries, SeriesParts, ValueRules } from './recording.js';

/** Keeps the last value. */
export class LastValueSeries implements RecordingSeries {
  readonly #cells: Float64Array;
  readonly #offset: number;
  readonly #rules: ValueRules;
  readonly #order: Float64Array;

  /** @param order one cell that counts the recordings of all threads */
  constructor({ range, rules }: SeriesParts, order: Float64Array) {
    this.#cells = range.cells;
    this.#offset = range.offset;
    this.#rules = rules;
    this.#order = order;
  }

  record(value: number): void {
    if (typeof value !== 'number' || !(value >= this.#rules.floor && value <= Number.MAX_VALUE)) {
      this.#rules.refuse(value);
      return;
    }
    this.#set(value);
  }

  add(value: number): void {
    this.record(value);
  }

  end(): void {
    this.#set(Number.NaN);
  }

  /** Two threads that record in the same nanoseconds may take one number; neither is the later. */
  #set(value: number): void {
    const next = (this.#order[0] as number) + 1;
    this.#order[0] = next;
    this.#cells[this.#offset] = value;
    this.#cells[this.#offset + ORDER] = next;
  }
}
