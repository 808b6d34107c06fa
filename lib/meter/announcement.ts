import type { Attributes, HrTime, MetricAdvice, ValueType } from '@opentelemetry/api';
import type { InstrumentType } from '@opentelemetry/sdk-metrics';
import type { AggregationDescription } from './aggregation/aggregation.js';

/** What a metric stream is, as far as it can be told to another thread. */
export interface StreamDescription {
  /** Its number among the streams of its thread. */
  readonly stream: number;
  readonly scope: {
    readonly name: string;
    readonly version: string | undefined;
    readonly schemaUrl: string | undefined;
  };
  readonly name: string;
  readonly description: string;
  readonly unit: string;
  readonly type: InstrumentType;
  readonly valueType: ValueType;
  readonly advice: MetricAdvice;
  readonly aggregation: AggregationDescription;
  /** Upper bounds of the buckets that exemplars are kept for. */
  readonly exemplarBounds: readonly number[];
  /** At most this many series, the overflow series included. */
  readonly limit: number;
}

/** Where the cells of a series lie. */
export interface SeriesDescription {
  readonly stream: number;
  readonly attributes: Attributes;
  readonly startTime: HrTime;
  readonly memory: number;
  readonly offset: number;
}

/**
 * What a thread that records tells those that read. It is all they are ever told: values are read
 * from the memory.
 */
export type Announcement =
  | { readonly kind: 'memory'; readonly memory: number; readonly buffer: ArrayBufferLike }
  | { readonly kind: 'stream'; readonly stream: StreamDescription }
  | { readonly kind: 'series'; readonly series: SeriesDescription }
  | {
      readonly kind: 'exemplars';
      readonly stream: number;
      readonly attributes: Attributes;
      readonly memory: number;
      readonly offset: number;
    };

export type Announce = (announcement: Announcement) => void;
