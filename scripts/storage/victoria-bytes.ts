import { eventually } from '../../test/stack/support/eventually.js';
import type { VictoriaMetrics } from '../../test/stack/support/victoria-metrics.js';
import { folderSize } from './folder-size.js';

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
  await eventually('victoria-metrics to have merged', () => hasMerged(store), 300_000);
  const query = `sum(count_over_time({__name__=~".+"}[${range}]))`;
  const [{ value } = { value: Number.NaN }] = await store.instant(query, at);
  return { bytes: folderSize(store.data), samples: value };
}

async function hasMerged(store: VictoriaMetrics): Promise<true | undefined> {
  const text = await (await fetch(`${store.url}/metrics`)).text();
  return /^vm_active_force_merges 0$/m.test(text) || undefined;
}
