import type { Exposition, ExpositionRequest } from './exposition.js';
import type { Turns } from './sliced.js';
import { sliced } from './sliced.js';
import type { Exposed, WritingOptions } from './write-exposition.js';
import { writeExposition } from './write-exposition.js';

/** What a reader has collected, ready to be written in any format, any number of times. */
export class CollectedMetrics implements Exposition {
  readonly #metrics: Exposed;
  readonly #options: WritingOptions;
  readonly #turns: Turns | undefined;

  constructor(metrics: Exposed, options: WritingOptions, turns?: Turns) {
    this.#metrics = metrics;
    this.#options = options;
    this.#turns = turns;
  }

  text(request: ExpositionRequest): AsyncIterable<string | Buffer> {
    return sliced(writeExposition(this.#metrics, request, this.#options), this.#turns);
  }
}
