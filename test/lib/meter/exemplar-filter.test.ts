import type { Context } from '@opentelemetry/api';
import { ROOT_CONTEXT, TraceFlags, trace } from '@opentelemetry/api';
import { expect } from 'chai';
import type { Exemplar } from '../../../lib/meter/exemplars/exemplar.js';
import { exemplarsOf } from '../../../lib/meter/exemplars/exemplar.js';
import type { ExemplarFilter } from '../../../lib/meter/exemplars/exemplar-filter.js';
import { SharedMeterProvider } from '../../../lib/meter/shared-meter-provider.js';
import { OPEN_METRICS } from '../../../lib/prometheus/exposition/open-metrics.js';
import { parseSample } from '../../support/exposition/sample-line.js';

const TRACE = 'a'.repeat(32);

function within(spanId: string, traceFlags: TraceFlags): Context {
  return trace.setSpanContext(ROOT_CONTEXT, { traceId: TRACE, spanId, traceFlags });
}

const SAMPLED = within('1'.repeat(16), TraceFlags.SAMPLED);
const UNSAMPLED = within('2'.repeat(16), TraceFlags.NONE);

/** The exemplars of a counter and a histogram that took 1 without, 2 in an unsampled, 3 in a sampled span. */
async function recorded(exemplarFilter: ExemplarFilter = 'trace_based'): Promise<Exemplar[][]> {
  const provider = new SharedMeterProvider({ exemplarFilter });
  const meter = provider.getMeter('test');
  const counter = meter.createCounter('counter');
  const advice = { explicitBucketBoundaries: [1, 2] };
  const histogram = meter.createHistogram('histogram', { advice });
  for (const [value, context] of [
    [1, undefined],
    [2, UNSAMPLED],
    [3, SAMPLED],
  ] as const) {
    counter.add(value, { of: `${value}` }, context);
    histogram.record(value, {}, context);
  }
  const { resourceMetrics } = await provider.producer().collect();
  const metrics = resourceMetrics.scopeMetrics.flatMap((scope) => scope.metrics);
  return metrics.map(({ descriptor, dataPoints }) =>
    (dataPoints as { attributes: object }[]).flatMap(({ attributes }) => [
      ...(exemplarsOf(descriptor)?.of(attributes as never) ?? []),
    ]),
  );
}

function shown(exemplars: Exemplar[][]): [number, string, string][][] {
  return exemplars.map((kept) =>
    kept.map(({ value, traceId, spanId }) => [value, traceId, spanId]),
  );
}

const OF_THE_SAMPLED = [3, TRACE, '1'.repeat(16)];

describe('the exemplar filter', () => {
  it('keeps those of sampled spans', async () => {
    const expected = [[OF_THE_SAMPLED], [OF_THE_SAMPLED]];
    expect(shown(await recorded('trace_based'))).to.deep.equal(expected);
  });

  it('keeps none where it is off', async () => {
    expect(shown(await recorded('always_off'))).to.deep.equal([[], []]);
  });

  it('keeps all where it is on, without ids where there is no span', async () => {
    const expected = [[1, '', ''], [2, TRACE, '2'.repeat(16)], OF_THE_SAMPLED];
    expect(shown(await recorded('always_on'))).to.deep.equal([expected, expected]);
  });

  it('is written in OpenMetrics with an empty set of labels where there is no span', async () => {
    const [[exemplar] = []] = await recorded('always_on');
    const { labels, value } =
      parseSample(`counter_total 1${OPEN_METRICS.exemplar(exemplar)}`).exemplar ?? {};
    expect({ labels, value }).to.deep.equal({ labels: {}, value: 1 });
  });
});
