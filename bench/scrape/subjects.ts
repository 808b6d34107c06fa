import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Attributes, Meter } from '@opentelemetry/api';
import type { TradingInstruments } from 'genesis-otel';
import { MetricsRegistry, PrometheusExporter, startGenesis } from 'genesis-otel';
import { requirePeer } from '../peer-packages.js';
import { BOUNDARIES, type Family } from './series.js';

/** What is measured, by the name that the report gives it. */
export const SUBJECTS = [
  'genesis-otel',
  'genesis-otel, same thread',
  'prom-client',
  '@prometheus-io/client',
  'stock OTel exporter',
] as const;
export type Subject = (typeof SUBJECTS)[number];

/** The token that ours asks for; the others do not look at it. */
export const TOKEN = 'the-token-of-the-scrape-bench';

const HOST = '127.0.0.1';

/** A subject that serves, and how it records the families. */
export interface Serving {
  readonly port: number;
  record(served: readonly Family[]): void;
}

type Stock = typeof import('@opentelemetry/exporter-prometheus');
type Sdk = typeof import('@opentelemetry/sdk-metrics');

interface PeerMetric {
  inc(labels: object): void;
  observe(labels: object, value: number): void;
}
type PeerMetricClass = new (options: object) => PeerMetric;
interface Peer {
  readonly Counter: PeerMetricClass;
  readonly Histogram: PeerMetricClass;
  readonly register: { readonly contentType: string; metrics(): Promise<string> };
}

/** Starts a subject in this process. */
export function serve(subject: Subject): Promise<Serving> {
  switch (subject) {
    case 'genesis-otel':
      return serveOurs();
    case 'genesis-otel, same thread':
      return serveInThread();
    case 'stock OTel exporter':
      return serveStock();
    default:
      return servePeer(subject);
  }
}

async function serveOurs(): Promise<Serving> {
  const genesis = startGenesis({
    prometheus: { host: HOST, port: 0, authToken: TOKEN },
    instrumentations: [],
  });
  const address = await genesis.endpoint();
  return { port: address?.port ?? 0, record: recordOn(genesis.instruments) };
}

async function serveInThread(): Promise<Serving> {
  const registry = new MetricsRegistry();
  const options = { host: HOST, port: 0, authToken: TOKEN, registry, preventServerStart: true };
  const exporter = new PrometheusExporter(options as never);
  await exporter.start();
  return { port: exporter.address()?.port ?? 0, record: recordOn(registry.instruments) };
}

function recordOn(instruments: TradingInstruments): Serving['record'] {
  return (served) => {
    for (const { key, kind, labels } of served) {
      const instrument = instruments[key] as unknown as {
        add(value: number, labels: Attributes): void;
        record(value: number, labels: Attributes): void;
      };
      for (const each of labels) {
        if (kind === 'counter') instrument.add(1, each);
        else instrument.record(0.2, each);
      }
    }
  };
}

async function serveStock(): Promise<Serving> {
  const { PrometheusExporter: Exporter } = requirePeer(
    '@opentelemetry/exporter-prometheus',
  ) as Stock;
  const { MeterProvider: Provider } = requirePeer('@opentelemetry/sdk-metrics') as Sdk;
  // Its own server cannot tell which free port it took.
  const exporter = new Exporter({ preventServerStart: true });
  const views = [{ instrumentName: '*', aggregationCardinalityLimit: 20_000 }];
  const meter = new Provider({ readers: [exporter], views }).getMeter('bench');
  const server = createServer((request, response) =>
    exporter.getMetricsRequestHandler(request, response),
  );
  return { port: await listen(server), record: (served) => recordWith(meter, served) };
}

async function servePeer(name: Subject): Promise<Serving> {
  const { Counter, Histogram, register } = requirePeer(name) as Peer;
  const server = createServer(async (_request, response) => {
    response.setHeader('content-type', register.contentType);
    response.end(await register.metrics());
  });
  const record = (served: readonly Family[]): void => {
    for (const { key, kind, labels } of served) {
      const options = { name: key, help: 'Help', labelNames: Object.keys(labels[0] ?? {}) };
      if (kind === 'counter') {
        const counter = new Counter(options);
        for (const each of labels) counter.inc(each);
      } else {
        const histogram = new Histogram({ ...options, buckets: BOUNDARIES });
        for (const each of labels) histogram.observe(each, 0.2);
      }
    }
  };
  return { port: await listen(server), record };
}

function recordWith(meter: Meter, served: readonly Family[]): void {
  for (const { key, kind, labels } of served) {
    if (kind === 'counter') {
      const counter = meter.createCounter(key, { description: 'Help' });
      for (const each of labels) counter.add(1, each);
    } else {
      const advice = { explicitBucketBoundaries: BOUNDARIES };
      const histogram = meter.createHistogram(key, { description: 'Help', advice });
      for (const each of labels) histogram.record(0.2, each);
    }
  }
}

function listen(server: ReturnType<typeof createServer>): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, HOST, () => resolve((server.address() as AddressInfo).port));
  });
}
