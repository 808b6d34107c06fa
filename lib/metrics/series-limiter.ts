import type { Attributes } from '@opentelemetry/api';
import { seriesKey } from './attributes.js';
import { CARDINALITY_LIMIT, OVERFLOW_ATTRIBUTE } from './catalogue.js';
import type { MetricDefinition } from './metric-definition.js';
import { OverflowWarning } from './overflow-warning.js';

/**
 * Keeps one metric within its limit of label sets for the life of the process. The SDK applies its
 * own limit to what was recorded since the last collection only, and a cumulative reader adds those
 * up without end; that is why the limit is held here as well.
 */
export class SeriesLimiter {
  readonly #definition: MetricDefinition;
  readonly #known = new Set<string>();
  readonly #limit: number;
  readonly #warning: OverflowWarning;

  constructor(definition: MetricDefinition, limit: number = CARDINALITY_LIMIT) {
    this.#definition = definition;
    this.#limit = limit;
    this.#warning = new OverflowWarning(definition, limit);
  }

  /** The labels themselves while there is room, the overflow series' afterwards. */
  admit(labels: Attributes): Attributes {
    const key = seriesKey(this.#definition, labels);
    if (this.#known.has(key)) return labels;
    // One place is the overflow series' own.
    if (this.#known.size < this.#limit - 1) {
      this.#known.add(key);
      return labels;
    }
    this.#warning.say();
    return { [OVERFLOW_ATTRIBUTE]: true };
  }
}
