/** What somebody asks of the past, and how far off the answer of 5-minute samples is. */
export interface Question {
  readonly title: string;
  readonly query: string;
  /** A share of the answer of all samples, or its own unit. */
  readonly error: 'relative' | 'absolute';
  /** At most, or at least where the answer is lost. */
  readonly bound: number;
}

/** What 5-minute samples answer well. */
export const ANSWERED: readonly Question[] = [
  {
    title: 'orders of a day',
    query: 'sum by (job, instance, exchange) (increase(genesis_orders_total[1d]))',
    error: 'relative',
    bound: 0.01,
  },
  {
    title: 'share of failed orders of a day, percent',
    query:
      '100 * sum by (job, instance) (increase(genesis_orders_failed_total[1d])) / sum by (job, instance) (increase(genesis_orders_total[1d]))',
    error: 'absolute',
    bound: 0.1,
  },
  {
    title: 'orders a second, over an hour',
    query: 'sum by (job, instance) (rate(genesis_orders_total[1h]))',
    error: 'relative',
    bound: 0.1,
  },
  {
    title: 'average time of an order, over a day',
    query:
      'sum by (job, instance) (rate(genesis_order_execution_time_seconds_sum[1d])) / sum by (job, instance) (rate(genesis_order_execution_time_seconds_count[1d]))',
    error: 'relative',
    bound: 0.01,
  },
  {
    title: 'p99 of the time of an order, over a day',
    query:
      'histogram_quantile(0.99, sum by (job, instance, le) (rate(genesis_order_execution_time_seconds_bucket[1d])))',
    error: 'relative',
    bound: 0.02,
  },
  {
    title: 'p99 of the WebSocket latency, over a day',
    query:
      'histogram_quantile(0.99, sum by (job, instance, le) (rate(genesis_websocket_latency_ms_bucket[1d])))',
    error: 'relative',
    bound: 0.02,
  },
  {
    title: 'average P&L of a day, dollars',
    query: 'avg_over_time(genesis_pnl_dollars[1d])',
    error: 'absolute',
    bound: 50,
  },
  {
    title: 'average drawdown of a day, percentage points',
    query: 'avg_over_time(genesis_drawdown_percent[1d])',
    error: 'absolute',
    bound: 0.05,
  },
  {
    title: 'restarts of a day',
    query: 'resets(genesis_up[1d])',
    error: 'absolute',
    bound: 0,
  },
];

/** A question that the samples themselves do not answer, but what Prometheus records of them does. */
export interface LostQuestion extends Question {
  /** Its recording rules look at all samples, every five minutes. */
  readonly recorded: Pick<Question, 'query' | 'bound'>;
}

/** What 5-minute samples cannot know, because it was over before the next of them. */
export const LOST: readonly LostQuestion[] = [
  {
    title: 'highest drawdown of a day, percentage points',
    query: 'max_over_time(genesis_drawdown_percent[1d])',
    error: 'absolute',
    bound: 1,
    recorded: { query: 'max_over_time(instance:genesis_drawdown_percent:max_5m[1d])', bound: 1e-9 },
  },
  {
    title: 'lowest P&L of a day, dollars',
    query: 'min_over_time(genesis_pnl_dollars[1d])',
    error: 'absolute',
    bound: 1_000,
    recorded: { query: 'min_over_time(instance:genesis_pnl_dollars:min_5m[1d])', bound: 1e-9 },
  },
  {
    title: 'whether an exchange was away during a day',
    query: 'min_over_time(genesis_connection_status[1d])',
    error: 'absolute',
    bound: 1,
    recorded: {
      query: 'min_over_time(instance_exchange:genesis_connection_status:min_5m[1d])',
      bound: 0,
    },
  },
  {
    title: 'average use of a rate limit by the minute, over a day',
    query: 'avg_over_time(genesis_rate_limit_usage_ratio{limit_type="weight_1m"}[1d])',
    error: 'absolute',
    bound: 0.1,
    recorded: {
      query:
        'avg_over_time(instance_exchange_limit_type:genesis_rate_limit_usage_ratio:avg_5m{limit_type="weight_1m"}[1d])',
      bound: 0.005,
    },
  },
];
