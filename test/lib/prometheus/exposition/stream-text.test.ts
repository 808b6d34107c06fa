import type { Attributes } from '@opentelemetry/api';
import { ROOT_CONTEXT, TraceFlags, trace } from '@opentelemetry/api';
import { emptyResource } from '@opentelemetry/resources';
import type { ViewOptions } from '@opentelemetry/sdk-metrics';
import { AggregationType } from '@opentelemetry/sdk-metrics';
import { expect } from 'chai';
import fc from 'fast-check';
import { SharedMeterProvider } from '../../../../lib/meter/shared-meter-provider.js';
import { CollectedMetrics } from '../../../../lib/prometheus/exposition/collected-metrics.js';
import type { ExpositionRequest } from '../../../../lib/prometheus/exposition/exposition.js';
import { EXPOSITION_FORMATS } from '../../../../lib/prometheus/exposition/exposition.js';
import type { Exposed } from '../../../../lib/prometheus/exposition/write-exposition.js';

const VIEWS: ViewOptions[] = [
  { instrumentName: 'exponential', aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM } },
  { instrumentName: 'levels', aggregation: { type: AggregationType.EXPLICIT_BUCKET_HISTOGRAM } },
];

const attributes = fc.oneof(
  fc.record({ exchange: fc.constantFrom('x', 'y'), side: fc.constantFrom('buy', 'sell') }),
  fc.dictionary(
    fc.constantFrom('a.b', 'a_b', 'le', '0', 'ü', ''),
    fc.oneof(fc.string(), fc.nat(3)),
    {
      maxKeys: 3,
    },
  ),
) as fc.Arbitrary<Attributes>;

const recording = fc.record({
  instrument: fc.constantFrom('orders_total', 'price', 'duration', 'exponential', 'levels'),
  value: fc.oneof(fc.nat(1_000), fc.double({ min: 0, max: 1e6, noNaN: true })),
  attributes,
  span: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
});

const request = fc.record({
  format: fc.constantFrom(...EXPOSITION_FORMATS),
  names: fc.option(fc.constant(new Set(['duration_count', 'orders'])), { nil: undefined }),
}) as fc.Arbitrary<ExpositionRequest>;

function within(span: number | undefined) {
  if (span === undefined) return undefined;
  const ids = { traceId: 'b'.repeat(32), spanId: `${span}`.padStart(16, '0') };
  return trace.setSpanContext(ROOT_CONTEXT, { ...ids, traceFlags: TraceFlags.SAMPLED });
}

function record(provider: SharedMeterProvider, recordings: readonly Recording[]): void {
  const meter = provider.getMeter('bot', '1');
  const instruments: Record<string, (value: number, labels: Attributes, span?: number) => void> = {
    orders_total: (value, labels, span) =>
      meter.createCounter('orders_total').add(value, labels, within(span)),
    price: (value, labels) => meter.createGauge('price').record(-value, labels),
    levels: (value, labels) => meter.createGauge('levels').record(value, labels),
    duration: (value, labels, span) =>
      meter.createHistogram('duration', { unit: 's' }).record(value, labels, within(span)),
    exponential: (value, labels, span) =>
      meter.createHistogram('exponential').record(value, labels, within(span)),
  };
  for (const { instrument, value, attributes: labels, span } of recordings) {
    instruments[instrument]?.(value, labels, span);
  }
}

type Recording = typeof recording extends fc.Arbitrary<infer T> ? T : never;

async function textOf(exposed: Exposed, asked: ExpositionRequest): Promise<string> {
  let text = '';
  for await (const piece of new CollectedMetrics(exposed, { created: true }).text(asked)) {
    text += piece;
  }
  return text;
}

describe('text from shared memory', () => {
  it('is that of a collection, whatever was recorded (property)', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(recording, { maxLength: 40 }),
        request,
        async (recordings, asked) => {
          const resource = emptyResource();
          const provider = new SharedMeterProvider({ views: VIEWS });
          const half = Math.floor(recordings.length / 2);
          const fromMemory = (): Promise<string> =>
            textOf({ resource, streams: provider.directory.streams(), scopeMetrics: [] }, asked);
          record(provider, recordings.slice(0, half));
          // The labels of these series are written now, and not again.
          await fromMemory();
          record(provider, recordings.slice(half));
          const { resourceMetrics } = await provider.producer().collect();
          expect(await fromMemory()).to.equal(await textOf(resourceMetrics, asked));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('adds up what several threads have recorded, and compares series that several scopes have', async () => {
    const resource = emptyResource();
    const main = new SharedMeterProvider();
    const other = new SharedMeterProvider({ thread: 'worker-1', order: main.order });
    other.onAnnouncement(main.directory.listenTo('worker-1'));
    const labels = { exchange: 'x' };
    for (const provider of [main, other]) {
      const meter = provider.getMeter('bot');
      meter.createCounter('orders_total').add(2, labels);
      meter.createHistogram('duration').record(30, labels);
      meter.createGauge('price').record(provider === main ? 7 : 8, labels);
    }
    main.getMeter('library').createCounter('orders_total').add(5, labels);
    const streams = main.directory.streams();
    const text = await textOf({ resource, streams, scopeMetrics: [] }, { format: 'text-0.0.4' });
    const lines = text
      .split('\n')
      .filter((line) => /^(orders|price|duration_(sum|count))/.test(line));
    expect(lines).to.deep.equal([
      'orders_total{exchange="x"} 4',
      'orders_total{exchange="x",otel_scope_name="library"} 5',
      'duration_sum{exchange="x"} 60',
      'duration_count{exchange="x"} 2',
      'price{exchange="x"} 8',
    ]);
  });

  it('leaves out what has ended and what was bound only', async () => {
    const resource = emptyResource();
    const provider = new SharedMeterProvider();
    const meter = provider.getMeter('bot');
    const gauge = meter.createGauge('price');
    gauge.record(1);
    gauge.remove();
    meter.createCounter('orders').bind({ exchange: 'x' });
    const streams = provider.directory.streams();
    const text = await textOf({ resource, streams, scopeMetrics: [] }, { format: 'text-0.0.4' });
    expect(text).not.to.match(/price|orders/);
  });
});
