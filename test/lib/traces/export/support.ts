import type { Tracer } from '@opentelemetry/api';
import { TracerProvider } from '@opentelemetry/sdk-trace';
import { SharedMeterProvider } from '../../../../lib/meter/shared-meter-provider.js';
import { hrTime } from '../../../../lib/meter/time.js';
import { sharedScopes } from '../../../../lib/otlp/model/shared-scopes.js';
import { OtlpRecorder } from '../../../../lib/otlp/otlp-recorder.js';
import { OtlpSpanSender } from '../../../../lib/traces/export/otlp-span-sender.js';
import type { SpanBatches } from '../../../../lib/traces/export/span-queue.js';
import { SpanQueue } from '../../../../lib/traces/export/span-queue.js';

export const PROTOCOLS = ['http/protobuf', 'http/json', 'grpc'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

export const BATCHES: SpanBatches = {
  // Longer than any test: what is sent is sent because it is asked for.
  scheduledDelayMillis: 3_600_000,
  exportTimeoutMillis: 20_000,
  maxQueueSize: 100,
  maxExportBatchSize: 40,
};

export interface ExportOptions {
  readonly batches?: Partial<SpanBatches>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly compression?: 'gzip' | 'none';
}

/** Spans that are exported to an OTLP receiver, and what is counted of that. */
export class ExportedSpans {
  readonly queue: SpanQueue;
  readonly tracer: Tracer;
  readonly #shared = new SharedMeterProvider();

  constructor(protocol: Protocol, url: string, options: ExportOptions = {}) {
    const { batches, headers = {}, compression = 'none' } = options;
    const recorder = new OtlpRecorder(this.#shared, 'traces');
    const settings = {
      protocol,
      url: protocol === 'grpc' ? url : `${url}/v1/traces`,
      ...{ insecure: true, headers, compression, certificates: {}, pushTimeoutMillis: 20_000 },
    };
    const sender = new OtlpSpanSender(settings, recorder);
    this.queue = new SpanQueue({ ...BATCHES, ...batches }, sender, recorder);
    this.tracer = new TracerProvider({ spanProcessors: [this.queue] }).getTracer('test');
  }

  /** Makes so many spans, named by their numbers. */
  make(count: number, first = 1): void {
    for (let at = 0; at < count; at += 1) this.tracer.startSpan(`span ${first + at}`).end();
  }

  /** What was counted of `metric`, by the label given, without what is zero. */
  async counts(metric: string, label: string): Promise<Record<string, number>> {
    const points = sharedScopes(this.#shared.directory.streams(), hrTime(Date.now()))
      .flatMap(({ metrics }) => metrics)
      .filter(({ name }) => name === metric)
      .flatMap(({ points: some }) => [...some]);
    const counted = points.filter(({ value }) => value !== 0);
    return Object.fromEntries(
      counted.map(({ attributes, value }) => [String(attributes[label]), value as number]),
    );
  }
}
