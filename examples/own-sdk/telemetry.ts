/**
 * The OpenTelemetry set-up of a bot, with its own reader, views, exporters and instrumentations, to
 * which five lines add genesis-otel: `diff telemetry.before.ts telemetry.ts` shows them.
 *
 *     node dist/examples/paper-exchange/main.js --port 4000
 *     PAPER_EXCHANGE_URL=http://127.0.0.1:4000 node --env-file=examples/.env.example \
 *       --require ./dist/examples/own-sdk/telemetry.js dist/examples/own-sdk/bot.js
 */
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { AggregationType, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { genesisInstrumentations, genesisViews, PrometheusExporter } from 'genesis-otel';

const { PROMETHEUS_AUTH_TOKEN: authToken, OTEL_EXPORTER_PROMETHEUS_PORT: port } = process.env;
const sdk = new NodeSDK({
  serviceName: 'own-sdk-bot',
  traceExporter: new OTLPTraceExporter(),
  metricReaders: [
    // Each `OTEL_METRIC_EXPORT_INTERVAL` to `OTEL_EXPORTER_OTLP_ENDPOINT`.
    new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter() }),
    new PrometheusExporter({ port: Number(port ?? 9464), authToken }),
  ],
  views: [
    ...genesisViews(),
    {
      instrumentName: 'bot.decision.duration',
      aggregation: {
        type: AggregationType.EXPLICIT_BUCKET_HISTOGRAM,
        options: { boundaries: [1, 5, 25] },
      },
    },
  ],
  instrumentations: [
    // Clients of exchanges send their requests through the one or the other.
    new HttpInstrumentation(),
    new UndiciInstrumentation(),
    ...genesisInstrumentations(),
  ],
});
sdk.start();
// What is left is pushed when the bot ends.
process.once('SIGTERM', () => void sdk.shutdown().finally(() => process.exit(0)));
