/** Cells that belong to one series. */
export interface CellRange {
  /** Which of its thread's memories they lie in. */
  readonly memory: number;
  readonly cells: Float64Array;
  readonly offset: number;
}

const CELL_BYTES = Float64Array.BYTES_PER_ELEMENT;
const FIRST_CELLS = 512;
const MOST_CELLS = 65_536;

type OnMemory = (memory: number, cells: Float64Array) => void;
type Allocate = (bytes: number) => ArrayBufferLike;

const allocateShared: Allocate = (bytes) => new SharedArrayBuffer(bytes);

/**
 * Hands out cells of shared memory to one thread, which alone writes to them: threads never wait for
 * each other, and who reads adds up what they wrote. Memory grows in blocks that never move, so a
 * series keeps its cells for life.
 */
export class CellMemory {
  readonly #onMemory: OnMemory;
  readonly #allocate: Allocate;
  #cells: Float64Array = new Float64Array(0);
  #used = 0;
  #memory = -1;

  /**
   * @param onMemory is told of each block, with its number
   * @param allocate makes the memory; default: memory that all threads share
   */
  constructor(onMemory: OnMemory, allocate: Allocate = allocateShared) {
    this.#onMemory = onMemory;
    this.#allocate = allocate;
  }

  allocate(count: number): CellRange {
    if (this.#used + count > this.#cells.length) this.#grow(count);
    const offset = this.#used;
    this.#used += count;
    return { memory: this.#memory, cells: this.#cells, offset };
  }

  #grow(count: number): void {
    const doubled = Math.min(MOST_CELLS, Math.max(FIRST_CELLS, this.#cells.length * 2));
    this.#cells = new Float64Array(this.#allocate(Math.max(doubled, count) * CELL_BYTES));
    this.#used = 0;
    this.#memory += 1;
    this.#onMemory(this.#memory, this.#cells);
  }
}
