/** More would go beyond what OpenTelemetry keeps of one instrument by default. */
const MOST_SERIES = 1_000;
/** The lines of a histogram series: its buckets with that of infinity, its sum and its count. */
export const BOUNDARIES = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const HISTOGRAM_LINES = BOUNDARIES.length + 3;

export interface Family {
  readonly name: string;
  readonly kind: 'counter' | 'histogram';
  readonly labels: readonly Readonly<Record<string, string>>[];
}

/**
 * Families whose samples take the given number of lines, give or take a series: half of them
 * counters, half of them histograms.
 */
export function families(lines: number): Family[] {
  return [
    ...familiesOf('counter', Math.round(lines / 2)),
    ...familiesOf('histogram', Math.round(lines / 2 / HISTOGRAM_LINES)),
  ];
}

function familiesOf(kind: Family['kind'], series: number): Family[] {
  const count = Math.ceil(series / MOST_SERIES);
  return Array.from({ length: count }, (_, index) => ({
    name: kind === 'counter' ? `bench_orders_${index}_total` : `bench_duration_${index}_seconds`,
    kind,
    labels: Array.from({ length: Math.ceil(series / count) }, (__, at) => ({
      exchange: `exchange-${at % 10}`,
      symbol: `COIN${at}/USDT`,
      side: at % 2 === 0 ? 'buy' : 'sell',
    })),
  }));
}
