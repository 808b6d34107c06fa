/** A bot with an OpenTelemetry set-up of its own that takes in the parts of genesis-otel. */
import { NodeSDK } from '@opentelemetry/sdk-node';
import type ccxtModule from 'ccxt';
import { genesisViews, PrometheusExporter } from 'genesis-otel';
import { CcxtInstrumentation } from 'genesis-otel/instrumentation';
import { trade } from './trade.cjs';

const exporter = new PrometheusExporter({
  port: Number(process.env['OTEL_EXPORTER_PROMETHEUS_PORT']),
  authToken: process.env['PROMETHEUS_AUTH_TOKEN'],
});
const sdk = new NodeSDK({
  metricReaders: [exporter],
  views: genesisViews(),
  instrumentations: [new CcxtInstrumentation()],
  spanProcessors: [],
  logRecordProcessors: [],
});
sdk.start();

void trade(require('ccxt') as typeof ccxtModule);
process.stdin.once('end', () => void sdk.shutdown());
