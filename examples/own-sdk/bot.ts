/**
 * A bot that uses OpenTelemetry itself: a metric of its own and a span around each decision. It has no
 * line about genesis-otel; `telemetry.ts` has. Each second it buys a bitcoin, which soon is more
 * than its account can pay for; after `BOT_ROUNDS` it only waits for SIGTERM.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { metrics, trace } from '@opentelemetry/api';
import ccxt from 'ccxt';
import { ccxtOptions } from '../paper-exchange/ccxt-options.js';

const url = process.env['PAPER_EXCHANGE_URL'] ?? 'http://127.0.0.1:4000';
const rounds = Number(process.env['BOT_ROUNDS'] ?? Number.POSITIVE_INFINITY);
const exchange = new ccxt.binance(ccxtOptions(ccxt.binance, { url, venue: 'spot' }) as object);

const tracer = trace.getTracer('own-sdk-bot');
const durations = metrics
  .getMeter('own-sdk-bot')
  .createHistogram('bot.decision.duration', { unit: 'ms' });

/** The span of the decision is the parent of the order's. */
function decide(): Promise<void> {
  return tracer.startActiveSpan('decide', async (span) => {
    const start = performance.now();
    try {
      await exchange.createOrder('BTC/USDT', 'market', 'buy', 1);
      process.stdout.write('bought\n');
    } catch (error) {
      process.stdout.write(`refused: ${error instanceof Error ? error.name : typeof error}\n`);
    } finally {
      durations.record(performance.now() - start);
      span.end();
    }
  });
}

async function main(): Promise<void> {
  await exchange.loadMarkets();
  for (let round = 0; round < rounds; round += 1) {
    await decide();
    await pause(1_000);
  }
  process.stdout.write('done\n');
  process.stdin.resume();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
