/**
 * The same as the preload gives `bot.ts`, asked for in code: `/metrics` to pull, and the same figures
 * pushed to a collector.
 *
 *     PAPER_EXCHANGE_URL=http://127.0.0.1:4000 OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318 \
 *       node --env-file=examples/.env.example dist/examples/dual-export/in-code.js
 *
 * Send both into one Prometheus only where queries pick one of the two by `job`, or sums double.
 */
import { startGenesis } from 'genesis-otel';

const genesis = startGenesis({
  serviceName: 'grid-bot',
  exporters: ['prometheus', 'otlp'],
  initialEquity: '10000',
  // Pushes the last figures when the process ends, whatever ends it.
  flushOnExit: true,
});

// What no exchange knows is told by hand.
genesis.collector.updateTiltScore(12);

async function main(): Promise<void> {
  const address = await genesis.endpoint();
  process.stdout.write(`${address?.url ?? 'no endpoint'}\n`);
  // Only now: exchange clients are wrapped while they are loaded.
  await import('./bot.js');
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
