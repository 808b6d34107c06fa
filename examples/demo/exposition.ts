/** One sample of a scrape. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const LINE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;

/** Reads the text format 0.0.4 that `/metrics` serves. */
export function parseScrape(text: string): Sample[] {
  return text.split('\n').flatMap((line) => {
    const [, name, labelText = '', value = ''] = line.startsWith('#')
      ? []
      : (LINE.exec(line) ?? []);
    if (name === undefined) return [];
    const labels = Object.fromEntries(
      [...labelText.matchAll(LABEL)].map(([, key = '', escaped = '']) => [key, unescaped(escaped)]),
    );
    return { name, labels, value: Number(value.replace('Inf', 'Infinity')) };
  });
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character));
}

/** The samples of one metric that carry these labels. */
export function select(
  samples: readonly Sample[],
  name: string,
  labels: Readonly<Record<string, string>> = {},
): Sample[] {
  return samples.filter(
    (sample) =>
      sample.name === name &&
      Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
  );
}

/** Their sum; undefined where there is no such series. */
export function total(samples: readonly Sample[]): number | undefined {
  return samples.length === 0 ? undefined : samples.reduce((sum, { value }) => sum + value, 0);
}

/**
 * A quantile over all series of a histogram, interpolated within its bucket as PromQL's
 * `histogram_quantile` does it.
 */
export function quantile(q: number, buckets: readonly Sample[]): number | undefined {
  const byBound = new Map<number, number>();
  for (const { labels, value } of buckets) {
    const bound = Number(labels['le']?.replace('Inf', 'Infinity'));
    byBound.set(bound, (byBound.get(bound) ?? 0) + value);
  }
  const bounds = [...byBound].sort(([a], [b]) => a - b);
  const count = bounds.at(-1)?.[1] ?? 0;
  if (count === 0) return undefined;
  const rank = q * count;
  let lower = 0;
  let below = 0;
  for (const [upper, cumulative] of bounds) {
    if (cumulative >= rank) {
      if (upper === Number.POSITIVE_INFINITY || cumulative === below) return lower;
      return lower + (upper - lower) * ((rank - below) / (cumulative - below));
    }
    lower = upper;
    below = cumulative;
  }
  return lower;
}
