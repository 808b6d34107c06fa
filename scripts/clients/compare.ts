import { strict as assert } from 'node:assert';
import type { Sample } from '../../examples/demo/exposition.js';
import { select, total } from '../../examples/demo/exposition.js';
import type { OrderEntry, PaperExchange } from '../../examples/paper-exchange/index.js';
import type { BotReport } from './bots/contract.js';
import type { TestedClient } from './tested-clients.js';

/** What a run has proven, for the table. */
export interface Agreement {
  readonly orders: number;
  readonly failed: number;
  readonly fills: number;
  readonly messages: number;
}

/** Holds what `/metrics` says against the exchange's own log; throws where they differ. */
export function compare(
  samples: readonly Sample[],
  { journal }: PaperExchange,
  { labels, hasLimits = true, isExtra = false }: TestedClient,
  report: BotReport,
): Agreement {
  const sent = journal.orders.filter(({ operation }) => ['create', 'edit'].includes(operation));
  const refused = sent.filter(({ outcome }) => outcome === 'refused');
  const sum = (name: string, by = {}): number => total(select(samples, name, by)) ?? 0;
  const { refusedLocally } = report;

  equal('orders', sum('genesis_orders_total'), sent.length + refusedLocally);
  equal('failed', sum('genesis_orders_failed_total'), refused.length + refusedLocally);
  equal('errors', sum('genesis_order_errors_total'), refused.length + refusedLocally);
  // What never left has no latency.
  equal('measured', sum('genesis_order_execution_time_seconds_count'), sent.length);
  for (const [key, count] of countsOf(sent, labels)) {
    const by = JSON.parse(key) as Record<string, string>;
    // Orders that were refused locally come on top of the exchange's.
    assert.ok(sum('genesis_orders_total', by) >= count, `orders ${key}: ${count} at the exchange`);
  }
  equal('fills', sum('genesis_trades_total'), journal.fills.length);
  const messages = sum('genesis_websocket_latency_ms_count');
  assert.ok(messages >= report.messages, `${messages} message latencies of ${report.messages}`);
  for (const exchange of new Set(Object.values(labels))) {
    equal(`connection of ${exchange}`, sum('genesis_connection_status', { exchange }), 1);
    const limits = select(samples, 'genesis_rate_limit_usage_ratio', { exchange });
    assert.equal(limits.length > 0, hasLimits, `rate limits of ${exchange}`);
  }
  for (const errorType of new Set(report.refused)) {
    const expected = report.refused?.filter((one) => one === errorType).length ?? 0;
    equal(errorType, sum('genesis_order_errors_total', { error_type: errorType }), expected);
  }
  if (!isExtra) equalMoney(samples, journal.fills);
  return {
    orders: sent.length + refusedLocally,
    failed: refused.length + refusedLocally,
    fills: journal.fills.length,
    messages,
  };
}

/** How many orders the exchange was sent under each set of labels, by the set as JSON. */
function countsOf(
  orders: readonly OrderEntry[],
  labels: TestedClient['labels'],
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { venue, side, type } of orders) {
    if (side === undefined || type === undefined) continue;
    const exchange = labels[venue] ?? '?';
    const key = JSON.stringify({ exchange, side: side.toLowerCase(), type: type.toLowerCase() });
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** Position and realized P&L of the USD-M account, from its fills. */
function equalMoney(
  samples: readonly Sample[],
  fills: readonly { venue: string; side: string; qty: string; realized: string | undefined }[],
): void {
  const swaps = fills.filter(({ venue }) => venue === 'usdm');
  const held = swaps.reduce((sum, { side, qty }) => sum + (side === 'BUY' ? 1 : -1) * +qty, 0);
  const open = Math.abs(held) > 1e-9 ? 1 : 0;
  equal('positions', total(select(samples, 'genesis_position_count')), open);
  const realized = swaps.reduce((sum, fill) => sum + Number(fill.realized ?? 0), 0);
  const told = total(select(samples, 'genesis_realized_pnl_dollars')) ?? 0;
  assert.ok(Math.abs(told - realized) < 1e-6, `realized ${told}, and ${realized} at the exchange`);
}

function equal(what: string, found: number | undefined, expected: number): void {
  assert.equal(found, expected, `${what}: ${found} on /metrics, ${expected} at the exchange`);
}
