/** Names of recorded series that alerts and dashboards ask for. */
export const RECORDED = {
  ordersSum: 'instance_exchange:genesis_orders:sum',
  ordersFailedSum: 'instance_exchange:genesis_orders_failed:sum',
  ordersEveryFiveMinutes: 'instance_exchange:genesis_orders:count_5m',
  orders: 'instance_exchange:genesis_orders:increase5m',
  ordersFailed: 'instance_exchange:genesis_orders_failed:increase5m',
  failureRatio: 'instance_exchange:genesis_orders_failed:ratio_increase5m',
  orderErrors: 'instance_exchange_error_type:genesis_order_errors:increase5m',
  executionTimeP99: 'instance_exchange:genesis_order_execution_time_seconds:p99_rate5m',
  websocketLatencyP99: 'instance_exchange:genesis_websocket_latency_ms:p99_rate5m',
} as const;
