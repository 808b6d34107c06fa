import { report } from '../diagnostics/report.js';
import type { MetricDefinition } from './metric-definition.js';

/** Says once that a metric has as many label sets as it may have. */
export class OverflowWarning {
  readonly #definition: MetricDefinition;
  readonly #limit: number;
  #isSaid = false;

  constructor(definition: MetricDefinition, limit: number) {
    this.#definition = definition;
    this.#limit = limit;
  }

  say(): void {
    if (this.#isSaid) return;
    this.#isSaid = true;
    report(
      `${this.#definition.name} has reached ${this.#limit} label sets; further ones are counted in its overflow series`,
    );
  }
}
