import type { Attributes, HrTime } from '@opentelemetry/api';
import type { PointValue } from '../../meter/aggregation/aggregation.js';
import type { Exemplar } from '../../meter/exemplars/exemplar.js';

/** Whether the values of a metric count from their start or from the push before. */
export type OtlpTemporality = 'cumulative' | 'delta';

/** One series at one moment. */
export interface OtlpPoint {
  readonly attributes: Attributes;
  readonly startTime: HrTime;
  readonly endTime: HrTime;
  readonly value: PointValue;
  readonly exemplars: readonly Exemplar[];
}

/** One metric. Its points are made as they are asked for, once. */
export interface OtlpMetric {
  readonly name: string;
  readonly description: string;
  readonly unit: string;
  readonly kind: 'sum' | 'gauge' | 'histogram' | 'exponential_histogram';
  readonly isMonotonic: boolean;
  /** Whether its values are whole numbers by declaration. */
  readonly isInteger: boolean;
  readonly temporality: OtlpTemporality;
  readonly points: Iterable<OtlpPoint>;
}

/** Who measured, and what. */
export interface OtlpScope {
  readonly name: string;
  readonly version: string | undefined;
  readonly schemaUrl: string | undefined;
  readonly metrics: readonly OtlpMetric[];
}

/** Who all of it is about. */
export interface OtlpResource {
  readonly attributes: Attributes;
  readonly schemaUrl: string | undefined;
}

/** What one push carries. */
export interface OtlpMessage {
  readonly resource: OtlpResource;
  readonly scopes: readonly OtlpScope[];
}
