import type { Attributes, HrTime } from '@opentelemetry/api';
import type { DataPointType } from '@opentelemetry/sdk-metrics';
import type { EndpointConfig } from '../config/genesis-config.js';
import type { GenesisErrorCode } from '../errors.js';
import type { Announcement } from '../meter/announcement.js';
import type { WriterSnapshot } from '../meter/reading/directory.js';
import type { EndpointAddress } from '../prometheus/exporter-options.js';

/** What the thread is started with. */
export interface ThreadData {
  /** What the thread is called. */
  readonly thread: string;
  readonly config: EndpointConfig;
  /** Of the resource, those that may be shown. */
  readonly targetAttributes: Attributes;
  /** All that was recorded so far. */
  readonly snapshot: readonly WriterSnapshot[];
  /** The cell that counts the recordings of gauges. */
  readonly order: Float64Array;
  readonly heartbeat: Float64Array;
}

/** The metrics of one instrument of the SDK, as far as a scrape shows them. */
export interface PlainMetric {
  readonly descriptor: {
    readonly name: string;
    readonly description: string;
    readonly unit: string;
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

export interface PlainScope {
  readonly scope: { readonly name: string };
  readonly metrics: readonly PlainMetric[];
}

/** What the main thread tells the exporter's. */
export type ToThread =
  | { readonly kind: 'announced'; readonly writer: string; readonly announcement: Announcement }
  /** A thread that recorded has ended. */
  | { readonly kind: 'ended'; readonly writer: string }
  /** The main thread is at work on a question. */
  | { readonly kind: 'alive'; readonly question: number }
  | {
      readonly kind: 'collected';
      readonly question: number;
      readonly scopes: readonly PlainScope[];
      /** Names of the faults of callbacks. */
      readonly faults: readonly string[];
    }
  | { readonly kind: 'stop' };

/** What the exporter's thread tells the main one. */
export type FromThread =
  | { readonly kind: 'listening'; readonly address: EndpointAddress }
  | { readonly kind: 'fault'; readonly code: GenesisErrorCode; readonly message: string }
  | { readonly kind: 'said'; readonly level: 'error' | 'warn' | 'info'; readonly line: string }
  | { readonly kind: 'announced'; readonly announcement: Announcement }
  /** Asks for what only the main thread can collect. */
  | { readonly kind: 'collect'; readonly question: number; readonly limitMs: number }
  | { readonly kind: 'stopped' };
