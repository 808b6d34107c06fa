import type { Announce, Announcement, StreamDescription } from '../announcement.js';
import { CellMemory } from '../cell-memory.js';
import { StreamState } from './stream-state.js';

/** One thread that records, as those that read know it. */
export interface Writer {
  /** Its memories, by their numbers. */
  readonly memories: Float64Array[];
  /** Its streams, by their numbers. */
  readonly streams: StreamState[];
}

/** What one thread has announced, ready to be told again. */
export interface WriterSnapshot {
  readonly writer: string;
  readonly announcements: readonly Announcement[];
}

/** The name under which the recordings of threads that have ended are kept. */
const RETIRED = 'retired';

/** Every stream and series that the threads of a process record, and where their values lie. */
export class Directory {
  readonly #streams = new Map<string, StreamState>();
  readonly #writers = new Map<string, Writer>();
  #retired: CellMemory | undefined;

  /** In the order in which they came to be. */
  streams(): IterableIterator<StreamState> {
    return this.#streams.values();
  }

  /** The stream of `description`, which is made where there is none. */
  stream(description: StreamDescription): StreamState {
    const key = identityOf(description);
    const known = this.#streams.get(key);
    if (known !== undefined) return known;
    const stream = new StreamState(description);
    this.#streams.set(key, stream);
    return stream;
  }

  /** Takes what the thread called `writer` announces. */
  listenTo(writer: string): Announce {
    return (announcement) => this.#apply(this.writer(writer), announcement);
  }

  /**
   * A thread has ended. What it recorded stays, in a memory that all such threads share; its own is
   * given back.
   */
  end(name: string): void {
    const writer = this.#writers.get(name);
    if (writer === undefined || name === RETIRED) return;
    this.#writers.delete(name);
    const gone = new Set(writer.memories);
    for (const stream of new Set(writer.streams)) this.#retire(stream, gone);
  }

  /** What there is to be told to another thread that begins to read. */
  snapshot(): WriterSnapshot[] {
    return [...this.#writers].map(([writer, state]) => ({
      writer,
      announcements: announcementsOf(state),
    }));
  }

  /** What is known of the thread called `name`. */
  writer(name: string): Writer {
    let writer = this.#writers.get(name);
    if (writer === undefined) {
      writer = { memories: [], streams: [] };
      this.#writers.set(name, writer);
    }
    return writer;
  }

  #apply(writer: Writer, announcement: Announcement): void {
    switch (announcement.kind) {
      case 'memory':
        writer.memories[announcement.memory] = new Float64Array(announcement.buffer);
        return;
      case 'stream':
        writer.streams[announcement.stream.stream] = this.stream(announcement.stream);
        return;
      case 'series': {
        const { stream, attributes, startTime, memory, offset } = announcement.series;
        const cells = writer.memories[memory];
        if (cells !== undefined)
          writer.streams[stream]?.add(attributes, startTime, { cells, offset });
        return;
      }
      case 'exemplars': {
        const { stream, attributes, memory, offset } = announcement;
        const cells = writer.memories[memory];
        const series = writer.streams[stream]?.find(attributes);
        if (cells === undefined || series === undefined) return;
        series.exemplars = [...(series.exemplars ?? []), { cells, offset }];
      }
    }
  }

  /** Exemplars of a thread that has ended are given up. */
  #retire(stream: StreamState, gone: ReadonlySet<Float64Array>): void {
    const home = this.writer(RETIRED);
    this.#retired ??= new CellMemory((memory, cells) => {
      home.memories[memory] = cells;
    });
    if (!home.streams.includes(stream)) home.streams.push(stream);
    for (const series of stream.series) {
      const ended = series.parts().filter(({ cells }) => gone.has(cells));
      if (ended.length === 0) continue;
      series.exemplars = series.exemplars?.filter(({ cells }) => !gone.has(cells));
      const kept = series.parts().find(({ cells }) => home.memories.includes(cells));
      const into = kept ?? this.#retired.allocate(stream.aggregation.size);
      if (kept === undefined) stream.aggregation.clear(into.cells, into.offset);
      for (const part of ended) stream.aggregation.merge(into, part);
      series.replace(new Set([...gone, into.cells]), into);
    }
  }
}

/** Streams of several threads are one where everything about them is the same. */
function identityOf({ stream: _number, ...rest }: StreamDescription): string {
  return JSON.stringify(rest);
}

function announcementsOf({ memories, streams }: Writer): Announcement[] {
  const numbers = new Map(memories.map((cells, memory) => [cells, memory]));
  const announcements: Announcement[] = memories.map((cells, memory) => ({
    kind: 'memory',
    memory,
    buffer: cells.buffer as unknown as SharedArrayBuffer,
  }));
  for (const [stream, state] of streams.entries()) {
    announcements.push({ kind: 'stream', stream: { ...state.description, stream } });
    for (const { attributes, startTime, ...series } of placesOf(state, numbers)) {
      announcements.push({ kind: 'series', series: { stream, attributes, startTime, ...series } });
    }
    for (const { attributes, memory, offset } of exemplarPlacesOf(state, numbers)) {
      announcements.push({ kind: 'exemplars', stream, attributes, memory, offset });
    }
  }
  return announcements;
}

type MemoryNumbers = ReadonlyMap<Float64Array, number>;

function* placesOf(stream: StreamState, numbers: MemoryNumbers) {
  for (const series of stream.series) {
    const { attributes, startTime } = series;
    for (const { cells, offset } of series.parts()) {
      const memory = numbers.get(cells);
      if (memory !== undefined) yield { attributes, startTime, memory, offset };
    }
  }
}

function* exemplarPlacesOf(stream: StreamState, numbers: MemoryNumbers) {
  for (const { attributes, exemplars = [] } of stream.series) {
    for (const { cells, offset } of exemplars) {
      const memory = numbers.get(cells);
      if (memory !== undefined) yield { attributes, memory, offset };
    }
  }
}
