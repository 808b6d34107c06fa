/**
 * A bot with an OpenTelemetry set-up of its own, which pushes metrics and traces over the protocol of
 * `OTEL_EXPORTER_OTLP_PROTOCOL` and has a view for all histograms, and that takes in genesis-otel.
 */

import { trace } from '@opentelemetry/api';
import {
  AggregationType,
  InstrumentType,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { NodeSDK } from '@opentelemetry/sdk-node';
import type ccxtModule from 'ccxt';
import { genesisInstrumentations, genesisViews, PrometheusExporter } from 'genesis-otel';
import { trade } from './trade.cjs';

const kind = process.env['OTEL_EXPORTER_OTLP_PROTOCOL'] === 'grpc' ? 'grpc' : 'proto';
const { OTLPMetricExporter } = require(
  `@opentelemetry/exporter-metrics-otlp-${kind}`,
) as typeof import('@opentelemetry/exporter-metrics-otlp-proto');
const { OTLPTraceExporter } = require(
  `@opentelemetry/exporter-trace-otlp-${kind}`,
) as typeof import('@opentelemetry/exporter-trace-otlp-proto');

const interval = Number(process.env['OTEL_METRIC_EXPORT_INTERVAL']);
const reader = new PeriodicExportingMetricReader({
  exporter: new OTLPMetricExporter(),
  exportIntervalMillis: interval,
  exportTimeoutMillis: interval,
});
const exporter = new PrometheusExporter({
  port: Number(process.env['OTEL_EXPORTER_PROMETHEUS_PORT']),
  authToken: process.env['PROMETHEUS_AUTH_TOKEN'],
});
const sdk = new NodeSDK({
  traceExporter: new OTLPTraceExporter(),
  metricReaders: [reader, exporter],
  views: [
    ...genesisViews(),
    {
      instrumentType: InstrumentType.HISTOGRAM,
      aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM },
    },
  ],
  instrumentations: genesisInstrumentations(),
  logRecordProcessors: [],
});
sdk.start();

const ccxt = require('ccxt') as typeof ccxtModule;
void trace.getTracer('bot').startActiveSpan('trade', async (span) => {
  await trade(ccxt);
  span.end();
});
process.stdin.once('end', () => void sdk.shutdown());
