/**
 * genesis-otel as parts inside an OpenTelemetry set-up that the bot already has: the views, the
 * instrumentation of ccxt and the guarded endpoint, each of which also works alone.
 *
 *     node --env-file=examples/.env.example dist/examples/own-sdk.js
 */
import { metrics } from '@opentelemetry/api';
import { NodeSDK } from '@opentelemetry/sdk-node';
import type ccxtModule from 'ccxt';
import { genesisViews, PrometheusExporter } from 'genesis-otel';
import { CcxtInstrumentation } from 'genesis-otel/instrumentation';

// The instrumentation first, and ccxt after it: ccxt is wrapped while it is loaded.
const ccxtInstrumentation = new CcxtInstrumentation();
const exporter = new PrometheusExporter({
  port: Number(process.env['OTEL_EXPORTER_PROMETHEUS_PORT'] ?? 9464),
  authToken: process.env['PROMETHEUS_AUTH_TOKEN'],
  // Left out, the exporter starts by itself with the SDK; here somebody waits for its address.
  preventServerStart: true,
});
const sdk = new NodeSDK({
  serviceName: 'my-bot',
  metricReaders: [exporter],
  views: genesisViews(),
  instrumentations: [ccxtInstrumentation],
  // This bot wants metrics only.
  spanProcessors: [],
  logRecordProcessors: [],
});
sdk.start();
const ccxt = require('ccxt') as typeof ccxtModule;

async function main(): Promise<void> {
  await exporter.start();

  // A symbol that does not exist: ccxt refuses it before any request, and the failure is counted.
  const exchange = new ccxt.kraken();
  exchange.setMarkets([]);
  await exchange.createOrder('NOPE/USDT', 'market', 'buy', 1).catch(() => undefined);

  // What no exchange knows is told by hand, to the same metrics.
  ccxtInstrumentation.collector.updateTiltScore(12);
  // And the bot's own instruments are exported beside them.
  metrics.getMeter('my-bot').createCounter('my_bot_decisions_total').add(1, { signal: 'cross' });

  process.stdout.write(`${exporter.address()?.url}\n`);
  process.stdin.once('end', () => void sdk.shutdown()).resume();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
