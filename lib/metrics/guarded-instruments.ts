import type { Attributes, Context, Counter, Histogram } from '@opentelemetry/api';
import { labelsOf } from './attributes.js';
import type { DropCounter } from './drop-counter.js';
import { isFiniteNumber } from './drop-counter.js';
import type { ExemplarReservoir } from './exemplars.js';
import type { MetricDefinition } from './metric-definition.js';
import { SeriesLimiter } from './series-limiter.js';

/** The part that every synchronous instrument shares: bad values out, labels clean, never a throw. */
abstract class GuardedInstrument {
  readonly #definition: MetricDefinition;
  readonly #drops: DropCounter;
  readonly #limiter: SeriesLimiter;

  constructor(definition: MetricDefinition, drops: DropCounter) {
    this.#definition = definition;
    this.#drops = drops;
    this.#limiter = new SeriesLimiter(definition);
  }

  protected guard(
    value: number,
    attributes: Attributes | undefined,
    write: (labels: Attributes) => void,
  ): void {
    const { name } = this.#definition;
    this.#drops.guard(name, () => {
      if (!isFiniteNumber(value)) return this.#drops.drop(name, 'not_finite');
      if (value < 0) return this.#drops.drop(name, 'negative');
      write(this.#limiter.admit(labelsOf(this.#definition, attributes)));
    });
  }
}

/** An OpenTelemetry counter of the catalogue; drops and counts values that no counter can take. */
export class GuardedCounter extends GuardedInstrument implements Counter {
  readonly #counter: Counter;
  readonly #exemplars: ExemplarReservoir;

  constructor(
    counter: Counter,
    definition: MetricDefinition,
    drops: DropCounter,
    exemplars: ExemplarReservoir,
  ) {
    super(definition, drops);
    this.#counter = counter;
    this.#exemplars = exemplars;
  }

  add(value: number, attributes?: Attributes, context?: Context): void {
    this.guard(value, attributes, (labels) => {
      this.#counter.add(value, labels, context);
      // A zero makes a series, it is no example of what the series counts.
      if (value > 0) this.#exemplars.note(value, labels, context);
    });
  }
}

/** An OpenTelemetry histogram of the catalogue; drops and counts values it cannot take. */
export class GuardedHistogram extends GuardedInstrument implements Histogram {
  readonly #histogram: Histogram;
  readonly #exemplars: ExemplarReservoir;

  constructor(
    histogram: Histogram,
    definition: MetricDefinition,
    drops: DropCounter,
    exemplars: ExemplarReservoir,
  ) {
    super(definition, drops);
    this.#histogram = histogram;
    this.#exemplars = exemplars;
  }

  record(value: number, attributes?: Attributes, context?: Context): void {
    this.guard(value, attributes, (labels) => {
      this.#histogram.record(value, labels, context);
      this.#exemplars.note(value, labels, context);
    });
  }
}
