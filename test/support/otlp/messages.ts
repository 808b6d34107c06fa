import type { Signal } from './signals.js';

/**
 * Decoded messages, the same for every encoding: a field that was not sent has its default, 64-bit
 * integers are decimal strings, ids are lower-case hex, other bytes base64.
 */
export interface Messages {
  readonly metrics: { readonly resourceMetrics: readonly ResourceMetrics[] };
  readonly traces: { readonly resourceSpans: readonly ResourceSpans[] };
  readonly logs: { readonly resourceLogs: readonly ResourceLogs[] };
}

export type Message<S extends Signal> = Messages[S];

/** One of the members is set, or none. */
export interface AnyValue {
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly intValue?: string;
  readonly doubleValue?: number;
  readonly bytesValue?: string;
  readonly arrayValue?: { readonly values: readonly AnyValue[] };
  readonly kvlistValue?: { readonly values: readonly KeyValue[] };
}

export interface KeyValue {
  readonly key: string;
  readonly value: AnyValue | null;
}

export interface Resource {
  readonly attributes: readonly KeyValue[];
}

export interface Scope {
  readonly name: string;
  readonly version: string;
  readonly attributes: readonly KeyValue[];
}

export interface ResourceMetrics {
  readonly resource: Resource | null;
  readonly scopeMetrics: readonly {
    readonly scope: Scope | null;
    readonly metrics: readonly Metric[];
  }[];
}

export const DELTA = 1;
export const CUMULATIVE = 2;

export interface Metric {
  readonly name: string;
  readonly description: string;
  readonly unit: string;
  readonly gauge?: { readonly dataPoints: readonly NumberPoint[] };
  readonly sum?: {
    readonly dataPoints: readonly NumberPoint[];
    readonly aggregationTemporality: number;
    readonly isMonotonic: boolean;
  };
  readonly histogram?: {
    readonly dataPoints: readonly HistogramPoint[];
    readonly aggregationTemporality: number;
  };
  readonly exponentialHistogram?: {
    readonly dataPoints: readonly ExponentialPoint[];
    readonly aggregationTemporality: number;
  };
  readonly summary?: object;
}

interface Point {
  readonly attributes: readonly KeyValue[];
  readonly startTimeUnixNano: string;
  readonly timeUnixNano: string;
  readonly flags: number;
}

export interface NumberPoint extends Point {
  readonly asDouble?: number;
  readonly asInt?: string;
  readonly exemplars: readonly Exemplar[];
}

export interface HistogramPoint extends Point {
  readonly count: string;
  readonly sum?: number;
  readonly min?: number;
  readonly max?: number;
  readonly bucketCounts: readonly string[];
  readonly explicitBounds: readonly number[];
  readonly exemplars: readonly Exemplar[];
}

interface Buckets {
  readonly offset: number;
  readonly bucketCounts: readonly string[];
}

export interface ExponentialPoint extends Point {
  readonly count: string;
  readonly sum?: number;
  readonly min?: number;
  readonly max?: number;
  readonly scale: number;
  readonly zeroCount: string;
  readonly zeroThreshold: number;
  readonly positive: Buckets | null;
  readonly negative: Buckets | null;
  readonly exemplars: readonly Exemplar[];
}

export interface Exemplar {
  readonly filteredAttributes: readonly KeyValue[];
  readonly timeUnixNano: string;
  readonly asDouble?: number;
  readonly asInt?: string;
  readonly traceId: string;
  readonly spanId: string;
}

export interface ResourceSpans {
  readonly resource: Resource | null;
  readonly scopeSpans: readonly {
    readonly scope: Scope | null;
    readonly spans: readonly Span[];
  }[];
}

export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly traceState: string;
  readonly flags: number;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly KeyValue[];
  readonly events: readonly {
    readonly timeUnixNano: string;
    readonly name: string;
    readonly attributes: readonly KeyValue[];
  }[];
  readonly links: readonly {
    readonly traceId: string;
    readonly spanId: string;
    readonly attributes: readonly KeyValue[];
  }[];
  readonly status: { readonly message: string; readonly code: number } | null;
}

export interface ResourceLogs {
  readonly resource: Resource | null;
  readonly scopeLogs: readonly {
    readonly scope: Scope | null;
    readonly logRecords: readonly LogRecord[];
  }[];
}

export interface LogRecord {
  readonly timeUnixNano: string;
  readonly observedTimeUnixNano: string;
  readonly severityNumber: number;
  readonly severityText: string;
  readonly body: AnyValue | null;
  readonly attributes: readonly KeyValue[];
  readonly flags: number;
  readonly traceId: string;
  readonly spanId: string;
}
