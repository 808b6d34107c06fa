import type { PrometheusApi } from '../../test/stack/support/prometheus-api.js';
import type { Question } from './questions.js';

/** A server that has all samples, and one that has what is left of them. */
export interface Servers {
  readonly whole: PrometheusApi;
  readonly thinned: PrometheusApi;
  /** When they are asked, in milliseconds. */
  readonly times: readonly number[];
}

/**
 * The largest difference between what two servers answer, for any series at any time.
 * @param ofThinned what the second one is asked instead
 */
export async function largestError(
  { query, error }: Question,
  { whole, thinned, times }: Servers,
  ofThinned = query,
): Promise<number> {
  let largest = 0;
  for (const at of times) {
    const [wanted, given] = [await answer(whole, query, at), await answer(thinned, ofThinned, at)];
    if (wanted.size === 0) throw new Error(`no answer: ${query}`);
    for (const [key, value] of wanted) {
      const found = given.get(key) ?? Number.NaN;
      const difference = Math.abs(found - value);
      const size = error === 'absolute' ? difference : difference / Math.abs(value);
      if (Number.isNaN(size)) throw new Error(`${query}: ${found} instead of ${value} of ${key}`);
      largest = Math.max(largest, size);
    }
  }
  return largest;
}

async function answer(api: PrometheusApi, query: string, at: number): Promise<Map<string, number>> {
  const samples = await api.instant(query, at);
  return new Map(
    samples.map(({ labels: { __name__: _, ...labels }, value }) => [
      JSON.stringify(Object.entries(labels).sort()),
      value,
    ]),
  );
}
