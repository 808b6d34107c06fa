import type { Attributes, Context, Counter, Gauge, Histogram } from '@opentelemetry/api';
import type { RecordingStream } from './recording-stream.js';
import { IntegerSeries } from './series/integer-series.js';
import { JoinedSeries } from './series/joined-series.js';
import type {
  BoundCounter,
  BoundGauge,
  BoundHistogram,
  RecordingSeries,
  ValueRules,
} from './series/recording.js';
import { isTaken } from './series/recording.js';

/** What an instrument records into: one stream for each view that selects it. */
export interface InstrumentParts {
  readonly streams: readonly RecordingStream[];
  readonly rules: ValueRules;
  /** Whether fractions are cut off. */
  readonly isInteger: boolean;
}

/** A series that an instrument was bound to. */
export interface Binding {
  readonly series: RecordingSeries;
  /** Whether there was no room for a series of its own in one of the streams. */
  readonly isOverflow: boolean;
}

const NONE: Attributes = Object.freeze({});

/** What instruments of every kind have in common: attributes choose a series. */
class SharedInstrument {
  readonly #parts: InstrumentParts;

  constructor(parts: InstrumentParts) {
    this.#parts = parts;
  }

  /** What is refused makes no series. */
  protected measure(value: number, attributes?: Attributes, context?: Context): void {
    const { rules } = this.#parts;
    if (isTaken(value, rules)) this.binding(attributes, context).series.record(value, context);
    else rules.refuse(value);
  }

  /** Ends the series of exactly these attributes. */
  protected end(attributes: Attributes): void {
    for (const stream of this.#parts.streams) stream.known(attributes)?.end();
  }

  /**
   * The series of `attributes`; where several views select the instrument, all of theirs.
   * @param context what processors of attributes are given; default: the active context
   */
  binding(attributes: Attributes | undefined, context?: Context): Binding {
    const { streams, rules, isInteger } = this.#parts;
    const bindings = streams.map((stream) => stream.bind(attributes ?? NONE, context));
    const [only] = bindings;
    const series =
      only !== undefined && bindings.length === 1
        ? only.series
        : new JoinedSeries(
            bindings.map((binding) => binding.series),
            rules,
          );
    return {
      series: isInteger ? new IntegerSeries(series, rules) : series,
      isOverflow: bindings.some(({ isOverflow }) => isOverflow),
    };
  }
}

/** A counter whose values lie in shared memory. */
export class SharedCounter extends SharedInstrument implements Counter {
  /** Adds `value`, zero or more and finite; anything else is dropped and said. */
  add(value: number, attributes?: Attributes, context?: Context): void {
    this.measure(value, attributes, context);
  }

  /**
   * The series of `attributes`, to be recorded to without a look at them again. The result is the
   * same as of unbound calls, whatever views do; a series is exported from its first recording on.
   */
  bind(attributes: Attributes = NONE): BoundCounter {
    return this.binding(attributes).series;
  }
}

/** A histogram whose values lie in shared memory. */
export class SharedHistogram extends SharedInstrument implements Histogram {
  /** Records `value`, zero or more and finite; anything else is dropped and said. */
  record(value: number, attributes?: Attributes, context?: Context): void {
    this.measure(value, attributes, context);
  }

  /** See {@link SharedCounter.bind}. */
  bind(attributes: Attributes = NONE): BoundHistogram {
    return this.binding(attributes).series;
  }
}

/** A gauge whose values lie in shared memory, and whose series can end. */
export class SharedGauge extends SharedInstrument implements Gauge {
  /** Sets the value, any finite number; anything else is dropped and said. */
  record(value: number, attributes?: Attributes, context?: Context): void {
    this.measure(value, attributes, context);
  }

  /** See {@link SharedCounter.bind}. */
  bind(attributes: Attributes = NONE): BoundGauge {
    return this.binding(attributes).series;
  }

  /**
   * Ends the series of `attributes`: it is not exported any more until it is recorded again. Where
   * there is none of its own, nothing happens.
   */
  remove(attributes?: Attributes): void {
    this.end(attributes ?? NONE);
  }
}
