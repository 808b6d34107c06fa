import type { Stretch } from './answers.js';
import type { Interpolation } from './interpolation.js';

/** What to draw, and from where. */
export interface Source extends Interpolation {
  /** The address of a Prometheus. */
  readonly url: string;
  readonly stretch: Stretch;
  /** The script of the page, bundled, and the style that it needs. */
  readonly script: string;
  readonly style: string;
}
