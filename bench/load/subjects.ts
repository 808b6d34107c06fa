import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Meter } from '@opentelemetry/api';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { PrometheusExporter } from 'genesis-otel';
import { requirePeer } from './peers.js';
import { BOUNDARIES, type Family } from './series.js';

/** What is measured, by the name that the report gives it. */
export const SUBJECTS = ['genesis-otel', '@prometheus-io/client', 'stock OTel exporter'] as const;
export type Subject = (typeof SUBJECTS)[number];

/** The token that ours asks for; the others do not look at it. */
export const TOKEN = 'the-token-of-the-load-bench';

/** An endpoint that serves the families. */
export interface Serving {
  readonly port: number;
  /** Collects without serving, where the subject can do that apart. */
  readonly collect: (() => Promise<unknown>) | undefined;
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

const HOST = '127.0.0.1';

/** Starts a subject in this process. */
export function serve(subject: Subject, served: readonly Family[]): Promise<Serving> {
  switch (subject) {
    case 'genesis-otel':
      return serveOurs(served);
    case '@prometheus-io/client':
      return servePeer(served);
    case 'stock OTel exporter':
      return serveStock(served);
  }
}

async function serveOurs(served: readonly Family[]): Promise<Serving> {
  const options = { host: HOST, port: 0, authToken: TOKEN, preventServerStart: true };
  const exporter = new PrometheusExporter(options);
  record(new MeterProvider({ readers: [exporter] }).getMeter('bench'), served);
  await exporter.start();
  return { port: exporter.address()?.port ?? 0, collect: () => exporter.collect() };
}

async function serveStock(served: readonly Family[]): Promise<Serving> {
  const { PrometheusExporter: Exporter } = requirePeer(
    '@opentelemetry/exporter-prometheus',
  ) as Stock;
  const { MeterProvider: Provider } = requirePeer('@opentelemetry/sdk-metrics') as Sdk;
  // Its own server cannot tell which free port it took.
  const exporter = new Exporter({ preventServerStart: true });
  record(new Provider({ readers: [exporter] }).getMeter('bench'), served);
  const server = createServer((request, response) =>
    exporter.getMetricsRequestHandler(request, response),
  );
  return { port: await listen(server), collect: () => exporter.collect() };
}

async function servePeer(served: readonly Family[]): Promise<Serving> {
  const { Counter, Histogram, register } = requirePeer('@prometheus-io/client') as Peer;
  for (const { name, kind, labels } of served) {
    const options = { name, help: 'Help', labelNames: Object.keys(labels[0] ?? {}) };
    if (kind === 'counter') {
      const counter = new Counter(options);
      for (const each of labels) counter.inc(each);
    } else {
      const histogram = new Histogram({ ...options, buckets: BOUNDARIES });
      for (const each of labels) histogram.observe(each, 0.2);
    }
  }
  const server = createServer(async (_request, response) => {
    response.setHeader('content-type', register.contentType);
    response.end(await register.metrics());
  });
  return { port: await listen(server), collect: undefined };
}

function record(meter: Meter, served: readonly Family[]): void {
  for (const { name, kind, labels } of served) {
    if (kind === 'counter') {
      const counter = meter.createCounter(name, { description: 'Help' });
      for (const each of labels) counter.add(1, each);
    } else {
      const advice = { explicitBucketBoundaries: BOUNDARIES };
      const histogram = meter.createHistogram(name, { description: 'Help', advice });
      for (const each of labels) histogram.record(0.2, each);
    }
  }
}

function listen(server: ReturnType<typeof createServer>): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, HOST, () => resolve((server.address() as AddressInfo).port));
  });
}
