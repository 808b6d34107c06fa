import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type ccxtModule from 'ccxt';
import { startGenesis } from 'genesis-otel';
import { requirePeer } from '../peer-packages.js';
import type { Family } from '../scrape/series.js';
import { type Peer, recordByPeer, recordOn, recordWith } from '../scrape/subjects.js';

export const SUBJECTS = ['bare', 'genesis-otel', 'prom-client by hand', 'OTel by hand'] as const;
export type Subject = (typeof SUBJECTS)[number];

/** Places an order, and measures it as the subject does. */
export type PlaceOrder = (client: Client) => Promise<unknown>;
export type Client = InstanceType<typeof ccxtModule.binance>;

/** A subject at work. */
export interface Running {
  readonly place: PlaceOrder;
  /** Where it is scraped; 0 for nowhere. */
  readonly port: number;
  /** Records series besides those of the orders. */
  record(served: readonly Family[]): void;
}

const SYMBOL = 'BTC/USDT';
const HOST = '127.0.0.1';
const BOUNDARIES = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const ORDER_LABELS = ['exchange', 'symbol', 'side', 'type'];
const ORDER = { exchange: 'binance', symbol: SYMBOL, side: 'buy', type: 'market' };
const TIME = { exchange: 'binance', type: 'market', outcome: 'success' };

const bare: PlaceOrder = (client) => client.createOrder(SYMBOL, 'market', 'buy', 0.01);

/** Starts a subject; ours has to be started before ccxt is loaded. */
export async function start(subject: Subject): Promise<Running> {
  switch (subject) {
    case 'bare':
      return { place: bare, port: 0, record: () => {} };
    case 'genesis-otel': {
      const genesis = startGenesis({ prometheus: { host: HOST, port: 0 } });
      const port = (await genesis.endpoint())?.port ?? 0;
      return { place: bare, port, record: recordOn(genesis.instruments) };
    }
    case 'prom-client by hand':
      return byPromClient();
    case 'OTel by hand':
      return byOtel();
  }
}

async function byPromClient(): Promise<Running> {
  const peer = requirePeer('prom-client') as Peer;
  const { Counter, Histogram, register } = peer;
  const orders = new Counter({ name: 'orders_total', help: 'o', labelNames: ORDER_LABELS });
  const failed = new Counter({ name: 'failed_total', help: 'f', labelNames: ORDER_LABELS });
  const labelNames = Object.keys(TIME);
  const time = new Histogram({ name: 'time', help: 't', labelNames, buckets: BOUNDARIES });
  const place = measured({
    order: () => orders.inc(ORDER),
    failure: (count) => failed.inc(ORDER, count),
    time: (seconds) => time.observe(TIME, seconds),
  });
  const record = recordByPeer(peer);
  const server = createServer(async (_request, response) => {
    response.end(await register.metrics());
  });
  return { place, port: await listen(server), record };
}

type Stock = typeof import('@opentelemetry/exporter-prometheus');
type Sdk = typeof import('@opentelemetry/sdk-metrics');

async function byOtel(): Promise<Running> {
  const { PrometheusExporter } = requirePeer('@opentelemetry/exporter-prometheus') as Stock;
  const { MeterProvider } = requirePeer('@opentelemetry/sdk-metrics') as Sdk;
  const exporter = new PrometheusExporter({ preventServerStart: true });
  const views = [{ instrumentName: '*', aggregationCardinalityLimit: 20_000 }];
  const meter = new MeterProvider({ readers: [exporter], views }).getMeter('bench');
  const orders = meter.createCounter('orders');
  const failed = meter.createCounter('failed');
  const advice = { explicitBucketBoundaries: BOUNDARIES };
  const time = meter.createHistogram('time', { advice });
  const place = measured({
    order: () => orders.add(1, ORDER),
    failure: (count) => failed.add(count, ORDER),
    time: (seconds) => time.record(seconds, TIME),
  });
  const server = createServer((request, response) =>
    exporter.getMetricsRequestHandler(request, response),
  );
  return { place, port: await listen(server), record: (served) => recordWith(meter, served) };
}

interface Hand {
  order(): void;
  failure(count: number): void;
  time(seconds: number): void;
}

/** As somebody writes it around the call: the order, its failure at 0, how long it took. */
function measured(hand: Hand): PlaceOrder {
  return async (client) => {
    hand.order();
    hand.failure(0);
    const began = performance.now();
    try {
      return await bare(client);
    } catch (fault) {
      hand.failure(1);
      throw fault;
    } finally {
      hand.time((performance.now() - began) / 1_000);
    }
  };
}

function listen(server: ReturnType<typeof createServer>): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, HOST, () => resolve((server.address() as AddressInfo).port));
  });
}
