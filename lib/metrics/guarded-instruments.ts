import type { Attributes, Context, Counter, Histogram } from '@opentelemetry/api';
import type { BoundCounter, BoundHistogram } from '../meter/series/recording.js';
import type { Backing, BoundMeasure } from './backing.js';
import type { DropCounter } from './drop-counter.js';
import { isFiniteNumber } from './drop-counter.js';
import type { MetricDefinition } from './metric-definition.js';
import { SeriesCache } from './series-cache.js';

/** The part that every synchronous instrument shares: bad values out, labels clean, never a throw. */
abstract class GuardedInstrument {
  readonly #definition: MetricDefinition;
  readonly #drops: DropCounter;
  readonly #series: SeriesCache<BoundMeasure>;

  constructor(backing: Backing, definition: MetricDefinition, drops: DropCounter) {
    this.#definition = definition;
    this.#drops = drops;
    this.#series = new SeriesCache(definition, (labels) => backing.bind(labels));
  }

  protected measure(value: number, attributes: Attributes | undefined, context?: Context): void {
    try {
      const known = this.#series.find(attributes);
      if (known !== undefined) known.record(value, context);
      else this.#begin(value, attributes, context);
    } catch {
      // Attributes may have getters that throw; what was thrown may hold a secret.
      this.#drops.drop(this.#definition.name, 'fault');
    }
  }

  /** What is refused makes no series. */
  #begin(value: number, attributes: Attributes | undefined, context?: Context): void {
    const { name } = this.#definition;
    if (!isFiniteNumber(value)) this.#drops.drop(name, 'not_finite');
    else if (value < 0) this.#drops.drop(name, 'negative');
    else this.#series.add(attributes).record(value, context);
  }

  /** The series of `attributes`; where they cannot be read, one that counts what it drops. */
  protected bound(attributes: Attributes | undefined): BoundMeasure {
    try {
      return this.#series.get(attributes);
    } catch {
      return { record: () => this.#drops.drop(this.#definition.name, 'fault') };
    }
  }
}

/** An OpenTelemetry counter of the catalogue; drops and counts values that no counter can take. */
export class GuardedCounter extends GuardedInstrument implements Counter {
  add(value: number, attributes?: Attributes, context?: Context): void {
    this.measure(value, attributes, context);
  }

  /**
   * The series of `attributes`, to be counted in without a look at them again; the result is the
   * same as of {@link GuardedCounter.add}.
   *
   * @example
   * const orders = instruments.orders.bind({ exchange: 'okx', symbol: 'BTC/USDT', side: 'buy', type: 'limit' });
   * orders.add(1);
   */
  bind(attributes?: Attributes): BoundCounter {
    return asCounter(this.bound(attributes));
  }
}

/** An OpenTelemetry histogram of the catalogue; drops and counts values it cannot take. */
export class GuardedHistogram extends GuardedInstrument implements Histogram {
  record(value: number, attributes?: Attributes, context?: Context): void {
    this.measure(value, attributes, context);
  }

  /** The series of `attributes`, to be recorded to without a look at them again. */
  bind(attributes?: Attributes): BoundHistogram {
    return this.bound(attributes);
  }
}

/** Series in shared memory take both calls; those on other meters need the other name. */
function asCounter(measure: BoundMeasure): BoundCounter {
  if ('add' in measure) return measure as unknown as BoundCounter;
  return { add: (value, context) => measure.record(value, context) };
}
