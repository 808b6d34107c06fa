import type { Announce, Announcement, StreamDescription } from '../announcement.js';
import { RetiredCells } from './retired-cells.js';
import { StreamState } from './stream-state.js';
import type { Writer } from './writer.js';

/** What one thread has announced, ready to be told again. */
export interface WriterSnapshot {
  readonly writer: string;
  readonly announcements: readonly Announcement[];
}

/** Every stream and series that the threads of a process record, and where their values lie. */
export class Directory {
  readonly #streams = new Map<string, StreamState>();
  readonly #writers = new Map<string, Writer>();
  /** What threads recorded that have ended. */
  readonly #retired: RetiredCells;

  /** @param name tells it from the other directories of its process */
  constructor(name = 'main') {
    this.#retired = new RetiredCells(`retired-${name}`);
    this.#writers.set(this.#retired.name, this.#retired);
  }

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
   * A thread has ended. What it counted stays, in a memory of this directory's own that all such
   * threads share; its gauges end, for nobody knows any more whether they hold. Its memory is given
   * back.
   */
  end(name: string): void {
    const writer = this.#writers.get(name);
    if (writer === undefined || writer === this.#retired) return;
    this.#writers.delete(name);
    const gone = new Set(writer.memories);
    for (const { stream, state } of writer.series) this.#retired.takeOver(stream, state, gone);
  }

  /**
   * What there is to be told to another thread that begins to read: where the cells of threads lie
   * that record, and copies of what was kept of those that have ended.
   */
  snapshot(): WriterSnapshot[] {
    return [...this.#writers].map(([writer, state]) => ({
      writer,
      announcements: announcementsOf(state, state === this.#retired ? copyOf : asItIs),
    }));
  }

  /** What is known of the thread called `name`. */
  writer(name: string): Writer {
    let writer = this.#writers.get(name);
    if (writer === undefined) {
      writer = { memories: [], streams: [], series: [] };
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
        const [cells, state] = [writer.memories[memory], writer.streams[stream]];
        if (cells === undefined || state === undefined) return;
        const series = state.add(attributes, startTime, { cells, offset });
        writer.series.push({ stream: state, state: series });
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
}

/** Streams of several threads are one where everything about them is the same. */
function identityOf({ stream: _number, ...rest }: StreamDescription): string {
  return JSON.stringify(rest);
}

type BufferOf = (cells: Float64Array) => ArrayBufferLike;

const asItIs: BufferOf = ({ buffer }) => buffer;
const copyOf: BufferOf = (cells) => cells.slice().buffer;

function announcementsOf({ memories, streams }: Writer, bufferOf: BufferOf): Announcement[] {
  const numbers = new Map(memories.map((cells, memory) => [cells, memory]));
  const announcements: Announcement[] = memories.map((cells, memory) => ({
    kind: 'memory',
    memory,
    buffer: bufferOf(cells),
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
