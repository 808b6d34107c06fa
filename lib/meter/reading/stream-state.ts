import type { Attributes, HrTime } from '@opentelemetry/api';
import type { Aggregation, SeriesCells } from '../aggregation/aggregation.js';
import { createAggregation } from '../aggregation/create-aggregation.js';
import type { StreamDescription } from '../announcement.js';
import { attributesHash, isSameSet } from '../series/attributes-hash.js';
import { SeriesIndex } from './series-index.js';
import { SeriesState } from './series-state.js';

const OVERFLOW: Attributes = Object.freeze({ 'otel.metric.overflow': true });

/** One metric stream as it is read: the series of all threads, within the stream's limit. */
export class StreamState {
  readonly description: StreamDescription;
  readonly aggregation: Aggregation;
  /** For the addition of what several threads recorded. */
  readonly scratch: Float64Array;
  readonly #series: SeriesState[] = [];
  readonly #index = new SeriesIndex();
  #lastStart: HrTime = [0, 0];

  constructor(description: StreamDescription) {
    this.description = description;
    this.aggregation = createAggregation(description.aggregation);
    this.scratch = new Float64Array(this.aggregation.size);
  }

  /** In the order in which they came to be; none is ever taken away. */
  get series(): readonly SeriesState[] {
    return this.#series;
  }

  /** Whether anything was recorded that has not ended. */
  hasData(): boolean {
    for (const series of this.#series) {
      const { cells, offset } = series.total(this.aggregation, this.scratch);
      if (this.aggregation.isRecorded(cells, offset)) return true;
    }
    return false;
  }

  find(attributes: Attributes): SeriesState | undefined {
    const number = this.#index.find(attributesHash(attributes), (candidate) =>
      isSameSet((this.#series[candidate] as SeriesState).attributes, attributes),
    );
    return number === undefined ? undefined : this.#series[number];
  }

  /** What new attributes are recorded under: themselves while there is room. */
  admitted(attributes: Attributes): Attributes {
    return this.#isFull() ? OVERFLOW : attributes;
  }

  /** Adds a thread's cells. */
  add(given: Attributes, startTime: HrTime, part: SeriesCells): SeriesState {
    const own = this.find(given);
    const attributes = own === undefined ? this.admitted(given) : given;
    const known = own ?? this.find(attributes);
    if (known !== undefined) {
      known.add(startTime, part);
      return known;
    }
    const series = new SeriesState(attributes, this.#shared(startTime), part);
    this.#series.push(series);
    this.#index.add(attributesHash(attributes));
    return series;
  }

  /** One place is the overflow series' own. */
  #isFull(): boolean {
    return this.#series.length >= this.description.limit - 1;
  }

  /** Many series are born in one millisecond; they share its two numbers. */
  #shared(startTime: HrTime): HrTime {
    const [seconds, nanoseconds] = this.#lastStart;
    if (seconds !== startTime[0] || nanoseconds !== startTime[1]) this.#lastStart = startTime;
    return this.#lastStart;
  }
}
