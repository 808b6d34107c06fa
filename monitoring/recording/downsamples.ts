import { recentCount } from '../recent-count.js';
import type { RecordingGroup, RecordingRule } from './recording-rule.js';

type Operation = 'last' | 'avg' | 'min' | 'max';

/** What is left of a gauge after five minutes. */
function gauge(level: string, metric: string, operations: readonly Operation[]): RecordingRule[] {
  return operations.map((operation) => ({
    record: `${level}:${metric}:${operation}_5m`,
    expr: `${operation}_over_time(${metric}[5m])`,
  }));
}

/** What a counter counted in five minutes; a sum of these is a count over any longer time. */
function counter(metric: string, labels: readonly string[]): RecordingRule {
  return {
    record: `${['instance', ...labels].join('_')}:${metric}:count_5m`,
    expr: recentCount(`${metric}_total`, labels, '5m'),
  };
}

/** Quantiles as they are recorded anyway, kept every five minutes. */
function quantiles(metric: string): RecordingRule[] {
  return ['p50', 'p95', 'p99'].map((quantile) => ({
    record: `instance_exchange:${metric}:${quantile}_5m`,
    expr: `instance_exchange:${metric}:${quantile}_rate5m`,
  }));
}

/**
 * One sample each five minutes: what a picture of ninety days or a year needs, and all that has to be
 * kept for it. Their names end in `_5m`, those of the quick rules do not (`rate5m`, `p99_rate5m`).
 */
export const downsamplesGroup: RecordingGroup = {
  name: 'genesis-downsamples',
  interval: '5m',
  rules: [
    ...gauge('instance', 'genesis_pnl_dollars', ['last', 'avg', 'min', 'max']),
    ...gauge('instance', 'genesis_realized_pnl_dollars', ['last']),
    ...gauge('instance', 'genesis_unrealized_pnl_dollars', ['last', 'min', 'max']),
    ...gauge('instance', 'genesis_drawdown_percent', ['last', 'avg', 'min', 'max']),
    ...gauge('instance', 'genesis_tilt_score', ['last', 'avg', 'min', 'max']),
    ...gauge('instance_exchange', 'genesis_position_count', ['last', 'max']),
    ...gauge('instance_exchange', 'genesis_connection_status', ['last', 'avg', 'min', 'max']),
    ...gauge('instance_exchange_limit_type', 'genesis_rate_limit_usage_ratio', ['avg', 'max']),
    ...gauge('instance_exchange', 'genesis_clock_offset_seconds', ['last']),
    ...gauge('instance', 'genesis_event_loop_lag_seconds', ['max']),
    ...gauge('instance', 'genesis_cpu_usage_percent', ['avg', 'max']),
    ...gauge('instance', 'genesis_memory_usage_bytes', ['avg', 'max']),
    ...gauge('instance', 'genesis_up', ['last']),
    { record: 'instance:up:avg_5m', expr: 'avg_over_time(up{job="genesis"}[5m])' },
    counter('genesis_orders', ['exchange']),
    counter('genesis_orders_failed', ['exchange']),
    counter('genesis_order_errors', ['exchange', 'error_type']),
    counter('genesis_trades', ['exchange']),
    ...quantiles('genesis_order_execution_time_seconds'),
    ...quantiles('genesis_websocket_latency_ms'),
  ],
};
