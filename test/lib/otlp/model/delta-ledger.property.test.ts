import type { Attributes } from '@opentelemetry/api';
import type { ExponentialHistogram, Histogram } from '@opentelemetry/sdk-metrics';
import { expect } from 'chai';
import * as fc from 'fast-check';
import type { PointValue } from '../../../../lib/meter/aggregation/aggregation.js';
import { AGGREGATION } from '../../../../lib/meter/sdk-constants.js';
import { SharedMeterProvider } from '../../../../lib/meter/shared-meter-provider.js';
import { DeltaLedger } from '../../../../lib/otlp/model/delta-ledger.js';
import type { OtlpPoint } from '../../../../lib/otlp/model/otlp-message.js';
import { otlpScopes } from '../../../../lib/otlp/model/otlp-scopes.js';
import { sharedScopes } from '../../../../lib/otlp/model/shared-scopes.js';

const SYMBOLS = ['BTC', 'ETH'];

const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('record' as const),
      value: fc.integer({ min: 0, max: 1_000_000 }),
      symbol: fc.constantFrom(...SYMBOLS),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constantFrom('arrives' as const, 'fails' as const) }),
  },
);

/** Records the same into a counter and into histograms of both kinds. */
function recorder(shared: SharedMeterProvider): (value: number, labels: Attributes) => void {
  const meter = shared.getMeter('bot');
  const counter = meter.createCounter('volume');
  const explicit = meter.createHistogram('explicit', {
    advice: { explicitBucketBoundaries: [10, 1_000, 100_000] },
  });
  const exponential = meter.createHistogram('exponential');
  return (value, labels) => {
    counter.add(value, labels);
    explicit.record(value, labels);
    exponential.record(value, labels);
  };
}

function newProvider(): SharedMeterProvider {
  const aggregation = { type: AGGREGATION.EXPONENTIAL_HISTOGRAM, options: { maxSize: 8 } } as const;
  return new SharedMeterProvider({ views: [{ instrumentName: 'exponential', aggregation }] });
}

interface Seen {
  readonly series: string;
  readonly point: OtlpPoint;
}

function push(
  shared: SharedMeterProvider,
  preference: 'cumulative' | 'delta',
  ledger: DeltaLedger,
  time: number,
): Seen[] {
  const scopes = otlpScopes(
    sharedScopes(shared.directory.streams(), [time, 0]),
    preference,
    ledger,
  );
  return scopes.flatMap(({ metrics }) =>
    metrics.flatMap(({ name, points }) =>
      [...points].map((point) => ({ series: `${name} ${point.attributes['symbol']}`, point })),
    ),
  );
}

/** What all that arrived comes to. */
function totals(points: readonly Seen[]): Record<string, object> {
  const sums: Record<string, { count: number; sum: number; inBuckets: number }> = {};
  for (const { series, point } of points) {
    const before = sums[series] ?? { count: 0, sum: 0, inBuckets: 0 };
    const { count, sum, inBuckets } = summary(point.value);
    sums[series] = {
      count: before.count + count,
      sum: before.sum + sum,
      inBuckets: before.inBuckets + inBuckets,
    };
  }
  return sums;
}

function summary(value: PointValue) {
  if (typeof value === 'number') return { count: 1, sum: value, inBuckets: 1 };
  const { count, sum = 0 } = value;
  return { count, sum, inBuckets: countsOf(value).reduce((all, some) => all + some, 0) };
}

function countsOf(value: Histogram | ExponentialHistogram): number[] {
  if ('buckets' in value) return value.buckets.counts;
  return [value.zeroCount, ...value.positive.bucketCounts, ...value.negative.bucketCounts];
}

/** Counters have no count of what made them. */
function withoutCounts(all: Record<string, object>): Record<string, object> {
  return Object.fromEntries(
    Object.entries(all).map(([series, total]) => [
      series,
      series.startsWith('volume') ? { sum: (total as { sum: number }).sum } : total,
    ]),
  );
}

describe('the differences of pushes', () => {
  it('come to the whole, whatever pushes failed in between', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const shared = newProvider();
        const record = recorder(shared);
        const ledger = new DeltaLedger();
        const arrived: Seen[] = [];
        let time = Math.ceil(Date.now() / 1_000) + 1;
        for (const each of [...steps, { does: 'arrives' as const }]) {
          time += 1;
          if (each.does === 'record') record(each.value, { symbol: each.symbol });
          else {
            const pushed = push(shared, 'delta', ledger, time);
            if (each.does === 'fails') ledger.rollback();
            else {
              ledger.commit();
              arrived.push(...pushed);
            }
          }
        }
        const whole = push(shared, 'cumulative', new DeltaLedger(), time);
        expect(withoutCounts(totals(arrived))).to.deep.equal(withoutCounts(totals(whole)));
        expectGapless(arrived);
        for (const { point } of arrived) expectNoNegative(point.value);
      }),
      { numRuns: 200 },
    );
  });

  it('are not told where nothing was recorded since', () => {
    const shared = newProvider();
    const ledger = new DeltaLedger();
    recorder(shared)(0, { symbol: 'BTC' });
    expect(push(shared, 'delta', ledger, 1)).to.have.length(3);
    ledger.commit();
    expect(push(shared, 'delta', ledger, 2)).to.deep.equal([]);
  });
});

/** Each difference begins where the last one that arrived has ended. */
function expectGapless(arrived: readonly Seen[]): void {
  const ends = new Map<string, unknown>();
  for (const { series, point } of arrived) {
    const end = ends.get(series);
    if (end !== undefined) expect(point.startTime, series).to.deep.equal(end);
    ends.set(series, point.endTime);
  }
}

function expectNoNegative(value: PointValue): void {
  const counts = typeof value === 'number' ? [value] : countsOf(value);
  expect(Math.min(...counts)).to.be.at.least(0);
}
