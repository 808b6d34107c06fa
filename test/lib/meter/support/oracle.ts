import type { Attributes, Meter, ValueType } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import { emptyResource } from '@opentelemetry/resources';
import type {
  AggregationTemporality,
  MetricProducer,
  ResourceMetrics,
  ViewOptions,
} from '@opentelemetry/sdk-metrics';
import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';
import { SharedMeterProvider } from '../../../../lib/meter/shared-meter-provider.js';

/** One step of a run: something is recorded, or a reader collects. */
export type Step =
  | {
      readonly kind: 'record';
      readonly instrument: 'ticks' | 'level' | 'delay';
      readonly value: number;
      readonly attributes: Attributes;
      /** Whether ours is bound first; the SDK knows no bound instruments. */
      readonly isBound: boolean;
    }
  | { readonly kind: 'collect'; readonly reader: number };

export interface Run {
  /** Of the meter; undefined where it is given none. */
  readonly version: string | undefined;
  /** Of all instruments. */
  readonly valueType: ValueType;
  readonly views: readonly ViewOptions[];
  readonly temporalities: readonly AggregationTemporality[];
  readonly steps: readonly Step[];
}

class PlainReader extends MetricReader {
  constructor(temporality: AggregationTemporality) {
    super({ aggregationTemporalitySelector: () => temporality });
  }
  protected override async onShutdown(): Promise<void> {}
  protected override async onForceFlush(): Promise<void> {}
}

interface Subject {
  record(step: Step & { kind: 'record' }): void;
  collect(reader: number): Promise<ResourceMetrics>;
}

const OPTIONS = {
  ticks: { unit: '{tick}', description: 'Ticks' },
  level: { unit: 'm', description: 'Level' },
  delay: { unit: 's', description: '', advice: { explicitBucketBoundaries: [1, 2, 8] } },
};

/** Runs the same steps through the SDK and through ours; what each collection gave, side by side. */
export async function runBoth(
  run: Run,
): Promise<{ sdk: ResourceMetrics; ours: ResourceMetrics }[]> {
  const resource = emptyResource();
  const subjects = [sdkSubject(run, resource), sharedSubject(run, resource)] as const;
  const collected: { sdk: ResourceMetrics; ours: ResourceMetrics }[] = [];
  const clock = Date.now;
  let now = 1_700_000_000_000;
  Date.now = () => now;
  try {
    for (const step of run.steps) {
      now += 7;
      if (step.kind === 'record') for (const subject of subjects) subject.record(step);
      else {
        const [sdk, ours] = [
          await subjects[0].collect(step.reader),
          await subjects[1].collect(step.reader),
        ];
        collected.push({ sdk, ours });
      }
    }
  } finally {
    Date.now = clock;
  }
  return collected;
}

function sdkSubject(
  { views, temporalities, version, valueType }: Run,
  resource: Resource,
): Subject {
  const readers = temporalities.map((temporality) => new PlainReader(temporality));
  const provider = new MeterProvider({ readers, views: [...views], resource });
  const instruments = instrumentsOf(provider.getMeter('oracle', version), valueType);
  return {
    record: ({ instrument, value, attributes }) => instruments[instrument](value, attributes),
    collect: async (reader) => {
      const result = await readers[reader]?.collect();
      if (result === undefined) throw new Error('no such reader');
      return result.resourceMetrics;
    },
  };
}

function sharedSubject(
  { views, temporalities, version, valueType }: Run,
  resource: Resource,
): Subject {
  const provider = new SharedMeterProvider({ views, resource });
  const producers = temporalities.map((temporality) => provider.producer(() => temporality));
  const meter = provider.getMeter('oracle', version);
  const instruments = instrumentsOf(meter as unknown as Meter, valueType);
  const [ticks, level, delay] = [
    meter.createCounter('ticks', { ...OPTIONS.ticks, valueType }),
    meter.createGauge('level', { ...OPTIONS.level, valueType }),
    meter.createHistogram('delay', { ...OPTIONS.delay, valueType }),
  ];
  const bound = new Map<string, (value: number) => void>();
  const bind = {
    ticks: (attributes: Attributes) => {
      const series = ticks.bind(attributes);
      return (value: number) => series.add(value);
    },
    level: (attributes: Attributes) => {
      const series = level.bind(attributes);
      return (value: number) => series.record(value);
    },
    delay: (attributes: Attributes) => {
      const series = delay.bind(attributes);
      return (value: number) => series.record(value);
    },
  };
  return {
    record: ({ instrument, value, attributes, isBound }) => {
      // A series that is bound starts then, and takes its place; in the SDK it starts when a first
      // value is taken. So that starts are alike, ours is bound at that moment.
      const isTaken = instrument === 'level' || value >= 0;
      if (!isBound || !isTaken) return instruments[instrument](value, attributes);
      const key = JSON.stringify([instrument, attributes]);
      const record = bound.get(key) ?? bind[instrument](attributes);
      bound.set(key, record);
      record(value);
    },
    collect: async (reader) => {
      const result = await (producers[reader] as MetricProducer).collect();
      return result.resourceMetrics;
    },
  };
}

function instrumentsOf(meter: Meter, valueType: ValueType) {
  const ticks = meter.createCounter('ticks', { ...OPTIONS.ticks, valueType });
  const level = meter.createGauge('level', { ...OPTIONS.level, valueType });
  const delay = meter.createHistogram('delay', { ...OPTIONS.delay, valueType });
  return {
    ticks: (value: number, attributes: Attributes) => ticks.add(value, attributes),
    level: (value: number, attributes: Attributes) => level.record(value, attributes),
    delay: (value: number, attributes: Attributes) => delay.record(value, attributes),
  };
}
