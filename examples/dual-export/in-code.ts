/**
 * Prometheus and OTLP at once: `/metrics` to pull, and the same figures pushed to a collector.
 *
 *     OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318 \
 *       node --env-file=examples/.env.example dist/examples/dual-export.js
 *
 * Under the preload setting that variable is all it takes; here the same is asked for in code.
 * Send both into one Prometheus only where queries pick one of the two by `job`, or sums double.
 */
import { startGenesis } from 'genesis-otel';

const genesis = startGenesis({
  serviceName: 'grid-bot',
  exporters: ['prometheus', 'otlp'],
  otlp: { exportIntervalMillis: 10_000 },
  initialEquity: '10000',
  // Pushes the last figures when the process ends, whatever ends it.
  flushOnExit: true,
});

async function main(): Promise<void> {
  const { collector, instruments } = genesis;
  const order = { exchange: 'kraken', symbol: 'ETH/USD', side: 'sell', type: 'limit' };
  collector.recordOrder(order);
  collector.recordExecutionTime(0.082, { exchange: 'kraken', type: 'limit' });
  collector.recordTrade({ exchange: 'kraken', symbol: 'ETH/USD', side: 'sell', id: 'T-1' });
  collector.updatePnl({ realized: '-150.25', unrealized: '20.75' });
  collector.updateConnectionStatus(true, 'kraken');

  // The instruments are plain OpenTelemetry, for what the collector has no method for.
  instruments.orders.add(2, { exchange: 'kraken', symbol: 'XRP/USD', side: 'buy', type: 'market' });

  const address = await genesis.endpoint();
  process.stdout.write(`${address?.url ?? 'no endpoint'}\n`);
  process.stdin.once('end', () => void genesis.shutdown()).resume();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
