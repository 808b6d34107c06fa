import type { SeriesState } from './series-state.js';
import type { StreamState } from './stream-state.js';

/** One thread that records, as those that read know it. */
export interface Writer {
  /** Its memories, by their numbers. */
  readonly memories: Float64Array[];
  /** Its streams, by their numbers. */
  readonly streams: StreamState[];
  /** The series that it has announced, and the stream of each. */
  readonly series: { readonly stream: StreamState; readonly state: SeriesState }[];
}
