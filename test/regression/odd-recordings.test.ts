import type { Attributes } from '@opentelemetry/api';
import { createContextKey, diag, ROOT_CONTEXT, ValueType } from '@opentelemetry/api';
import { AggregationTemporality, AggregationType } from '@opentelemetry/sdk-metrics';
import { expect } from 'chai';
import { forgetReports } from '../../lib/diagnostics/report.js';
import { attributesHash } from '../../lib/meter/series/attributes-hash.js';
import type { SharedMeterOptions } from './support/shared-meter.js';
import { pointsOf, sharedMeter } from './support/shared-meter.js';

const delta = (): AggregationTemporality => AggregationTemporality.DELTA;

// It ended the overflow series of all others, and below the limit it took a place.
describe('a series of a gauge that nobody has recorded', () => {
  it('can be removed, and nothing happens', async () => {
    const views = [{ instrumentName: '*', aggregationCardinalityLimit: 3 }];
    const { meter, producer } = sharedMeter({ views });
    const gauge = meter.createGauge('level');
    gauge.remove({ i: 1 });
    gauge.remove({ i: 2 });
    for (const i of [3, 4, 5]) gauge.record(i, { i });
    gauge.remove({ i: 5 });
    gauge.remove({ i: 6 });
    expect(await pointsOf(producer)).to.deep.equal([
      [{ i: 3 }, 3],
      [{ i: 4 }, 4],
      [{ 'otel.metric.overflow': true }, 5],
    ]);
  });
});

// Ten thousand sets of four labels had 47 numbers, and took seconds to be told apart.
describe('the numbers of sets of attributes that differ in last characters', () => {
  it('are as many as the sets', () => {
    const numbers = new Set<number>();
    for (let at = 0; at < 10_000; at += 1) {
      const [a, b, c, d] = String(at).padStart(4, '0');
      numbers.add(attributesHash({ a: `x${a}`, b: `x${b}`, c: `x${c}`, d: `x${d}` }));
    }
    expect(numbers.size).to.be.above(9_990);
  });
});

// It threw into the bot, or recorded what the unbound call drops.
describe('a bound series of whole numbers', () => {
  it('takes and refuses what the instrument does', async () => {
    const { meter, producer } = sharedMeter();
    const refused: unknown[] = [];
    const onRefused = (value: number): void => void refused.push(value);
    const options = { valueType: ValueType.INT, onRefused };
    const bound = meter.createCounter('ticks', options).bind();
    const odd = [1n, '5', [7], null, true, Symbol('x'), -0.5, Number.NaN];
    for (const value of odd) bound.add(value as number);
    expect(refused).to.deep.equal(odd);
    bound.add(2.9);
    expect(await pointsOf(producer)).to.deep.equal([[{}, 2]]);
  });
});

// Differences of infinite sums are no numbers, and were told for ever.
describe('a sum that has left all numbers', () => {
  it('is told no differences of', async () => {
    const { meter, producer } = sharedMeter({ select: delta });
    const counter = meter.createCounter('ticks');
    const histogram = meter.createHistogram('delay');
    for (const value of [1e308, 1e308]) {
      counter.add(value);
      histogram.record(value);
    }
    await pointsOf(producer);
    expect(await pointsOf(producer)).to.deep.equal([]);
    counter.add(1);
    histogram.record(1);
    const [point] = await pointsOf(producer);
    expect(point?.[1]).to.include({ count: 1, sum: 0 });
  });
});

describe('a negative zero', () => {
  it('that is added makes a series, as zero does', async () => {
    const { meter, producer } = sharedMeter();
    meter.createCounter('ticks').add(-0, { i: 1 });
    expect(await pointsOf(producer)).to.deep.equal([[{ i: 1 }, 0]]);
  });

  it('as an attribute is zero', async () => {
    const { meter, producer } = sharedMeter();
    const counter = meter.createCounter('ticks');
    for (const zero of [0, -0]) counter.add(1, { zero });
    expect(await pointsOf(producer)).to.deep.equal([[{ zero: 0 }, 2]]);
  });
});

describe('attributes', () => {
  it('are kept as they were, though the caller changes a list of them', async () => {
    const { meter, producer } = sharedMeter();
    const counter = meter.createCounter('ticks');
    const list = ['a'];
    counter.add(1, { list });
    list.push('b');
    counter.add(1, { list: ['a'] });
    counter.add(1, { list: ['a', 'b'] });
    expect(await pointsOf(producer)).to.deep.equal([
      [{ list: ['a'] }, 2],
      [{ list: ['a', 'b'] }, 1],
    ]);
  });

  it('without a text of their own are one, as to the SDK', async () => {
    const { meter, producer } = sharedMeter();
    const counter = meter.createCounter('ticks');
    for (const none of [undefined, null, Number.NaN, Number.POSITIVE_INFINITY]) {
      counter.add(1, { none } as unknown as Attributes);
    }
    expect((await pointsOf(producer)).map(([, value]) => value)).to.deep.equal([4]);
  });

  it('are processed in the context of the call', async () => {
    const key = createContextKey('who');
    const who = {
      process: (given: Attributes, context?: { getValue(asked: symbol): unknown }) => ({
        ...given,
        who: String(context?.getValue(key)),
      }),
    };
    const views = [{ instrumentName: '*', attributesProcessors: [who] }];
    const { meter, producer } = sharedMeter({ views });
    meter.createCounter('ticks').add(1, {}, ROOT_CONTEXT.setValue(key, 'given'));
    expect(await pointsOf(producer)).to.deep.equal([[{ who: 'given' }, 1]]);
  });
});

describe('a meter without a version', () => {
  it('is no meter of a version that a view asks for', async () => {
    const views = [{ meterVersion: '1', aggregation: { type: AggregationType.DROP } }] as const;
    const options: SharedMeterOptions = { views };
    const { meter, producer } = sharedMeter(options);
    meter.createCounter('ticks').add(1);
    expect(await pointsOf(producer)).to.deep.equal([[{}, 1]]);
  });
});

describe('values that an instrument cannot take', () => {
  it('are said once, and no logger throws at the bot', () => {
    forgetReports();
    const lines: string[] = [];
    const warn = (line: string): never => {
      lines.push(line);
      throw new Error('no logger');
    };
    const none = (): void => {};
    diag.setLogger({ error: none, warn, info: none, debug: none, verbose: none });
    try {
      const bound = sharedMeter().meter.createCounter('ticks').bind();
      for (let times = 0; times < 100; times += 1) bound.add(Number.NaN);
    } finally {
      diag.disable();
    }
    expect(lines.filter((line) => line.includes('ticks cannot take'))).to.have.length(1);
  });
});
