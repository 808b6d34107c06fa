import type { Attributes, HrTime } from '@opentelemetry/api';
import type { DataPointType, InstrumentType } from '@opentelemetry/sdk-metrics';
import type { PointValue } from '../../meter/aggregation/aggregation.js';
import type { Exemplar } from '../../meter/exemplars/exemplar.js';

/** One series as it was collected: it counts from its start. */
export interface CollectedPoint {
  readonly attributes: Attributes;
  readonly startTime: HrTime;
  readonly endTime: HrTime;
  readonly value: PointValue;
}

/** A metric as it was collected, wherever that was. */
export interface MetricSource {
  readonly name: string;
  readonly description: string;
  readonly unit: string;
  readonly type: InstrumentType;
  readonly dataPointType: DataPointType;
  readonly isMonotonic: boolean;
  readonly isInteger: boolean;
  readonly points: Iterable<CollectedPoint>;
  /** Those of the series of `attributes`, in no order. */
  exemplarsOf(attributes: Attributes): readonly Exemplar[];
}

/** Who measured, and what. */
export interface ScopeSource {
  readonly name: string;
  readonly version: string | undefined;
  readonly schemaUrl: string | undefined;
  readonly metrics: readonly MetricSource[];
}
