import type { Attributes } from '@opentelemetry/api';
import { createNoopMeter, diag } from '@opentelemetry/api';
import type * as SdkMetrics from '@opentelemetry/sdk-metrics';
import { SharedMeterProvider } from '../../lib/meter/shared-meter-provider.js';
import { DropCounter } from '../../lib/metrics/drop-counter.js';
import { GaugeSeries } from '../../lib/metrics/gauge-series.js';
import { GuardedCounter, GuardedHistogram } from '../../lib/metrics/guarded-instruments.js';
import type { LabelKey } from '../../lib/metrics/metric-definition.js';
import { metric } from '../../lib/metrics/metric-definition.js';
import { sharedCounter, sharedHistogram } from '../../lib/metrics/shared-backing.js';
import { requirePeer } from '../peer-packages.js';
import type { Case } from './cases.js';
import { KEYS } from './cases.js';

export const SUBJECTS = [
  'genesis-otel',
  'prom-client',
  '@prometheus-io/client',
  'OTel SDK',
  'typed array',
] as const;
export type Subject = (typeof SUBJECTS)[number];

/** Records a value in a series that was chosen. */
export type Bound = (value: number) => void;

/** An instrument of a subject. */
export interface Recorder {
  record(value: number, attributes: Attributes): void;
  /** The SDK of OpenTelemetry binds nothing: it keeps the attributes and passes them on. */
  bind(attributes: Attributes): { record(value: number): void };
}

const BOUNDARIES = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** Makes the instrument that a case records with. */
export function recorderOf(subject: Subject, { kind, attributes }: Case): Recorder {
  const keys = KEYS.slice(0, attributes);
  switch (subject) {
    case 'genesis-otel':
      return ours(kind, keys);
    case 'OTel SDK':
      return sdk(kind);
    case 'typed array':
      return floor();
    default:
      return prometheusClient(subject, kind, keys);
  }
}

function ours(kind: Case['kind'], keys: readonly string[]): Recorder {
  // As `startGenesis` does; with it the API says at once whether contexts are managed.
  diag.setLogger({ error() {}, warn() {}, info() {}, debug() {}, verbose() {} });
  const meter = new SharedMeterProvider().getMeter('bench');
  const drops = new DropCounter(createNoopMeter().createCounter(''));
  const labels = keys as readonly LabelKey[];
  const definition = metric('bench', kind, '', '', { labels, boundaries: BOUNDARIES });
  switch (kind) {
    case 'counter': {
      const counter = new GuardedCounter(
        sharedCounter(meter, definition, drops),
        definition,
        drops,
      );
      return {
        record: (value, attributes) => counter.add(value, attributes),
        bind: (attributes) => {
          const bound = counter.bind(attributes);
          return { record: (value) => bound.add(value) };
        },
      };
    }
    case 'gauge':
      return new GaugeSeries(meter, definition, drops);
    case 'histogram': {
      const backing = sharedHistogram(meter, definition, drops);
      return new GuardedHistogram(backing, definition, drops);
    }
  }
}

interface Child {
  inc(value: number): void;
  set(value: number): void;
  observe(value: number): void;
}
interface PeerMetric {
  inc(labels: object, value: number): void;
  set(labels: object, value: number): void;
  observe(labels: object, value: number): void;
  labels(labels: object): Child;
}
type PeerClass = new (options: object) => PeerMetric;

function prometheusClient(
  name: Subject,
  kind: Case['kind'],
  labelNames: readonly string[],
): Recorder {
  const peer = requirePeer(name) as Record<'Counter' | 'Gauge' | 'Histogram', PeerClass>;
  const options = { name: 'bench', help: 'Bench', labelNames };
  switch (kind) {
    case 'counter': {
      const counter = new peer.Counter(options);
      return {
        record: (value, attributes) => counter.inc(attributes, value),
        bind: (attributes) => {
          const child = counter.labels(attributes);
          return { record: (value) => child.inc(value) };
        },
      };
    }
    case 'gauge': {
      const gauge = new peer.Gauge(options);
      return {
        record: (value, attributes) => gauge.set(attributes, value),
        bind: (attributes) => {
          const child = gauge.labels(attributes);
          return { record: (value) => child.set(value) };
        },
      };
    }
    case 'histogram': {
      const histogram = new peer.Histogram({ ...options, buckets: BOUNDARIES });
      return {
        record: (value, attributes) => histogram.observe(attributes, value),
        bind: (attributes) => {
          const child = histogram.labels(attributes);
          return { record: (value) => child.observe(value) };
        },
      };
    }
  }
}

function sdk(kind: Case['kind']): Recorder {
  const { MeterProvider, MetricReader } = requirePeer(
    '@opentelemetry/sdk-metrics',
  ) as typeof SdkMetrics;
  class Reader extends MetricReader {
    protected override async onShutdown(): Promise<void> {}
    protected override async onForceFlush(): Promise<void> {}
  }
  const views = [{ instrumentName: '*', aggregationCardinalityLimit: 20_000 }];
  const meter = new MeterProvider({ readers: [new Reader()], views }).getMeter('bench');
  const advice = { explicitBucketBoundaries: BOUNDARIES };
  const record = {
    counter: () => {
      const counter = meter.createCounter('bench');
      return (value: number, attributes: Attributes) => counter.add(value, attributes);
    },
    gauge: () => {
      const gauge = meter.createGauge('bench');
      return (value: number, attributes: Attributes) => gauge.record(value, attributes);
    },
    histogram: () => {
      const histogram = meter.createHistogram('bench', { advice });
      return (value: number, attributes: Attributes) => histogram.record(value, attributes);
    },
  }[kind]();
  return { record, bind: (attributes) => ({ record: (value) => record(value, attributes) }) };
}

/** What no recording can undercut: a number in shared memory, found by its place. */
function floor(): Recorder {
  const cells = new Float64Array(new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT * 10_000));
  let next = 0;
  return {
    record: (value) => {
      cells[0] = (cells[0] as number) + value;
    },
    bind: () => {
      const at = next;
      next += 1;
      return {
        record: (value) => {
          cells[at] = (cells[at] as number) + value;
        },
      };
    },
  };
}
