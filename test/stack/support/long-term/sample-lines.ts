import type { PrometheusApi } from '../prometheus-api.js';

/** VictoriaMetrics keeps 15 digits of the largest number of a block, and fewer of the smaller ones. */
const DIGITS = 12;

/** The raw samples behind a range selector, a line for each, in an order that does not depend on the server. */
export async function sampleLines(
  api: PrometheusApi,
  selector: string,
  at: number,
): Promise<string[]> {
  const series = await api.raw(selector, at);
  return series
    .flatMap(({ labels, points }) => {
      const name = JSON.stringify(Object.entries(labels).sort());
      return points.map((point) => `${name} ${point.at} ${point.value.toPrecision(DIGITS)}`);
    })
    .sort();
}
