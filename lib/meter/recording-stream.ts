import type { Attributes, Context } from '@opentelemetry/api';
import { context as contexts } from '@opentelemetry/api';
import type { IAttributesProcessor } from '@opentelemetry/sdk-metrics';
import type { Announce } from './announcement.js';
import type { CellMemory, CellRange } from './cell-memory.js';
import { EXEMPLAR_CELLS, writeExemplar } from './exemplars/exemplar-cells.js';
import type { ExemplarFilter } from './exemplars/exemplar-filter.js';
import { exemplarSpan } from './exemplars/exemplar-filter.js';
import type { SeriesState } from './reading/series-state.js';
import type { StreamState } from './reading/stream-state.js';
import { createSeries } from './series/create-series.js';
import { bucketOf } from './series/explicit-histogram-series.js';
import type { RecordingSeries, StreamRules, ValueRules } from './series/recording.js';
import { hrTime } from './time.js';

/** What all streams of one thread record with. */
export interface RecordingTools {
  readonly memory: CellMemory;
  readonly announce: Announce;
  /** One cell that counts the recordings of gauges of all threads. */
  readonly order: Float64Array;
  readonly exemplarFilter: ExemplarFilter;
}

/** What one stream is recorded by. */
export interface RecordingStreamParts {
  /** Its number among the streams of this thread. */
  readonly stream: number;
  readonly state: StreamState;
  readonly processors: readonly IAttributesProcessor[];
  readonly rules: ValueRules;
}

/** The series of one metric stream, as one thread records them. */
export class RecordingStream {
  readonly #tools: RecordingTools;
  readonly #parts: RecordingStreamParts;
  readonly #rules: StreamRules;
  /** Made at the first one of a series: most bots trace nothing. */
  readonly #exemplars = new Map<Attributes, CellRange>();

  constructor(tools: RecordingTools, parts: RecordingStreamParts) {
    this.#tools = tools;
    this.#parts = parts;
    const { floor, refuse } = parts.rules;
    const notesAll = tools.exemplarFilter === 'always_on';
    this.#rules = { floor, refuse, notesAll, note: this.#note };
  }

  /**
   * The series of `attributes` after what views make of them; beyond the limit the overflow series.
   * @returns the series, and whether it is the overflow series
   */
  bind(
    given: Attributes,
    context?: Context,
  ): { readonly series: RecordingSeries; readonly isOverflow: boolean } {
    const attributes = this.#processed(given, context);
    const { state } = this.#parts;
    const known = state.find(attributes);
    if (known !== undefined)
      return { series: this.#of(known.attributes, known), isOverflow: false };
    const admitted = state.admitted(attributes);
    const isOverflow = admitted !== attributes;
    return {
      series: this.#of(admitted, isOverflow ? state.find(admitted) : undefined),
      isOverflow,
    };
  }

  /** The series that this thread records of exactly these attributes, if it does. */
  known(given: Attributes): RecordingSeries | undefined {
    return this.#parts.state.find(this.#processed(given, undefined))?.recorder;
  }

  /** Another thread may have recorded to it before this one. */
  #of(attributes: Attributes, state: SeriesState | undefined): RecordingSeries {
    return state?.recorder ?? this.#create(attributes);
  }

  #processed(given: Attributes, context = contexts.active()): Attributes {
    let attributes = given;
    for (const processor of this.#parts.processors) {
      attributes = processor.process(attributes, context);
    }
    return copyOf(attributes);
  }

  #create(attributes: Attributes): RecordingSeries {
    const { memory, announce, order } = this.#tools;
    const { stream, state } = this.#parts;
    const { aggregation } = state;
    const startTime = hrTime(Date.now());
    const range = memory.allocate(aggregation.size);
    aggregation.clear(range.cells, range.offset);
    const parts = { range, attributes, rules: this.#rules };
    const series = createSeries(aggregation, parts, order);
    state.add(attributes, startTime, range).recorder = series;
    const { memory: number, offset } = range;
    announce({ kind: 'series', series: { stream, attributes, startTime, memory: number, offset } });
    return series;
  }

  readonly #note = (attributes: Attributes, value: number, context: Context | undefined): void => {
    const span = exemplarSpan(this.#tools.exemplarFilter, context);
    if (span === undefined) return;
    const range = this.#exemplars.get(attributes) ?? this.#exemplarRange(attributes);
    const bucket = bucketOf(this.#parts.state.description.exemplarBounds, value);
    writeExemplar(range.cells, range.offset + bucket * EXEMPLAR_CELLS, value, span);
  };

  #exemplarRange(attributes: Attributes): CellRange {
    const { stream, state } = this.#parts;
    const buckets = state.description.exemplarBounds.length + 1;
    const range = this.#tools.memory.allocate(buckets * EXEMPLAR_CELLS);
    this.#exemplars.set(attributes, range);
    const { memory, offset } = range;
    const series = state.find(attributes);
    if (series !== undefined) series.exemplars = [...(series.exemplars ?? []), range];
    this.#tools.announce({ kind: 'exemplars', stream, attributes, memory, offset });
    return range;
  }
}

/** The caller's own objects may change after this. */
function copyOf(attributes: Attributes): Attributes {
  const copy = { ...attributes };
  for (const key of Object.keys(copy)) {
    const value = copy[key];
    if (Array.isArray(value)) copy[key] = value.slice() as typeof value;
  }
  return copy;
}
