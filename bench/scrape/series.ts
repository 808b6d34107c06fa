/** What the catalogue's metrics may have; the others are given the same limit. */
const MOST_SERIES = 9_000;
/** The lines of a histogram series: its buckets with that of infinity, its sum and its count. */
export const BOUNDARIES = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const HISTOGRAM_LINES = BOUNDARIES.length + 3;

/** The metrics of the catalogue that the series are recorded to, by ours. */
const COUNTERS = ['orders', 'ordersFailed', 'trades', 'orderErrors'] as const;
const HISTOGRAMS = ['orderExecutionTime', 'orderThrottleWait'] as const;

export interface Family {
  readonly key: (typeof COUNTERS)[number] | (typeof HISTOGRAMS)[number];
  readonly kind: 'counter' | 'histogram';
  readonly labels: readonly Readonly<Record<string, string>>[];
}

/**
 * Families whose samples take the given number of lines, give or take a series: half of them
 * counters while these have room, the rest histograms.
 */
export function families(lines: number): Family[] {
  const counters = Math.min(Math.round(lines / 2), COUNTERS.length * MOST_SERIES);
  const histograms = Math.round((lines - counters) / HISTOGRAM_LINES);
  return [
    ...familiesOf('counter', COUNTERS, counters),
    ...familiesOf('histogram', HISTOGRAMS, histograms),
  ];
}

export function seriesCount(served: readonly Family[]): number {
  return served.reduce((sum, { labels }) => sum + labels.length, 0);
}

function familiesOf(
  kind: Family['kind'],
  keys: readonly Family['key'][],
  series: number,
): Family[] {
  const count = Math.ceil(series / MOST_SERIES);
  const each = Math.ceil(series / count);
  return keys.slice(0, count).map((key) => ({
    key,
    kind,
    labels: Array.from({ length: each }, (_, at) => labelsOf(key, at)),
  }));
}

function labelsOf(key: Family['key'], at: number): Record<string, string> {
  const exchange = `exchange-${at % 10}`;
  const side = at % 2 === 0 ? 'buy' : 'sell';
  switch (key) {
    case 'trades':
      return { exchange, symbol: `COIN${at}/USDT`, side };
    case 'orderErrors':
      return { exchange, operation: `operation-${at}`, error_type: 'network' };
    case 'orderExecutionTime':
      return { exchange, type: `type-${at}`, outcome: 'success' };
    case 'orderThrottleWait':
      return { exchange: `exchange-${at}` };
    default:
      return { exchange, symbol: `COIN${at}/USDT`, side, type: 'limit' };
  }
}
