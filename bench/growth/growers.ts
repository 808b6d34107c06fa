import type { Attributes } from '@opentelemetry/api';
import { createNoopMeter } from '@opentelemetry/api';
import { emptyResource } from '@opentelemetry/resources';
import { SharedMeterProvider } from '../../lib/meter/shared-meter-provider.js';
import { CATALOGUE } from '../../lib/metrics/catalogue.js';
import { DropCounter } from '../../lib/metrics/drop-counter.js';
import { GuardedCounter } from '../../lib/metrics/guarded-instruments.js';
import { metric } from '../../lib/metrics/metric-definition.js';
import { sharedCounter } from '../../lib/metrics/shared-backing.js';
import { writeExposition } from '../../lib/prometheus/exposition/write-exposition.js';
import { requirePeer } from '../peer-packages.js';

/** What grows, by the name that the report gives it. */
export const GROWERS = [
  'genesis-otel',
  'prom-client',
  '@prometheus-io/client',
  'OTel SDK',
] as const;
export type Grower = (typeof GROWERS)[number];

/** A counter that adds one. */
export interface GrowingCounter {
  add(attributes: Attributes): void;
  bind(attributes: Attributes): () => void;
}

/** Counters of one subject, and the text of a scrape of them all. */
export interface Growing {
  counter(name: string): GrowingCounter;
  /** The characters of the text. */
  text(): Promise<number>;
}

export function growing(grower: Grower): Growing {
  switch (grower) {
    case 'genesis-otel':
      return ours();
    case 'OTel SDK':
      return sdk();
    default:
      return prometheusClient(grower);
  }
}

function ours(): Growing {
  const views = [{ instrumentName: '*', aggregationCardinalityLimit: 20_000 }];
  const provider = new SharedMeterProvider({ views });
  const drops = new DropCounter(createNoopMeter().createCounter(''));
  const { labels } = CATALOGUE.orders;
  return {
    counter: (name) => {
      const definition = metric(name, 'counter', '', '', { labels });
      const backing = sharedCounter(provider.getMeter('bench'), definition, drops);
      const counter = new GuardedCounter(backing, definition, drops);
      return {
        add: (attributes) => counter.add(1, attributes),
        bind: (attributes) => {
          const bound = counter.bind(attributes);
          return () => bound.add(1);
        },
      };
    },
    text: async () => {
      const streams = provider.directory.streams();
      const exposed = { resource: emptyResource(), streams, scopeMetrics: [] };
      let length = 0;
      const request = { format: 'text-0.0.4' as const };
      for (const piece of writeExposition(exposed, request, { created: false })) {
        length += piece.length;
      }
      return length;
    },
  };
}

interface PeerCounter {
  inc(labels: object): void;
  labels(labels: object): { inc(): void };
}
interface Peer {
  readonly Counter: new (options: object) => PeerCounter;
  readonly register: { metrics(): Promise<string> };
}

function prometheusClient(name: Grower): Growing {
  const { Counter, register } = requirePeer(name) as Peer;
  const labelNames = CATALOGUE.orders.labels;
  return {
    counter: (counterName) => {
      const counter = new Counter({ name: counterName, help: 'Bench', labelNames });
      return {
        add: (attributes) => counter.inc(attributes),
        bind: (attributes) => {
          const child = counter.labels(attributes);
          return () => child.inc();
        },
      };
    },
    text: async () => (await register.metrics()).length,
  };
}

type Stock = typeof import('@opentelemetry/exporter-prometheus');
type Sdk = typeof import('@opentelemetry/sdk-metrics');

/** It binds nothing: it keeps the attributes and passes them on. */
function sdk(): Growing {
  const { PrometheusExporter, PrometheusSerializer } = requirePeer(
    '@opentelemetry/exporter-prometheus',
  ) as Stock;
  const { MeterProvider } = requirePeer('@opentelemetry/sdk-metrics') as Sdk;
  const reader = new PrometheusExporter({ preventServerStart: true });
  const views = [{ instrumentName: '*', aggregationCardinalityLimit: 20_000 }];
  const meter = new MeterProvider({ readers: [reader], views }).getMeter('bench');
  const serializer = new PrometheusSerializer();
  return {
    counter: (name) => {
      const counter = meter.createCounter(name);
      const add = (attributes: Attributes): void => counter.add(1, attributes);
      return { add, bind: (attributes) => () => add(attributes) };
    },
    text: async () => {
      const { resourceMetrics } = await reader.collect();
      return serializer.serialize(resourceMetrics).length;
    },
  };
}
