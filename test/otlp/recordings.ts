import { ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api';
import { SeverityNumber } from '@opentelemetry/api-logs';
import type { Resource } from '@opentelemetry/resources';
import { resourceFromAttributes } from '@opentelemetry/resources';
import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import {
  InMemoryLogRecordExporter,
  LoggerProvider,
  SimpleLogRecordProcessor,
} from '@opentelemetry/sdk-logs';
import type { ResourceMetrics } from '@opentelemetry/sdk-metrics';
import { AggregationTemporality, MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';

export const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
export const PARENT_ID = 'b7ad6b7169203331';

const resource: Resource = resourceFromAttributes({
  'service.name': 'grid-bot',
  'service.instance.id': 'bot-1',
});

const parent = trace.setSpanContext(ROOT_CONTEXT, {
  traceId: TRACE_ID,
  spanId: PARENT_ID,
  traceFlags: TraceFlags.SAMPLED,
});

class CollectingReader extends MetricReader {
  protected override async onForceFlush(): Promise<void> {}
  protected override async onShutdown(): Promise<void> {}
}

/** One metric of each kind that OTLP knows and the SDK makes. */
export async function recordedMetrics(
  temporality: AggregationTemporality = AggregationTemporality.CUMULATIVE,
): Promise<ResourceMetrics> {
  const reader = new CollectingReader({ aggregationTemporalitySelector: () => temporality });
  const provider = new MeterProvider({ resource, readers: [reader] });
  const meter = provider.getMeter('test', '1.2.3');
  meter.createCounter('orders_total', { unit: '{order}' }).add(3, { side: 'buy', nr: 7 });
  meter.createUpDownCounter('open_orders', { unit: '{order}' }).add(-2.5);
  meter.createGauge('usage', { unit: '1' }).record(0.25);
  const advice = { explicitBucketBoundaries: [0.1, 1, 10] };
  const latency = meter.createHistogram('latency', { unit: 's', advice });
  for (const seconds of [0.1, 0.5, 20]) latency.record(seconds, { side: 'buy' }, parent);
  const { resourceMetrics } = await reader.collect();
  await provider.shutdown();
  return resourceMetrics;
}

/** A span with a parent, an event, a link and a status. */
export async function recordedSpans(): Promise<ReadableSpan[]> {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({
    resource,
    spanProcessors: [new SimpleSpanProcessor({ exporter })],
  });
  const span = provider.getTracer('test').startSpan(
    'order create',
    {
      kind: SpanKind.CLIENT,
      attributes: { exchange: 'kraken', retries: 2, dry: false, symbols: ['BTC/USD', 'XRP/USD'] },
      links: [{ context: { traceId: TRACE_ID, spanId: PARENT_ID, traceFlags: 1 } }],
    },
    parent,
  );
  span.addEvent('fill', { price: 1.5 });
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
  await provider.forceFlush();
  return exporter.getFinishedSpans();
}

/** A line that was written inside a span. */
export async function recordedLogs(): Promise<ReadableLogRecord[]> {
  const exporter = new InMemoryLogRecordExporter();
  const provider = new LoggerProvider({
    resource,
    processors: [new SimpleLogRecordProcessor({ exporter })],
  });
  provider.getLogger('test').emit({
    body: 'order placed',
    severityNumber: SeverityNumber.INFO,
    attributes: { exchange: 'kraken' },
    context: parent,
  });
  await provider.forceFlush();
  return exporter.getFinishedLogRecords();
}
