import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Attributes, Meter } from '@opentelemetry/api';
import type { TradingInstruments } from 'genesis-otel';
import { CATALOGUE, MetricsRegistry, PrometheusExporter, startGenesis } from 'genesis-otel';
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
  inc(labels: object, value?: number): void;
  observe(labels: object, value: number): void;
}
type PeerMetricClass = new (options: object) => PeerMetric;
/** As much of a client of Prometheus as the bench uses. */
export interface Peer {
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
  const guarded = { host: HOST, port: 0, authToken: TOKEN };
  const exporter = new PrometheusExporter({ ...guarded, registry, preventServerStart: true });
  await exporter.start();
  return { port: exporter.address()?.port ?? 0, record: recordOn(registry.instruments) };
}

/** Records the families by our instruments. */
export function recordOn(instruments: TradingInstruments): Serving['record'] {
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
  const peer = requirePeer(name) as Peer;
  const { register } = peer;
  const server = createServer(async (_request, response) => {
    response.setHeader('content-type', register.contentType);
    response.end(await register.metrics());
  });
  return { port: await listen(server), record: recordByPeer(peer) };
}

/** Records the families by a client of Prometheus. */
export function recordByPeer({ Counter, Histogram }: Peer): Serving['record'] {
  return (served) => {
    for (const { key, kind, labels } of served) {
      const { name, description: help } = CATALOGUE[key];
      const options = { name, help, labelNames: Object.keys(labels[0] ?? {}) };
      if (kind === 'counter') {
        const counter = new Counter(options);
        for (const each of labels) counter.inc(each);
      } else {
        const histogram = new Histogram({ ...options, buckets: BOUNDARIES });
        for (const each of labels) histogram.observe(each, 0.2);
      }
    }
  };
}

/** Records the families by OpenTelemetry's API. */
export function recordWith(meter: Meter, served: readonly Family[]): void {
  for (const { key, kind, labels } of served) {
    const { name, description } = CATALOGUE[key];
    if (kind === 'counter') {
      const counter = meter.createCounter(name, { description });
      for (const each of labels) counter.add(1, each);
    } else {
      const advice = { explicitBucketBoundaries: BOUNDARIES };
      const histogram = meter.createHistogram(name, { description, advice });
      for (const each of labels) histogram.record(0.2, each);
    }
  }
}

function listen(server: ReturnType<typeof createServer>): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, HOST, () => resolve((server.address() as AddressInfo).port));
  });
}
