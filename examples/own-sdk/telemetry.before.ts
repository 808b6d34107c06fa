/** The OpenTelemetry set-up that the bot had before genesis-otel; `telemetry.ts` is the one after. */
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { AggregationType, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { NodeSDK } from '@opentelemetry/sdk-node';

const sdk = new NodeSDK({
  serviceName: 'own-sdk-bot',
  traceExporter: new OTLPTraceExporter(),
  metricReaders: [
    // Each `OTEL_METRIC_EXPORT_INTERVAL` to `OTEL_EXPORTER_OTLP_ENDPOINT`.
    new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter() }),
  ],
  views: [
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
  ],
});
sdk.start();
// What is left is pushed when the bot ends.
process.once('SIGTERM', () => void sdk.shutdown().finally(() => process.exit(0)));
