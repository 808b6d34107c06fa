import type {
  ExponentialHistogramMetricData,
  GaugeMetricData,
  HistogramMetricData,
  MetricData,
  SumMetricData,
} from '@opentelemetry/sdk-metrics';
import { DataPointType } from '@opentelemetry/sdk-metrics';

export type FamilyKind = 'counter' | 'gauge' | 'histogram';

/** What one instrument recorded, under the kind that Prometheus knows it by, and its meter's name. */
export type FamilySource = { readonly scope: string } & (
  | { readonly kind: 'counter' | 'gauge'; readonly data: SumMetricData | GaugeMetricData }
  | {
      readonly kind: 'histogram';
      readonly data: HistogramMetricData | ExponentialHistogramMetricData;
    }
);

/** All series of one name, from one instrument or from several scopes' instruments. */
export interface Family {
  /** Without the `_total` of a counter. */
  readonly name: string;
  readonly kind: FamilyKind;
  /** The first one's descriptor speaks for all. */
  readonly help: string;
  readonly unit: string;
  readonly sources: FamilySource[];
}

/** A sum that may fall is a gauge to Prometheus. */
export function sourceOf(data: MetricData, scope: string): FamilySource {
  switch (data.dataPointType) {
    case DataPointType.SUM:
      return { kind: data.isMonotonic ? 'counter' : 'gauge', data, scope };
    case DataPointType.GAUGE:
      return { kind: 'gauge', data, scope };
    case DataPointType.HISTOGRAM:
    case DataPointType.EXPONENTIAL_HISTOGRAM:
      return { kind: 'histogram', data, scope };
  }
}

const SAMPLE_SUFFIXES: Readonly<Record<FamilyKind, readonly string[]>> = {
  counter: ['_total'],
  gauge: [''],
  histogram: ['_bucket', '_sum', '_count'],
};

/** The names of a family's samples, in both formats. */
export function sampleNames(kind: FamilyKind, name: string): string[] {
  return SAMPLE_SUFFIXES[kind].map((suffix) => name + suffix);
}
