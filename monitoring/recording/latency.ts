import type { RecordingGroup, RecordingRule } from './recording-rule.js';

const QUANTILES = { p50: 0.5, p95: 0.95, p99: 0.99 } as const;

/**
 * Bucket rates first, then the quantiles of them, and the mean. Where nothing was measured they
 * are left out: what is no number is not >= 0.
 */
function latencyRules(metric: string): RecordingRule[] {
  const buckets = `instance_exchange_le:${metric}_bucket:rate5m`;
  const by = 'sum by (job, instance, exchange)';
  return [
    {
      record: buckets,
      expr: `sum by (job, instance, exchange, le) (rate(${metric}_bucket[5m]))`,
    },
    ...Object.entries(QUANTILES).map(([name, quantile]) => ({
      record: `instance_exchange:${metric}:${name}_rate5m`,
      expr: `histogram_quantile(${quantile}, ${buckets}) >= 0`,
    })),
    {
      record: `instance_exchange:${metric}:mean_rate5m`,
      expr: `${by} (rate(${metric}_sum[5m])) / (${by} (rate(${metric}_count[5m])) > 0)`,
    },
  ];
}

export const latencyGroup: RecordingGroup = {
  name: 'genesis-recorded-latency',
  rules: [
    ...latencyRules('genesis_order_execution_time_seconds'),
    ...latencyRules('genesis_websocket_latency_ms'),
  ],
};
