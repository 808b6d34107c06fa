import type { Exemplar } from '../exemplars/exemplar.js';
import { EXEMPLAR_CELLS, readExemplar } from '../exemplars/exemplar-cells.js';
import type { SeriesState } from './series-state.js';
import type { StreamState } from './stream-state.js';

/** The exemplars of a series, of all buckets and threads, in no order. */
export function exemplarsOfSeries(
  { description }: StreamState,
  series: SeriesState | undefined,
): Exemplar[] {
  const found: Exemplar[] = [];
  for (const { cells, offset } of series?.exemplars ?? []) {
    for (let bucket = 0; bucket <= description.exemplarBounds.length; bucket += 1) {
      const exemplar = readExemplar(cells, offset + bucket * EXEMPLAR_CELLS);
      if (exemplar !== undefined) found.push(exemplar);
    }
  }
  return found;
}
