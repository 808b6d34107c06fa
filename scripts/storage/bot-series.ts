import { MetricsCollector, MetricsRegistry, PrometheusExporter } from '../../lib/index.js';
import type { ParsedFamily } from '../../test/support/exposition/parse-exposition.js';
import { parseText } from '../../test/support/exposition/parse-exposition.js';

/** How much a bot trades on. */
export interface BotSize {
  readonly exchanges: number;
  /** On each exchange. */
  readonly markets: number;
}

/** What Prometheus adds to each scrape: `up`, `scrape_duration_seconds` and three more. */
export const SERIES_OF_A_SCRAPE = 5;

const SIDES = ['buy', 'sell'];
const TYPES = ['limit', 'market'];
const CHANNELS = ['trades', 'orders', 'balance'];
const LIMIT_TYPES = ['weight_1m', 'orders_10s', 'orders_1d'];
const ERROR_TYPES = ['insufficient_funds', 'rate_limit', 'timeout'] as const;

/**
 * The series of a bot that has traded on all of its markets, as its endpoint serves them: recorded
 * and exposed by the code that a bot has.
 */
export async function familiesOfBot(size: BotSize): Promise<ParsedFamily[]> {
  const registry = new MetricsRegistry();
  const exporter = new PrometheusExporter({ registry, host: '127.0.0.1', port: 0 });
  const collector = new MetricsCollector(registry, { initialEquity: 100_000 });
  collector.start();
  collector.updatePnl({ realized: 1, unrealized: 1 });
  collector.updateTiltScore(1);
  for (let index = 0; index < size.exchanges; index += 1) {
    recordExchange(registry, collector, `exchange${index}`);
    for (let market = 0; market < size.markets; market += 1) {
      recordMarket(collector, `exchange${index}`, `COIN${market}/USDT`);
    }
  }
  await exporter.start();
  const url = `http://127.0.0.1:${exporter.address()?.port}/metrics`;
  // What an endpoint measures of its answers has series from the first answer on.
  await (await fetch(url)).text();
  const text = await (await fetch(url)).text();
  collector.stop();
  await exporter.shutdown();
  return parseText(text);
}

/** Histograms give a series for each bucket, one for the sum and one for the count. */
export function seriesCount(families: readonly ParsedFamily[]): number {
  return families.reduce((sum, { samples }) => sum + samples.length, 0);
}

function recordExchange(
  { instruments }: MetricsRegistry,
  collector: MetricsCollector,
  exchange: string,
): void {
  collector.updatePositionCount(1, exchange);
  collector.updateConnectionStatus(true, exchange);
  collector.updateClockOffset(0.01, exchange);
  collector.recordThrottleWait(0.01, { exchange });
  collector.recordWebsocketPing(0.01, { exchange });
  for (const channel of CHANNELS) collector.recordWebsocketLatency(1, { exchange, channel });
  for (const limit_type of LIMIT_TYPES) {
    instruments.rateLimitUsage.record(0.1, { exchange, limit_type });
  }
  for (const errorType of ERROR_TYPES) {
    collector.recordOrderError({ exchange, operation: 'create', errorType });
  }
  for (const type of TYPES) {
    collector.recordExecutionTime(0.1, { exchange, type });
    collector.recordExecutionTime(0.1, { exchange, type, outcome: 'failure' });
  }
}

function recordMarket(collector: MetricsCollector, exchange: string, symbol: string): void {
  for (const side of SIDES) {
    collector.recordTrade({ exchange, symbol, side });
    for (const type of TYPES) collector.recordOrder({ exchange, symbol, side, type });
  }
}
