import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { startGenesis } from 'genesis-otel';
import type { Family } from '../scrape/series.js';
import { recordOn, recordWith } from '../scrape/subjects.js';

/** What is measured, by the name that the report gives it. */
export const SUBJECTS = [
  'genesis-otel',
  'genesis-otel, same thread',
  'OpenTelemetry’s reader and exporter',
] as const;
export type Subject = (typeof SUBJECTS)[number];

/** A subject that pushes when it is told to, and how it records the families. */
export interface Pushing {
  push(): Promise<unknown>;
  record(served: readonly Family[]): void;
}

/** Pushes come only when they are asked for. */
const INTERVAL_MS = 3_600_000;
const TIMEOUT_MS = 60_000;

/** Starts a subject in this process. */
export function startPushing(subject: Subject, url: string): Pushing {
  switch (subject) {
    case 'genesis-otel':
      return ours(url);
    case 'genesis-otel, same thread':
      denyThreads();
      return ours(url);
    default:
      return stock(url);
  }
}

function ours(url: string): Pushing {
  process.env['OTEL_EXPORTER_OTLP_TIMEOUT'] = String(TIMEOUT_MS);
  const genesis = startGenesis({
    exporters: ['otlp'],
    otlp: {
      protocol: 'http/protobuf',
      url: `${url}/v1/metrics`,
      exportIntervalMillis: INTERVAL_MS,
      exportTimeoutMillis: TIMEOUT_MS,
    },
    instrumentations: [],
  });
  return { push: () => genesis.forceFlush(TIMEOUT_MS), record: recordOn(genesis.instruments) };
}

/** What a process sees that may have no more threads: all is done on the only one. */
function denyThreads(): void {
  const threads = require('node:worker_threads') as { Worker: unknown };
  threads.Worker = class {
    constructor() {
      throw new Error('this process may have no threads');
    }
  };
}

function stock(url: string): Pushing {
  const exporter = new OTLPMetricExporter({ url: `${url}/v1/metrics`, timeoutMillis: TIMEOUT_MS });
  const reader = new PeriodicExportingMetricReader({
    exporter,
    exportIntervalMillis: INTERVAL_MS,
    exportTimeoutMillis: TIMEOUT_MS,
  });
  const views = [{ instrumentName: '*', aggregationCardinalityLimit: 30_000 }];
  const meter = new MeterProvider({ readers: [reader], views }).getMeter('bench');
  return { push: () => reader.forceFlush(), record: (served) => recordWith(meter, served) };
}
