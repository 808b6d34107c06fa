import { recentCount } from '../recent-count.js';
import { RECORDED } from './names.js';
import type { RecordingGroup, RecordingRule } from './recording-rule.js';

function rate5m(metric: string): RecordingRule {
  return {
    record: `instance_exchange:${metric}:rate5m`,
    expr: `sum by (job, instance, exchange) (rate(${metric}_total[5m]))`,
  };
}

/** As it has been counted since the start of the bot, of all markets together. */
function total(metric: string): string {
  return `sum by (job, instance, exchange) (${metric})`;
}

export const ordersGroup: RecordingGroup = {
  name: 'genesis-recorded-orders',
  rules: [
    rate5m('genesis_orders'),
    rate5m('genesis_orders_failed'),
    rate5m('genesis_trades'),
    { record: RECORDED.ordersSum, expr: total('genesis_orders_total') },
    { record: RECORDED.ordersFailedSum, expr: total('genesis_orders_failed_total') },
    { record: RECORDED.orders, expr: recentCount('genesis_orders_total', ['exchange'], '5m') },
    {
      record: RECORDED.ordersFailed,
      expr: recentCount('genesis_orders_failed_total', ['exchange'], '5m'),
    },
    {
      // Without orders there is no ratio, rather than one that is no number.
      record: RECORDED.failureRatio,
      expr: `${RECORDED.ordersFailed} / (${RECORDED.orders} > 0)`,
    },
    {
      record: RECORDED.orderErrors,
      expr: recentCount('genesis_order_errors_total', ['exchange', 'error_type'], '5m'),
    },
  ],
};
