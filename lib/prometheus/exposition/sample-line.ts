import { braced } from './series-writer.js';
import type { TextRange } from './text-bytes.js';
import { TextBytes } from './text-bytes.js';

/** The lines of one sample, such as `orders_total`, up to their values. */
export class SampleLine {
  readonly #before: TextBytes;
  readonly #after: TextBytes;
  readonly #bare: TextBytes;

  /** @param label one that every series has besides its own, such as `le="0.5"` */
  constructor(sample: string, label = '') {
    this.#before = TextBytes.of(`${sample}{`);
    this.#after = TextBytes.of(label === '' ? '} ' : `,${label}} `);
    this.#bare = TextBytes.of(`${sample}${braced(label)} `);
  }

  /** Begins the line of the series of `labels`. */
  begin(out: TextBytes, { bytes, start, end }: TextRange): void {
    if (start === end) {
      out.copy(this.#bare, 0, this.#bare.length);
      return;
    }
    out.copy(this.#before, 0, this.#before.length);
    out.copy(bytes, start, end);
    out.copy(this.#after, 0, this.#after.length);
  }
}
