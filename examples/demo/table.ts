import type { Sample } from './exposition.js';
import { quantile, select, total } from './exposition.js';

const ABSENT = '–';

/** The live table, made of nothing but what one scrape of `/metrics` says. */
export function renderTable(samples: readonly Sample[]): string {
  return [
    section('Orders', orderRows(samples)),
    section('Latency', latencyRows(samples)),
    section('Account', accountRows(samples)),
    section('Exchange', exchangeRows(samples)),
  ].join('\n');
}

/** The same figures in one line, for a log. */
export function renderLine(samples: readonly Sample[]): string {
  const figures = [...orderRows(samples), ...latencyRows(samples), ...accountRows(samples)];
  return figures.map(([name, value]) => `${name}=${value}`).join('  ');
}

type Row = readonly [name: string, value: string];

function section(title: string, rows: readonly Row[]): string {
  const lines = rows.map(([name, value]) => `  ${name.padEnd(34)}${value.padStart(16)}`);
  return [title, ...lines].join('\n');
}

function orderRows(samples: readonly Sample[]): Row[] {
  const byClass = new Map<string, number>();
  for (const { labels, value } of select(samples, 'genesis_order_errors_total')) {
    const errorType = labels['error_type'] ?? '';
    byClass.set(errorType, (byClass.get(errorType) ?? 0) + value);
  }
  return [
    ['orders', figure(total(select(samples, 'genesis_orders_total')))],
    ['failed', figure(total(select(samples, 'genesis_orders_failed_total')))],
    ...[...byClass].sort().map(([name, count]): Row => [`error: ${name}`, figure(count)]),
    ['fills', figure(total(select(samples, 'genesis_trades_total')))],
  ];
}

function latencyRows(samples: readonly Sample[]): Row[] {
  const execution = select(samples, 'genesis_order_execution_time_seconds_bucket');
  const websocket = select(samples, 'genesis_websocket_latency_ms_bucket');
  const ms = (seconds: number | undefined): number | undefined =>
    seconds === undefined ? undefined : seconds * 1000;
  return [
    ['execution time p50', figure(ms(quantile(0.5, execution)), ' ms', 1)],
    ['execution time p99', figure(ms(quantile(0.99, execution)), ' ms', 1)],
    ['WebSocket latency p50', figure(quantile(0.5, websocket), ' ms', 1)],
    ['WebSocket latency p99', figure(quantile(0.99, websocket), ' ms', 1)],
  ];
}

function accountRows(samples: readonly Sample[]): Row[] {
  const one = (name: string): number | undefined => total(select(samples, name));
  return [
    ['P&L', figure(one('genesis_pnl_dollars'), ' $', 2)],
    ['  realized', figure(one('genesis_realized_pnl_dollars'), ' $', 2)],
    ['  unrealized', figure(one('genesis_unrealized_pnl_dollars'), ' $', 2)],
    ['drawdown', figure(one('genesis_drawdown_percent'), ' %', 2)],
    ['tilt', figure(one('genesis_tilt_score'), ' / 100')],
    ['open positions', figure(one('genesis_position_count'))],
  ];
}

function exchangeRows(samples: readonly Sample[]): Row[] {
  const connections = select(samples, 'genesis_connection_status').map(
    ({ labels, value }): Row => [
      `${labels['exchange']} connection`,
      value === 1 ? 'connected' : 'not connected',
    ],
  );
  const limits = select(samples, 'genesis_rate_limit_usage_ratio').map(
    ({ labels, value }): Row => [
      `${labels['exchange']} ${labels['limit_type']} used`,
      figure(value * 100, ' %', 1),
    ],
  );
  return [...connections, ...limits];
}

function figure(value: number | undefined, unit = '', digits = 0): string {
  return value === undefined ? ABSENT : `${value.toFixed(digits)}${unit}`;
}
