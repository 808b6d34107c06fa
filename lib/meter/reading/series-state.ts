import type { Attributes, HrTime } from '@opentelemetry/api';
import type { Aggregation, SeriesCells } from '../aggregation/aggregation.js';
import type { RecordingSeries } from '../series/recording.js';

/** One series as it is read: what all threads have recorded to it. */
export class SeriesState implements SeriesCells {
  readonly attributes: Attributes;
  startTime: HrTime;
  /** The cells of the first thread that recorded to it; as a rule there is no other. */
  cells: Float64Array;
  offset: number;
  /** Those of further threads. */
  more: SeriesCells[] | undefined = undefined;
  /** The exemplars of each thread, bucket after bucket. */
  exemplars: SeriesCells[] | undefined = undefined;
  /** What this thread records to it by, where it does. */
  recorder: RecordingSeries | undefined = undefined;

  constructor(attributes: Attributes, startTime: HrTime, { cells, offset }: SeriesCells) {
    this.attributes = attributes;
    this.startTime = startTime;
    this.cells = cells;
    this.offset = offset;
  }

  /** Cells with what all threads together have recorded; `scratch` is used where there are several. */
  total(aggregation: Aggregation, scratch: Float64Array): SeriesCells {
    if (this.more === undefined) return this;
    const sum = { cells: scratch, offset: 0 };
    aggregation.clear(scratch, 0);
    for (const part of this.parts()) aggregation.merge(sum, part);
    return sum;
  }

  parts(): SeriesCells[] {
    const { cells, offset } = this;
    return [{ cells, offset }, ...(this.more ?? [])];
  }

  add(startTime: HrTime, { cells, offset }: SeriesCells): void {
    // Where a stream is full, its overflow series has a part for each series that found no room.
    this.more ??= [];
    this.more.push({ cells, offset });
    if (isEarlier(startTime, this.startTime)) this.startTime = startTime;
  }

  /** Reads from these cells from now on. */
  readFrom([first, ...more]: readonly [SeriesCells, ...SeriesCells[]]): void {
    this.cells = first.cells;
    this.offset = first.offset;
    this.more = more.length === 0 ? undefined : more;
  }
}

function isEarlier(one: HrTime, other: HrTime): boolean {
  return one[0] < other[0] || (one[0] === other[0] && one[1] < other[1]);
}
