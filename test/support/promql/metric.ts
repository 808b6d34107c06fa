/** What a stored series may be, as expressions see it. */
export interface Metric {
  readonly name: string;
  /** A bucket, sum or count of a histogram is a counter. */
  readonly kind: 'counter' | 'gauge';
  /** Every label that its series may carry, those of its target included. */
  readonly labels: ReadonlySet<string>;
  /** The values of those labels that have a list of them. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  /** Whether older servers of those that have to do lack it. */
  readonly isNew?: boolean;
}

/** Metrics by name. */
export type Vocabulary = ReadonlyMap<string, Metric>;

/** What a server says of each series that it scrapes. */
export const TARGET_LABELS: readonly string[] = ['job', 'instance'];

export function vocabularyOf(...metrics: readonly (readonly Metric[])[]): Vocabulary {
  return new Map(metrics.flat().map((metric) => [metric.name, metric]));
}
