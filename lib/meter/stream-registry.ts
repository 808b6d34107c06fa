import type { MetricAdvice, ValueType } from '@opentelemetry/api';
import type { IAttributesProcessor, InstrumentType } from '@opentelemetry/sdk-metrics';
import { report } from '../diagnostics/report.js';
import type { AggregationDescription } from './aggregation/aggregation.js';
import type { Announce, StreamDescription } from './announcement.js';
import type { Directory } from './reading/directory.js';
import type { RecordingTools } from './recording-stream.js';
import { RecordingStream } from './recording-stream.js';
import type { ValueRules } from './series/recording.js';

export type Scope = StreamDescription['scope'];

/** A stream that an instrument asks for. */
export interface WantedStream {
  readonly scope: Scope;
  readonly name: string;
  readonly description: string;
  readonly unit: string;
  readonly type: InstrumentType;
  readonly valueType: ValueType;
  readonly aggregation: AggregationDescription;
  readonly advice: MetricAdvice;
  readonly processors: readonly IAttributesProcessor[];
  readonly limit: number | undefined;
  readonly rules: ValueRules;
}

/** The SDK's limit where no view sets one. */
const DEFAULT_LIMIT = 2_000;

/** The streams of one thread; instruments that ask for the same stream share it. */
export class StreamRegistry {
  readonly #writer: string;
  readonly #directory: Directory;
  readonly #tools: RecordingTools;
  readonly #announce: Announce;
  readonly #streams: { readonly wanted: WantedStream; readonly stream: RecordingStream }[] = [];

  constructor(writer: string, directory: Directory, tools: RecordingTools) {
    this.#writer = writer;
    this.#directory = directory;
    this.#tools = tools;
    this.#announce = tools.announce;
  }

  /** The stream that fits, else a new one; two of one name that do not fit are said. */
  stream(wanted: WantedStream): RecordingStream {
    const named = this.#streams.filter(
      (known) => isSameScope(known.wanted, wanted) && isSameName(known.wanted.name, wanted.name),
    );
    const fitting = named.find((known) => fits(known.wanted, wanted));
    if (fitting !== undefined) return fitting.stream;
    if (named.length > 0) reportConflict(wanted.name);
    const stream = this.#create(wanted);
    this.#streams.push({ wanted, stream });
    return stream;
  }

  #create({ processors, rules, limit, ...rest }: WantedStream): RecordingStream {
    const stream = this.#streams.length;
    const exemplarBounds = exemplarBoundsOf(rest.aggregation, rest.advice);
    const description: StreamDescription = {
      ...rest,
      stream,
      exemplarBounds,
      limit: limit ?? DEFAULT_LIMIT,
    };
    const state = this.#directory.stream(description);
    this.#directory.writer(this.#writer).streams[stream] = state;
    this.#announce({ kind: 'stream', stream: description });
    return new RecordingStream(this.#tools, { stream, state, processors, rules });
  }
}

function exemplarBoundsOf(
  aggregation: AggregationDescription,
  advice: MetricAdvice,
): readonly number[] {
  switch (aggregation.kind) {
    case 'explicit_histogram':
      return aggregation.boundaries;
    case 'exponential_histogram':
      return advice.explicitBucketBoundaries ?? [];
    default:
      return [];
  }
}

function isSameScope({ scope: one }: WantedStream, { scope: other }: WantedStream): boolean {
  return (
    one.name === other.name && one.version === other.version && one.schemaUrl === other.schemaUrl
  );
}

/** Names of instruments differ in more than upper and lower case. */
function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function fits(one: WantedStream, other: WantedStream): boolean {
  return one.unit === other.unit && one.type === other.type && one.valueType === other.valueType;
}

function reportConflict(name: string): void {
  report(`two instruments or views of the name ${name} do not fit together; both are exported`);
}
