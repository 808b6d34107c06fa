/** What Prometheus calls the kind of a metric. */
export type MetricKind = 'counter' | 'gauge' | 'histogram';

/** Every label any metric may carry. Nothing outside this list ever becomes a label. */
export type LabelKey =
  | 'exchange'
  | 'symbol'
  | 'side'
  | 'type'
  | 'operation'
  | 'error_type'
  | 'outcome'
  | 'channel'
  | 'limit_type'
  | 'cause'
  | 'code'
  | 'signal';

export interface MetricDefinition {
  /** The name that Prometheus stores, the same on the scrape path and on the OTLP path. */
  readonly name: string;
  readonly kind: MetricKind;
  /**
   * UCUM unit. Not free: on OTLP paths a unit such as `s`, `1` or `USD` silently appends a suffix
   * to the name. Units in braces and those already spelled in the name append nothing.
   */
  readonly unit: string;
  readonly description: string;
  /** Labels that every series carries; an unknown value becomes `unknown`. */
  readonly labels: readonly LabelKey[];
  /** Labels that are left out where they are unknown. */
  readonly optionalLabels: readonly LabelKey[];
  /** Upper bounds of the buckets, histograms only. */
  readonly boundaries: readonly number[];
}

interface Extras {
  readonly labels?: readonly LabelKey[];
  readonly optionalLabels?: readonly LabelKey[];
  readonly boundaries?: readonly number[];
}

/** Declares a metric; what is left out is empty. */
export function metric<Kind extends MetricKind>(
  name: string,
  kind: Kind,
  unit: string,
  description: string,
  extras: Extras = {},
): MetricDefinition & { readonly kind: Kind } {
  const { labels = [], optionalLabels = [], boundaries = [] } = extras;
  return { name, kind, unit, description, labels, optionalLabels, boundaries };
}
