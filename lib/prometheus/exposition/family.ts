import type {
  ExponentialHistogramMetricData,
  GaugeMetricData,
  HistogramMetricData,
  MetricData,
  SumMetricData,
} from '@opentelemetry/sdk-metrics';
import type { StreamState } from '../../meter/reading/stream-state.js';
import { DATA_POINT, INSTRUMENT } from '../../meter/sdk-constants.js';

export type FamilyKind = 'counter' | 'gauge' | 'histogram';

/** What one instrument is called and the name of its meter. */
interface Named {
  readonly scope: string;
  readonly descriptor: {
    readonly name: string;
    readonly description: string;
    readonly unit: string;
  };
}

/** What was collected of one instrument, under the kind that Prometheus knows it by. */
export type CollectedSource = Named &
  (
    | { readonly kind: 'counter' | 'gauge'; readonly data: SumMetricData | GaugeMetricData }
    | {
        readonly kind: 'histogram';
        readonly data: HistogramMetricData | ExponentialHistogramMetricData;
      }
  );

/** What one instrument records in shared memory, to be read while it is written. */
export type StreamSource = Named & { readonly kind: FamilyKind; readonly stream: StreamState };

export type FamilySource = CollectedSource | StreamSource;

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
export function sourceOf(data: MetricData, scope: string): CollectedSource {
  const { descriptor } = data;
  switch (data.dataPointType) {
    case DATA_POINT.SUM:
      return { kind: data.isMonotonic ? 'counter' : 'gauge', data, scope, descriptor };
    case DATA_POINT.GAUGE:
      return { kind: 'gauge', data, scope, descriptor };
    case DATA_POINT.HISTOGRAM:
    case DATA_POINT.EXPONENTIAL_HISTOGRAM:
      return { kind: 'histogram', data, scope, descriptor };
  }
}

export function streamSource(stream: StreamState): StreamSource {
  const { scope, name, description, unit, aggregation } = stream.description;
  const named = { scope: scope.name, descriptor: { name, description, unit }, stream };
  switch (aggregation.kind) {
    case 'sum':
      return { ...named, kind: aggregation.isMonotonic ? 'counter' : 'gauge' };
    case 'last_value':
      return { ...named, kind: 'gauge' };
    default:
      return { ...named, kind: 'histogram' };
  }
}

/** Whether the histogram's values add up to something; those of a gauge do not. */
export function hasSum({ description }: StreamState): boolean {
  return description.type !== INSTRUMENT.GAUGE;
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
