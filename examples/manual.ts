/**
 * The two examples of the GENESIS guide, line by line. Run it with the guide's own `.env` file:
 *
 *     node --env-file=examples/.env.example dist/examples/manual.js
 */
import { Decimal } from 'decimal.js';
import { MetricsCollector, MetricsRegistry, PrometheusExporter } from 'genesis-otel';

/** What the guide calls `order`. */
const order = { exchange: 'binance', symbol: 'BTC/USDT', side: 'buy', type: 'limit' };

async function main(): Promise<void> {
  // Initialize registry and exporter. The guide's 9090 (PROMETHEUS_PORT) is the Prometheus
  // server's own port; two cannot share one, so the exporter has 9464.
  const registry = new MetricsRegistry();
  const exporter = new PrometheusExporter({
    registry,
    port: Number(process.env['OTEL_EXPORTER_PROMETHEUS_PORT'] ?? 9464),
    authToken: process.env['PROMETHEUS_AUTH_TOKEN'],
  });

  // Start exporter in background
  await exporter.start();

  // Initialize collector. Nothing of it is awaited: recording is no reason for a bot to wait.
  const collector = new MetricsCollector(registry);
  collector.start();

  // Record order execution
  collector.recordOrder(order);
  collector.recordExecutionTime(0.045);

  // Update P&L
  collector.updatePnl({
    realized: new Decimal('1000.00'),
    unrealized: new Decimal('250.50'),
  });

  // Update connection status
  collector.updateConnectionStatus(true, 'binance');

  process.stdout.write(`${exporter.address()?.url}\n`);
  // The endpoint keeps no process alive, so this example stays until its stdin ends.
  process.stdin.once('end', () => void exporter.stop()).resume();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
