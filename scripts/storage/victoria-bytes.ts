import { join } from 'node:path';
import type { VictoriaMetrics } from '../../test/stack/support/victoria-metrics.js';
import { folderSize, settledSize } from './folder-size.js';

const MERGES_WITHIN_MS = 300_000;

/** How much a VictoriaMetrics has on disk, and how many samples it can give. */
export interface Holding {
  readonly bytes: number;
  readonly samples: number;
}

/** As it is when it has merged all it has, which it does by itself in time. */
export async function mergedHolding(
  store: VictoriaMetrics,
  range: string,
  at: number,
): Promise<Holding> {
  await fetch(`${store.url}/internal/force_flush`);
  await fetch(`${store.url}/internal/force_merge`);
  const bytes = await settledSize(() => storedBytes(store), MERGES_WITHIN_MS);
  const query = `sum(count_over_time({__name__=~".+"}[${range}]))`;
  const [{ value } = { value: Number.NaN }] = await store.instant(query, at);
  return { bytes, samples: value };
}

/** Samples and the index of their names; caches are made anew where they are gone. */
function storedBytes({ data }: VictoriaMetrics): number {
  return folderSize(join(data, 'data'));
}
