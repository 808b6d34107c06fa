/**
 * A bot that trades on no exchange: it tells every metric by hand, again and again, and one of them for
 * more markets than a metric has room for.
 */
import type { MetricKey } from 'genesis-otel';
import { CARDINALITY_LIMIT, CATALOGUE, currentGenesis, METRIC_KEYS } from 'genesis-otel';

const EVERY_MS = 200;
const LABELS = { exchange: 'kraken', symbol: 'ETH/EUR', side: 'buy', type: 'limit' };

function recordTo(key: MetricKey): void {
  const instrument = currentGenesis()?.instruments[key];
  const { labels, optionalLabels } = CATALOGUE[key];
  const given = Object.fromEntries([...labels, ...optionalLabels].map((name) => [name, 'unknown']));
  const attributes = { ...given, ...LABELS };
  if (instrument !== undefined && 'add' in instrument) instrument.add(1, attributes);
  else instrument?.record(0.2, attributes);
}

function crowd(): void {
  const trades = currentGenesis()?.instruments.trades;
  for (let market = 0; market <= CARDINALITY_LIMIT; market += 1) {
    trades?.add(1, { ...LABELS, symbol: `M${market}/EUR` });
  }
}

async function main(): Promise<void> {
  crowd();
  setInterval(() => {
    for (const key of METRIC_KEYS) recordTo(key);
  }, EVERY_MS);
  const endpoint = await currentGenesis()?.endpoint();
  process.send?.(endpoint && new URL(endpoint.url).host);
}

process.once('disconnect', () => process.exit(0));
void main();
