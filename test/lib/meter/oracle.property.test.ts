import type { Attributes } from '@opentelemetry/api';
import { diag, ValueType } from '@opentelemetry/api';
import type { ViewOptions } from '@opentelemetry/sdk-metrics';
import {
  AggregationTemporality,
  AggregationType,
  createAllowListAttributesProcessor,
  createDenyListAttributesProcessor,
  InstrumentType,
} from '@opentelemetry/sdk-metrics';
import { expect } from 'chai';
import fc from 'fast-check';
import { comparable } from './support/comparable.js';
import type { Run, Step } from './support/oracle.js';
import { runBoth } from './support/oracle.js';

const INSTRUMENTS = ['ticks', 'level', 'delay'] as const;
const KEYS = ['exchange', 'symbol', 'side', 'a', 'b', '1', '__proto', ''];

/** Sums of such numbers are exact in any order. */
const eighths = fc.integer({ min: -80_000, max: 80_000 }).map((count) => count / 8);

const attributes = fc.dictionary(
  fc.constantFrom(...KEYS),
  fc.oneof(
    fc.constantFrom('x', 'y', '1', '', 'a"b\n', 's1:x'),
    fc.integer({ min: -2, max: 2 }),
    fc.boolean(),
    fc.array(fc.constantFrom('x', 'y'), { maxLength: 2 }),
  ),
  { maxKeys: 4, noNullPrototype: true },
) as fc.Arbitrary<Attributes>;

const aggregation = fc.oneof(
  fc.constantFrom<NonNullable<ViewOptions['aggregation']>>(
    { type: AggregationType.DEFAULT },
    { type: AggregationType.DROP },
    { type: AggregationType.SUM },
    { type: AggregationType.LAST_VALUE },
    { type: AggregationType.EXPLICIT_BUCKET_HISTOGRAM },
    { type: AggregationType.EXPONENTIAL_HISTOGRAM },
  ),
  fc.record({
    type: fc.constant(AggregationType.EXPLICIT_BUCKET_HISTOGRAM as const),
    options: fc.record(
      {
        boundaries: fc.uniqueArray(fc.oneof(eighths, fc.constantFrom(Infinity, -Infinity)), {
          maxLength: 5,
        }),
        recordMinMax: fc.boolean(),
      },
      { requiredKeys: ['boundaries'] },
    ),
  }),
  fc.record({
    type: fc.constant(AggregationType.EXPONENTIAL_HISTOGRAM as const),
    options: fc.record(
      { maxSize: fc.integer({ min: 2, max: 40 }), recordMinMax: fc.boolean() },
      { requiredKeys: [] },
    ),
  }),
);

const processors = fc.array(
  fc.oneof(
    fc.subarray(KEYS).map((keys) => createAllowListAttributesProcessor(keys)),
    fc.subarray(KEYS).map((keys) => createDenyListAttributesProcessor(keys)),
  ),
  { maxLength: 2 },
);

const selection = fc.oneof(
  fc.constantFrom(...INSTRUMENTS).map((instrumentName) => ({ instrumentName })),
  fc.constantFrom<Partial<ViewOptions>>(
    { instrumentName: '*' },
    { instrumentName: 'de*' },
    { instrumentType: InstrumentType.GAUGE },
    { instrumentUnit: 's', meterName: 'oracle' },
    { meterName: 'oracle', meterVersion: '1' },
    { meterName: 'oracle', meterVersion: '2' },
    { instrumentName: 'ticks', meterName: 'another' },
  ),
);

/** Each with a name of its own where it may have one: what two views call alike the SDK counts twice. */
const views = fc
  .array(
    fc.record(
      {
        selection,
        aggregation,
        description: fc.constantFrom('Another description', ''),
        attributesProcessors: processors,
      },
      { requiredKeys: ['selection'] },
    ),
    { maxLength: 3 },
  )
  .map((all) => {
    const isNamed = (given: Partial<ViewOptions>): boolean =>
      INSTRUMENTS.some((name) => name === given.instrumentName);
    const unnamed = all.findIndex(({ selection: given }) => !isNamed(given));
    return all
      .filter(({ selection: given }, index) => isNamed(given) || index === unnamed)
      .map(
        ({ selection: given, ...rest }, index): ViewOptions => ({
          ...given,
          ...rest,
          ...(isNamed(given) ? { name: `stream_${index}` } : {}),
        }),
      );
  });

const recording: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant('record' as const),
  instrument: fc.constantFrom(...INSTRUMENTS),
  value: eighths,
  attributes,
  isBound: fc.boolean(),
});

const collection: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant('collect' as const),
  reader: fc.constantFrom(0, 1),
});

const meters = fc.record({
  version: fc.constantFrom(undefined, '', '1'),
  valueType: fc.constantFrom(ValueType.DOUBLE, ValueType.INT),
});

const PLAIN = { version: '1', valueType: ValueType.DOUBLE };

const TEMPORALITIES = [AggregationTemporality.CUMULATIVE, AggregationTemporality.DELTA];

async function expectSame(run: Run, isExact: boolean): Promise<void> {
  for (const { sdk, ours } of await runBoth(run)) {
    expect(comparable(ours, { isExact })).to.deep.equal(comparable(sdk, { isExact }));
  }
}

describe('the shared meter, beside the SDK', () => {
  before(() => diag.disable());

  it('exports the same for any recordings, views, readers and collections (property)', async function () {
    this.timeout(60_000);
    const steps = fc.array(fc.oneof({ arbitrary: recording, weight: 5 }, collection), {
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(meters, views, steps, async (meter, given, taken) => {
        const all: Step[] = [...taken, ...TEMPORALITIES.map((_, reader) => collect(reader))];
        const run = { ...meter, views: given, temporalities: TEMPORALITIES, steps: all };
        await expectSame(run, false);
      }),
      { numRuns: 1_000 },
    );
  });

  it('exports the same to the last bucket where it is collected once (property)', async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(
        meters,
        views,
        fc.array(recording, { maxLength: 60 }),
        async (meter, given, taken) => {
          const temporalities = [AggregationTemporality.CUMULATIVE];
          const steps = [...taken, collect(0)];
          await expectSame({ ...meter, views: given, temporalities, steps }, true);
        },
      ),
      { numRuns: 500 },
    );
  });

  // The SDK's limit starts afresh at each collection, ours holds for life: so it is collected once.
  it('has the same overflow series for any limit (property)', async function () {
    this.timeout(60_000);
    const limits = fc.integer({ min: 2, max: 6 });
    await fc.assert(
      fc.asyncProperty(
        limits,
        fc.array(recording, { maxLength: 60 }),
        async (aggregationCardinalityLimit, taken) => {
          const limited = [{ instrumentName: '*', aggregationCardinalityLimit }];
          const temporalities = [AggregationTemporality.CUMULATIVE];
          const steps = [...taken, collect(0)];
          await expectSame({ ...PLAIN, views: limited, temporalities, steps }, true);
        },
      ),
      { numRuns: 300 },
    );
  });

  // A value that is no finite number is dropped by ours and said; the SDK adds it up.
  for (const value of [Number.NaN, Infinity, -Infinity, '5' as unknown as number]) {
    it(`drops ${typeof value} ${value}, unlike the SDK`, async () => {
      const steps: Step[] = INSTRUMENTS.map((instrument) => ({
        kind: 'record',
        instrument,
        value,
        attributes: {},
        isBound: false,
      }));
      const temporalities = [AggregationTemporality.CUMULATIVE];
      const [last] = await runBoth({
        ...PLAIN,
        views: [],
        temporalities,
        steps: [...steps, collect(0)],
      });
      expect(last?.ours.scopeMetrics).to.deep.equal([]);
    });
  }
});

function collect(reader: number): Step {
  return { kind: 'collect', reader };
}
