import { buckets } from '../support/histogram.js';
import { BINANCE, BOT, type Labels, type RecordingCase, series } from '../support/rule-case.js';
import { flat, gone, ramp, unseen } from '../support/series.js';

const WEIGHT = { ...BINANCE, limit_type: 'weight_1m' };
const AUTH = { ...BINANCE, error_type: 'auth' };
const BUY = { symbol: 'BTC/USDT', side: 'buy' };
const TIME = 'genesis_order_execution_time_seconds';
const LATENCY = 'genesis_websocket_latency_ms';

/**
 * Before the five minutes that count both higher and lower; in their first half all values, and then
 * the series ends. Another bot's has ended before them.
 */
function gauge(metric: string, labels: Labels): Record<string, string[]> {
  return {
    [series(metric, labels)]: [
      ...[flat(9, '140s'), flat(0.5, '160s')],
      ...[flat(1, '80s'), flat(4, '50s'), flat(2.5, '10s'), gone('4m')],
    ],
    [series(metric, { ...labels, instance: 'other:9464' })]: [flat(7, '270s'), gone('6m')],
  };
}

/** What the ten minutes leave of that. */
const OF_GAUGE = { last: 2.5, min: 1, max: 4 } as const;

function recordedOf(
  level: string,
  metric: string,
  labels: Labels,
  operations: readonly (keyof typeof OF_GAUGE)[],
): Record<string, [Labels, number][]> {
  return Object.fromEntries(
    operations.map((operation) => [
      `${level}:${metric}:${operation}_5m`,
      [[labels, OF_GAUGE[operation]]],
    ]),
  );
}

const GAUGES: readonly Parameters<typeof recordedOf>[] = [
  ['instance', 'genesis_pnl_dollars', BOT, ['last', 'min', 'max']],
  ['instance', 'genesis_realized_pnl_dollars', BOT, ['last']],
  ['instance', 'genesis_unrealized_pnl_dollars', BOT, ['last', 'min', 'max']],
  ['instance', 'genesis_drawdown_percent', BOT, ['last', 'min', 'max']],
  ['instance', 'genesis_tilt_score', BOT, ['last', 'min', 'max']],
  ['instance_exchange', 'genesis_position_count', BINANCE, ['last', 'max']],
  ['instance_exchange', 'genesis_connection_status', BINANCE, ['last', 'min', 'max']],
  ['instance_exchange_limit_type', 'genesis_rate_limit_usage_ratio', WEIGHT, ['max']],
  ['instance_exchange', 'genesis_clock_offset_seconds', BINANCE, ['last']],
  ['instance', 'genesis_event_loop_lag_seconds', BOT, ['max']],
  ['instance', 'genesis_cpu_usage_percent', BOT, ['max']],
  ['instance', 'genesis_memory_usage_bytes', BOT, ['max']],
  ['instance', 'genesis_up', BOT, ['last']],
];

/** A range of Prometheus 2 has one sample more than that of Prometheus 3, which is 4 here. */
const AVERAGED: readonly [level: string, metric: string, labels: Labels][] = [
  ['instance', 'genesis_pnl_dollars', BOT],
  ['instance', 'genesis_drawdown_percent', BOT],
  ['instance', 'genesis_tilt_score', BOT],
  ['instance_exchange', 'genesis_connection_status', BINANCE],
  ['instance_exchange_limit_type', 'genesis_rate_limit_usage_ratio', WEIGHT],
  ['instance', 'genesis_cpu_usage_percent', BOT],
  ['instance', 'genesis_memory_usage_bytes', BOT],
];

export const downsampleCases: readonly RecordingCase[] = [
  {
    story: 'gauges, of which five minutes leave last, lowest and highest',
    series: Object.assign({}, ...GAUGES.map(([, metric, labels]) => gauge(metric, labels))),
    at: '10m',
    recorded: Object.assign({}, ...GAUGES.map((one) => recordedOf(...one))),
  },
  {
    story: 'averages of five minutes',
    series: {
      ...Object.fromEntries(
        AVERAGED.map(([, metric, labels]) => [
          series(metric, labels),
          [flat(9, '590s'), flat(4, '20s'), flat(2, '140s'), flat(6, '140s'), flat(4, '2m')],
        ]),
      ),
      [series('up', BOT)]: [flat(1, '10m'), unseen('10s'), flat(0, '140s'), flat(1, '3m')],
      [series('up', { job: 'grafana', instance: 'grafana:3000' })]: [flat(1, '16m')],
    },
    at: '15m',
    recorded: {
      ...Object.fromEntries(
        AVERAGED.map(([level, metric, labels]) => [`${level}:${metric}:avg_5m`, [[labels, 4]]]),
      ),
      'instance:up:avg_5m': [[BOT, 0.533]],
    },
  },
  {
    story: 'counters, of which five minutes leave how often',
    series: {
      [series('genesis_up', BOT)]: [ramp(3600, 10, '11m')],
      [series('genesis_orders_total', { ...BINANCE, ...BUY, type: 'limit' })]: [ramp(0, 3, '11m')],
      [series('genesis_orders_failed_total', { ...BINANCE, ...BUY, type: 'limit' })]: [
        ramp(0, 1, '11m'),
      ],
      [series('genesis_order_errors_total', { ...AUTH, operation: 'create' })]: [ramp(0, 1, '11m')],
      [series('genesis_trades_total', { ...BINANCE, ...BUY })]: [ramp(0, 2, '11m')],
    },
    at: '10m',
    recorded: {
      'instance_exchange:genesis_orders:count_5m': [[BINANCE, 90]],
      'instance_exchange:genesis_orders_failed:count_5m': [[BINANCE, 30]],
      'instance_exchange_error_type:genesis_order_errors:count_5m': [[AUTH, 30]],
      'instance_exchange:genesis_trades:count_5m': [[BINANCE, 60]],
    },
  },
  {
    story: 'quantiles, kept every five minutes',
    series: {
      ...buckets(TIME, { ...BINANCE, type: 'limit', outcome: 'success' }, [
        { '0.5': 10, '1': 90, '+Inf': 100 },
        '11m',
        66,
      ]),
      ...buckets(LATENCY, BINANCE, [{ '100': 10, '250': 90, '+Inf': 100 }, '11m', 66]),
    },
    at: '10m',
    recorded: {
      [`instance_exchange:${TIME}:p50_5m`]: [[BINANCE, 0.75]],
      [`instance_exchange:${TIME}:p95_5m`]: [[BINANCE, 1]],
      [`instance_exchange:${TIME}:p99_5m`]: [[BINANCE, 1]],
      [`instance_exchange:${LATENCY}:p50_5m`]: [[BINANCE, 175]],
      [`instance_exchange:${LATENCY}:p95_5m`]: [[BINANCE, 250]],
      [`instance_exchange:${LATENCY}:p99_5m`]: [[BINANCE, 250]],
    },
  },
];
