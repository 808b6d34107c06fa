import type { SeriesCells } from '../aggregation/aggregation.js';
import { CellMemory } from '../cell-memory.js';
import type { SeriesState } from './series-state.js';
import type { StreamState } from './stream-state.js';
import type { Writer } from './writer.js';

/**
 * What threads have counted that have ended, added up. It is one directory's own: each thread that
 * reads keeps it for itself, so that no two of them ever write to the same cells.
 */
export class RetiredCells implements Writer {
  readonly name: string;
  readonly memories: Float64Array[] = [];
  readonly streams: StreamState[] = [];
  readonly series: Writer['series'] = [];
  readonly #known = new Set<StreamState>();
  readonly #memory: CellMemory;

  constructor(name: string) {
    this.name = name;
    // Who is told of it gets a copy.
    const allocate = (bytes: number): ArrayBuffer => new ArrayBuffer(bytes);
    this.#memory = new CellMemory((memory, cells) => {
      this.memories[memory] = cells;
    }, allocate);
  }

  /** Adds what lies in the memories that are gone to what is kept of the series. */
  takeOver(stream: StreamState, series: SeriesState, gone: ReadonlySet<Float64Array>): void {
    const parts = series.parts();
    const left = parts.filter(({ cells }) => !gone.has(cells));
    if (left.length === parts.length) return;
    series.exemplars = series.exemplars?.filter(({ cells }) => !gone.has(cells));
    const [first, ...more] = left;
    const kept = left.find(({ cells }) => this.memories.includes(cells));
    if (first !== undefined && (kept !== undefined || isGauge(stream))) {
      series.readFrom([first, ...more]);
    } else {
      series.readFrom([this.#cleared(stream), ...left]);
    }
    if (isGauge(stream)) return;
    const into = kept ?? series;
    for (const part of parts) if (gone.has(part.cells)) stream.aggregation.merge(into, part);
  }

  #cleared(stream: StreamState): SeriesCells {
    if (!this.#known.has(stream)) {
      this.#known.add(stream);
      this.streams.push(stream);
    }
    const cleared = this.#memory.allocate(stream.aggregation.size);
    stream.aggregation.clear(cleared.cells, cleared.offset);
    return cleared;
  }
}

function isGauge({ description }: StreamState): boolean {
  return description.aggregation.kind === 'last_value';
}
