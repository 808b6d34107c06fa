import type { Exemplar } from '../../metrics/exemplars.js';
import type { Family } from './family.js';

/** In what the two text formats differ. */
export interface TextFormat {
  /** Names that no other family may use for itself or its samples. */
  claims(family: Pick<Family, 'name' | 'kind'>): string[];
  /** The lines above a family's series. */
  header(family: Family): string;
  /** The family of the resource. */
  readonly target: { readonly claims: readonly string[]; readonly header: string };
  /** The upper bound of a bucket. */
  bound(value: number): string;
  /** Whether a counter may be NaN or negative, and a histogram's sum too. */
  readonly isLenient: boolean;
  /** What stands behind a sample for `exemplar`. */
  exemplar(exemplar: Exemplar | undefined): string;
  /** The last line. */
  readonly end: string;
}
