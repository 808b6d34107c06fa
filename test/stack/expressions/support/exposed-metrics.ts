import type { Metric } from '../../../support/promql/metric.js';
import type { PrometheusApi } from '../../support/prometheus-api.js';

/** What a server has stored of a scrape job, with the kinds that its target says at this address. */
export async function exposedMetrics(
  api: PrometheusApi,
  job: string,
  address: string,
): Promise<Metric[]> {
  const types = typesIn(await (await fetch(`http://${address}/metrics`)).text());
  const labels = new Map<string, Set<string>>();
  for (const sample of await api.instant(`{job="${job}"}`, Date.now())) {
    const { __name__: name = '', ...rest } = sample.labels;
    const known = labels.get(name) ?? new Set();
    labels.set(name, new Set([...known, ...Object.keys(rest)]));
  }
  return [...labels]
    .map(([name, own]): Metric => ({ name, kind: kindOf(name, types), labels: own, values: {} }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function typesIn(exposition: string): ReadonlyMap<string, string> {
  const lines = exposition.matchAll(/^# TYPE (\S+) (\w+)$/gm);
  return new Map([...lines].map(([, name = '', type = '']) => [name, type]));
}

function kindOf(name: string, types: ReadonlyMap<string, string>): Metric['kind'] {
  const family = types.get(name.replace(/_(?:bucket|sum|count)$/, ''));
  const isPart = family === 'histogram' || (family === 'summary' && !types.has(name));
  return types.get(name) === 'counter' || isPart ? 'counter' : 'gauge';
}
