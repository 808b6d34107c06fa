import { strict as assert } from 'node:assert';
import type { Sample } from '../../examples/demo/exposition.js';
import { select, total } from '../../examples/demo/exposition.js';

const ORDER = { exchange: 'binance', symbol: 'BTC/USDT', side: 'buy', type: 'market' };

/** What the metrics must say after `trade`: each order once, the failure with its reason. */
export function assertTrades(samples: readonly Sample[]): void {
  const figures = {
    orders: total(select(samples, 'genesis_orders_total', ORDER)),
    allOrders: total(select(samples, 'genesis_orders_total')),
    failed: total(select(samples, 'genesis_orders_failed_total', ORDER)),
    reason: total(
      select(samples, 'genesis_order_errors_total', {
        exchange: 'binance',
        operation: 'create',
        error_type: 'insufficient_funds',
      }),
    ),
    measured: total(select(samples, 'genesis_order_execution_time_seconds_count')),
  };
  assert.deepEqual(figures, { orders: 2, allOrders: 2, failed: 1, reason: 1, measured: 2 });
  assert.ok((total(select(samples, 'genesis_rate_limit_usage_ratio')) ?? 0) > 0, 'rate limits');
}
