import { readFileSync } from 'node:fs';
import { credentials, Metadata } from '@grpc/grpc-js';
import type { ExportResult } from '@opentelemetry/core';
import { OTLPLogExporter as GrpcLogs } from '@opentelemetry/exporter-logs-otlp-grpc';
import { OTLPLogExporter as JsonLogs } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPLogExporter as ProtobufLogs } from '@opentelemetry/exporter-logs-otlp-proto';
import { OTLPMetricExporter as GrpcMetrics } from '@opentelemetry/exporter-metrics-otlp-grpc';
import { OTLPMetricExporter as JsonMetrics } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPMetricExporter as ProtobufMetrics } from '@opentelemetry/exporter-metrics-otlp-proto';
import { OTLPTraceExporter as GrpcTraces } from '@opentelemetry/exporter-trace-otlp-grpc';
import { OTLPTraceExporter as JsonTraces } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufTraces } from '@opentelemetry/exporter-trace-otlp-proto';
import type { CompressionAlgorithm } from '@opentelemetry/otlp-exporter-base';
import { certificateFile } from '../support/otlp/otlp-receiver.js';
import type { Signal } from '../support/otlp/signals.js';
import { recordedLogs, recordedMetrics, recordedSpans } from './recordings.js';

export const PROTOCOLS = ['http/protobuf', 'http/json', 'grpc'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

export interface Destination {
  readonly protocol: Protocol;
  /** Of the receiver, without a path. */
  readonly url: string;
  readonly compression?: 'gzip' | 'none';
  /** Names of the TLS fixtures. */
  readonly ca?: string;
  readonly client?: string;
  readonly timeoutMillis?: number;
}

const EXPORTERS = {
  'http/protobuf': { metrics: ProtobufMetrics, traces: ProtobufTraces, logs: ProtobufLogs },
  'http/json': { metrics: JsonMetrics, traces: JsonTraces, logs: JsonLogs },
  grpc: { metrics: GrpcMetrics, traces: GrpcTraces, logs: GrpcLogs },
};

const RECORDED = { metrics: recordedMetrics, traces: recordedSpans, logs: recordedLogs };

interface AnyExporter {
  export(items: unknown, done: (result: ExportResult) => void): void;
  shutdown(): Promise<void>;
}

/** Sends something of the signal with OpenTelemetry's own exporter, once. */
export async function send(signal: Signal, destination: Destination): Promise<ExportResult> {
  const { protocol } = destination;
  const options = protocol === 'grpc' ? grpcOptions(destination) : httpOptions(signal, destination);
  const exporter = new EXPORTERS[protocol][signal](options) as AnyExporter;
  const items = await RECORDED[signal]();
  const result = await new Promise<ExportResult>((resolve) => {
    exporter.export(items, resolve);
  });
  await exporter.shutdown();
  return result;
}

function common({ compression = 'none', timeoutMillis = 10_000 }: Destination) {
  return { compression: compression as CompressionAlgorithm, timeoutMillis };
}

function httpOptions(signal: Signal, destination: Destination) {
  const { url, ca, client } = destination;
  const certificates = {
    ...(ca === undefined ? {} : { ca: read(`${ca}-crt`) }),
    ...(client === undefined ? {} : { cert: read(`${client}-crt`), key: read(`${client}-key`) }),
  };
  return {
    ...common(destination),
    url: `${url}/v1/${signal}`,
    headers: { 'x-key': 'k' },
    httpAgentOptions: { keepAlive: false, ...certificates },
  };
}

function grpcOptions(destination: Destination) {
  const { url, ca, client } = destination;
  const metadata = new Metadata();
  metadata.set('x-key', 'k');
  if (ca === undefined) return { ...common(destination), url, metadata };
  const pair =
    client === undefined ? [] : ([read(`${client}-key`), read(`${client}-crt`)] as const);
  const secured = credentials.createSsl(read(`${ca}-crt`), ...pair);
  return { ...common(destination), url, metadata, credentials: secured };
}

function read(name: string): Buffer {
  return readFileSync(certificateFile(name));
}
