import type { LabelKey, MetricDefinition } from './metric-definition.js';
import { metric } from './metric-definition.js';

/**
 * The catalogue: every metric of genesis-otel, declared once. Instruments, views, the reference
 * table in `docs/metrics.md` and the tests are derived from it.
 */

/** At most this many label sets a metric, the overflow series included. */
export const CARDINALITY_LIMIT = 10_000;

/** The attribute that marks the overflow series; Prometheus shows `otel_metric_overflow="true"`. */
export const OVERFLOW_ATTRIBUTE = 'otel.metric.overflow';

/** The meter that owns every instrument of the catalogue. */
export const METER_NAME = 'genesis-otel';

const EXECUTION_TIME_SECONDS = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
];
const THROTTLE_WAIT_SECONDS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const WEBSOCKET_PING_SECONDS = [
  0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5,
];
const WEBSOCKET_LATENCY_MS = [1, 2.5, 5, 10, 25, 50, 75, 100, 150, 250, 500, 1000, 2500, 5000];

const ORDER_LABELS: readonly LabelKey[] = ['exchange', 'symbol', 'side', 'type'];

export const CATALOGUE = {
  orders: metric(
    'genesis_orders_total',
    'counter',
    '{order}',
    'Orders placed (attempted); one logical order counts once',
    { labels: ORDER_LABELS },
  ),
  ordersFailed: metric(
    'genesis_orders_failed_total',
    'counter',
    '{order}',
    'Orders that failed; exists at 0 from the first order of a label set',
    { labels: ORDER_LABELS },
  ),
  orderErrors: metric(
    'genesis_order_errors_total',
    'counter',
    '{error}',
    'Failed order operations by class; timeout and network mean that the outcome is unknown',
    { labels: ['exchange', 'operation', 'error_type'] },
  ),
  trades: metric(
    'genesis_trades_total',
    'counter',
    '{trade}',
    'Executions (fills); each trade id counts once',
    { labels: ['exchange', 'symbol', 'side'] },
  ),
  positionCount: metric('genesis_position_count', 'gauge', '{position}', 'Open positions', {
    optionalLabels: ['exchange'],
  }),
  pnl: metric('genesis_pnl_dollars', 'gauge', '{USD}', 'Profit and loss, realized plus unrealized'),
  realizedPnl: metric('genesis_realized_pnl_dollars', 'gauge', '{USD}', 'Realized profit and loss'),
  unrealizedPnl: metric(
    'genesis_unrealized_pnl_dollars',
    'gauge',
    '{USD}',
    'Unrealized profit and loss of the open positions',
  ),
  drawdown: metric(
    'genesis_drawdown_percent',
    'gauge',
    '%',
    'Fall from the highest equity seen (high-water mark); above 100 where losses exceed the peak',
  ),
  orderExecutionTime: metric(
    'genesis_order_execution_time_seconds',
    'histogram',
    's',
    "From an order's request to its end, without the client's own throttle wait",
    { labels: ['exchange', 'type', 'outcome'], boundaries: EXECUTION_TIME_SECONDS },
  ),
  orderThrottleWait: metric(
    'genesis_order_throttle_wait_seconds',
    'histogram',
    's',
    "How long the client's own rate limiter held an order back",
    { labels: ['exchange'], boundaries: THROTTLE_WAIT_SECONDS },
  ),
  websocketLatency: metric(
    'genesis_websocket_latency_ms',
    'histogram',
    '{ms}',
    "Receive time of a WebSocket message minus the exchange's event time, in milliseconds, corrected by the clock offset where it is known",
    { labels: ['exchange'], optionalLabels: ['channel'], boundaries: WEBSOCKET_LATENCY_MS },
  ),
  websocketLatencyClamped: metric(
    'genesis_websocket_latency_clamped_total',
    'counter',
    '{message}',
    'WebSocket messages that seemed to arrive before their event and count as latency 0: the clocks differ',
    { labels: ['exchange'] },
  ),
  websocketPing: metric(
    'genesis_websocket_ping_seconds',
    'histogram',
    's',
    'Round trip from a ping of the client to its pong, whichever way the exchange has pings',
    { labels: ['exchange'], boundaries: WEBSOCKET_PING_SECONDS },
  ),
  clockOffset: metric(
    'genesis_clock_offset_seconds',
    'gauge',
    's',
    "The exchange's clock minus this machine's, from the answers to the bot's own requests for the server time",
    { labels: ['exchange'] },
  ),
  rateLimitUsage: metric(
    'genesis_rate_limit_usage_ratio',
    'gauge',
    '1',
    'Use of a rate limit, 0 to 1; falls back to 0 when the limit window ends',
    { labels: ['exchange', 'limit_type'] },
  ),
  up: metric('genesis_up', 'gauge', '', 'Process uptime in seconds'),
  connectionStatus: metric(
    'genesis_connection_status',
    'gauge',
    '',
    'Connection to the exchange: 1 connected, 0 not',
    { labels: ['exchange'] },
  ),
  memoryUsage: metric('genesis_memory_usage_bytes', 'gauge', 'By', 'Resident set size'),
  cpuUsage: metric(
    'genesis_cpu_usage_percent',
    'gauge',
    '%',
    'CPU use of the process since the last collection, in percent of one core',
  ),
  eventLoopLag: metric(
    'genesis_event_loop_lag_seconds',
    'gauge',
    's',
    "How long the bot's event loop has not turned, seen from another thread; rises while it hangs",
  ),
  tiltScore: metric('genesis_tilt_score', 'gauge', '{score}', 'Tilt score, 0 to 100'),
  droppedMeasurements: metric(
    'genesis_dropped_measurements_total',
    'counter',
    '{measurement}',
    'Measurements that were dropped instead of exported, by cause',
    { labels: ['cause'] },
  ),
} as const;

/** The key of a metric in the catalogue, and of its instrument in `TradingInstruments`. */
export type MetricKey = keyof typeof CATALOGUE;

export const METRIC_KEYS = Object.keys(CATALOGUE) as MetricKey[];

/** The overflow series carries none of a metric's own labels, only the overflow mark. */
export function allowedLabels(definition: MetricDefinition): string[] {
  return [...definition.labels, ...definition.optionalLabels, OVERFLOW_ATTRIBUTE];
}
