import type { Attributes, HrTime } from '@opentelemetry/api';
import type { Aggregation, SeriesCells } from '../aggregation/aggregation.js';
import { createAggregation } from '../aggregation/create-aggregation.js';
import type { StreamDescription } from '../announcement.js';
import { attributesKey } from '../series/attributes-key.js';
import { SeriesState } from './series-state.js';

const OVERFLOW: Attributes = Object.freeze({ 'otel.metric.overflow': true });
const OVERFLOW_KEY = attributesKey(OVERFLOW);

/** What a series is recorded under. */
export interface Admitted {
  readonly key: string;
  readonly attributes: Attributes;
}

/** One metric stream as it is read: the series of all threads, within the stream's limit. */
export class StreamState {
  readonly description: StreamDescription;
  readonly aggregation: Aggregation;
  /** For the addition of what several threads recorded. */
  readonly scratch: Float64Array;
  readonly #series = new Map<string, SeriesState>();
  #lastStart: HrTime = [0, 0];

  constructor(description: StreamDescription) {
    this.description = description;
    this.aggregation = createAggregation(description.aggregation);
    this.scratch = new Float64Array(this.aggregation.size);
  }

  get seriesCount(): number {
    return this.#series.size;
  }

  /** Whether anything was recorded that has not ended. */
  hasData(): boolean {
    for (const series of this.#series.values()) {
      const { cells, offset } = series.total(this.aggregation, this.scratch);
      if (this.aggregation.isRecorded(cells, offset)) return true;
    }
    return false;
  }

  series(): IterableIterator<SeriesState> {
    return this.#series.values();
  }

  find(attributes: Attributes): SeriesState | undefined {
    return this.#series.get(attributesKey(attributes));
  }

  /** Under which key and attributes those of `key` are recorded: their own while there is room. */
  admit(key: string, attributes: Attributes): Admitted {
    const isAdmitted = this.#series.has(key) || !this.#isFull();
    return isAdmitted ? { key, attributes } : { key: OVERFLOW_KEY, attributes: OVERFLOW };
  }

  /** Adds a thread's cells. */
  add(given: Attributes, startTime: HrTime, part: SeriesCells): SeriesState {
    return this.addAdmitted(this.admit(attributesKey(given), given), startTime, part);
  }

  addAdmitted({ key, attributes }: Admitted, startTime: HrTime, part: SeriesCells): SeriesState {
    const known = this.#series.get(key);
    if (known !== undefined) {
      known.add(startTime, part);
      return known;
    }
    const series = new SeriesState(attributes, this.#shared(startTime), part);
    this.#series.set(key, series);
    return series;
  }

  /** One place is the overflow series' own. */
  #isFull(): boolean {
    return this.#series.size >= this.description.limit - 1;
  }

  /** Many series are born in one millisecond; they share its two numbers. */
  #shared(startTime: HrTime): HrTime {
    const [seconds, nanoseconds] = this.#lastStart;
    if (seconds !== startTime[0] || nanoseconds !== startTime[1]) this.#lastStart = startTime;
    return this.#lastStart;
  }
}
