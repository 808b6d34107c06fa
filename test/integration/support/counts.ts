import type { Series } from '../../support/series.js';
import type { DrivenBot } from './driven-bot.js';

/** What the counters of orders rose by, by labels; what did not rise is left out. */
export interface Rise {
  /** `exchange symbol side type` of the orders that were counted. */
  readonly orders: Readonly<Record<string, number>>;
  readonly failed: Readonly<Record<string, number>>;
  /** `exchange operation error_type`. */
  readonly errors: Readonly<Record<string, number>>;
  /** `exchange type outcome` of the execution times that were measured. */
  readonly measured: Readonly<Record<string, number>>;
}

const COUNTERS = {
  orders: ['genesis_orders_total', ['exchange', 'symbol', 'side', 'type']],
  failed: ['genesis_orders_failed_total', ['exchange', 'symbol', 'side', 'type']],
  errors: ['genesis_order_errors_total', ['exchange', 'operation', 'error_type']],
  measured: ['genesis_order_execution_time_seconds_count', ['exchange', 'type', 'outcome']],
} as const;

/** What `action` adds to the counts of a bot's orders. */
export async function rise(bot: DrivenBot, action: () => Promise<unknown>): Promise<Rise> {
  const before = await bot.series();
  await action();
  const after = await bot.series();
  const risen = Object.entries(COUNTERS).map(([key, [metric, labels]]) => [
    key,
    difference(before, after, metric, labels),
  ]);
  return Object.fromEntries(risen) as Rise;
}

function difference(
  before: Series,
  after: Series,
  metric: string,
  labels: readonly string[],
): Record<string, number> {
  const risen: Record<string, number> = {};
  for (const [key, value] of after) {
    const more = value - (before.get(key) ?? 0);
    if (!key.startsWith(`${metric}{`) || more === 0) continue;
    risen[labels.map((label) => labelOf(key, label)).join(' ')] = more;
  }
  return risen;
}

/** The value of a label in a series' key; `?` where it has none. */
export function labelOf(key: string, label: string): string {
  return new RegExp(`[{,]${label}="([^"]*)"`).exec(key)?.[1] ?? '?';
}

/** The sum of all series of a metric whose labels have these values. */
export function total(
  series: Series,
  metric: string,
  labels: Readonly<Record<string, string>> = {},
): number {
  let sum = 0;
  for (const [key, value] of series) {
    const isMeant =
      (key === metric || key.startsWith(`${metric}{`)) &&
      Object.entries(labels).every(([label, wanted]) => labelOf(key, label) === wanted);
    if (isMeant) sum += value;
  }
  return sum;
}
