/** genesis-otel as parts inside an OpenTelemetry set-up that the bot already has. */
import { NodeSDK } from '@opentelemetry/sdk-node';
import { genesisViews, PrometheusExporter } from 'genesis-otel';
import { CcxtInstrumentation } from 'genesis-otel/instrumentation';

// The instrumentation first: it wraps ccxt while ccxt is loaded.
const instrumentation = new CcxtInstrumentation();
const exporter = new PrometheusExporter({
  port: Number(process.env['OTEL_EXPORTER_PROMETHEUS_PORT'] ?? 9464),
  authToken: process.env['PROMETHEUS_AUTH_TOKEN'] ?? '',
  preventServerStart: true,
});
const sdk = new NodeSDK({
  serviceName: 'my-bot',
  metricReaders: [exporter],
  views: genesisViews(),
  instrumentations: [instrumentation],
  spanProcessors: [],
  logRecordProcessors: [],
});
sdk.start();

async function main(): Promise<void> {
  await exporter.start();
  const { default: ccxt } = await import('ccxt');
  instrumentation.collector.updateTiltScore(12);
  process.stdout.write(`${exporter.address()?.url} with ccxt ${ccxt.version}\n`);
  process.stdin.once('end', () => void sdk.shutdown()).resume();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
