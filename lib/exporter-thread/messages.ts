import type { Attributes, HrTime, ValueType } from '@opentelemetry/api';
import type { DataPointType, InstrumentType } from '@opentelemetry/sdk-metrics';
import type { EndpointConfig } from '../config/genesis-config.js';
import type { GenesisErrorCode } from '../errors.js';
import type { Announcement } from '../meter/announcement.js';
import type { WriterSnapshot } from '../meter/reading/directory.js';
import type { OtlpResource } from '../otlp/model/otlp-message.js';
import type { PushSettings } from '../otlp/push-settings.js';
import type { EndpointAddress } from '../prometheus/exporter-options.js';
import type { Protection } from '../prometheus/guard/protection.js';

/** What the thread is started with. */
export interface ThreadData {
  /** What the thread is called. */
  readonly thread: string;
  readonly endpoint: EndpointData | undefined;
  readonly push: PushData | undefined;
  /** All that was recorded so far. */
  readonly snapshot: readonly WriterSnapshot[];
  /** The cell that counts the recordings of gauges. */
  readonly order: Float64Array;
  readonly heartbeat: Float64Array;
}

/** The endpoint that the thread serves. */
export interface EndpointData {
  readonly config: EndpointConfig;
  /** What the host of `config` leads to, where a name server had to be asked. */
  readonly address: string | undefined;
  /** What protected the endpoint when it was opened first; undefined the first time. */
  readonly protection: Protection | undefined;
  /** Of the resource, those that may be shown. */
  readonly targetAttributes: Attributes;
}

/** The push that the thread does. */
export interface PushData {
  readonly settings: PushSettings;
  readonly resource: OtlpResource;
  /** Whether a thread before this one has pushed already. */
  readonly isResumed: boolean;
}

/** What is collected for: each may aggregate in its own way. */
export type CollectedFor = 'endpoint' | 'push';

/** The metrics of one instrument of the SDK, as far as they are shown or pushed. */
export interface PlainMetric {
  readonly descriptor: {
    readonly name: string;
    readonly description: string;
    readonly unit: string;
    readonly type: InstrumentType;
    readonly valueType: ValueType;
  };
  readonly dataPointType: DataPointType;
  readonly isMonotonic: boolean;
  readonly dataPoints: readonly {
    readonly attributes: Attributes;
    readonly startTime: HrTime;
    readonly endTime: HrTime;
    readonly value: unknown;
  }[];
}

/** Who measured. */
export interface PlainScope {
  readonly name: string;
  readonly version: string | undefined;
  readonly schemaUrl: string | undefined;
}

/** Some of the series of one metric. */
export interface MetricPart {
  readonly scope: PlainScope;
  readonly metric: PlainMetric;
  /** Whether they are more series of the part before. */
  readonly continues: boolean;
}

/** Asks the main thread for what only it can collect. */
export interface Question {
  readonly kind: 'collect';
  readonly question: number;
  readonly collectedFor: CollectedFor;
  /** For callbacks, in milliseconds. */
  readonly limitMs: number;
  /** On the clock that all threads share: after this nobody waits for the answer any more. */
  readonly until: number;
}

/** What the main thread tells the exporter's. */
export type ToThread =
  | {
      readonly kind: 'announced';
      readonly writer: string;
      readonly announcements: readonly Announcement[];
    }
  /** A thread that recorded has ended. */
  | { readonly kind: 'ended'; readonly writer: string }
  /** The main thread is at work on a question. */
  | { readonly kind: 'alive'; readonly question: number }
  /** A part of the answer: some series of one metric. */
  | { readonly kind: 'part'; readonly question: number; readonly part: MetricPart }
  /** All parts of the answer were sent. */
  | {
      readonly kind: 'collected';
      readonly question: number;
      /** Names of the faults of callbacks. */
      readonly faults: readonly string[];
    }
  /** Asks for a push of what there is. */
  | { readonly kind: 'flush'; readonly flush: number }
  | { readonly kind: 'stop' };

/** What the exporter's thread tells the main one. */
export type FromThread =
  /** It runs; an endpoint may still have to be opened. */
  | { readonly kind: 'started' }
  | {
      readonly kind: 'listening';
      readonly address: EndpointAddress;
      readonly protection: Protection;
    }
  | { readonly kind: 'fault'; readonly code: GenesisErrorCode; readonly message: string }
  | { readonly kind: 'said'; readonly level: 'error' | 'warn' | 'info'; readonly line: string }
  | { readonly kind: 'announced'; readonly announcement: Announcement }
  | Question
  /** A push that was asked for is over, however it ended. */
  | { readonly kind: 'flushed'; readonly flush: number }
  | { readonly kind: 'stopped' };
