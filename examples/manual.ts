/**
 * The two examples of the GENESIS guide, line by line. Run it with the guide's own `.env` file:
 *
 *     node --env-file=.env dist/examples/manual.js
 */
import { Decimal } from 'decimal.js';
import { MetricsCollector, MetricsRegistry, PrometheusExporter } from 'genesis-otel';

async function main(): Promise<void> {
  const authToken = process.env['PROMETHEUS_AUTH_TOKEN'];

  // Starting the exporter. PROMETHEUS_PORT is the Prometheus server's; the exporter has its own.
  const registry = new MetricsRegistry();
  const exporter = new PrometheusExporter({
    registry,
    port: Number(process.env['OTEL_EXPORTER_PROMETHEUS_PORT'] ?? 9464),
    ...(authToken === undefined ? {} : { authToken }),
  });
  await exporter.start();

  // Recording metrics. Nothing here is awaited: a counter is no reason to wait.
  const collector = new MetricsCollector(registry);
  collector.start();

  collector.recordOrder({ exchange: 'binance', symbol: 'BTC/USDT', side: 'buy', type: 'limit' });
  collector.recordExecutionTime(0.045);

  collector.updatePnl({
    realized: new Decimal('1000.00'),
    unrealized: new Decimal('250.50'),
  });

  collector.updateConnectionStatus(true, 'binance');

  process.stdout.write(`${exporter.address()?.url}\n`);
  // The endpoint keeps no process alive; this example waits to be scraped.
  process.stdin.once('end', () => void exporter.stop()).resume();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
