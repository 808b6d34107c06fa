import { expect } from 'chai';
import { CARDINALITY_LIMIT, CATALOGUE, METRIC_KEYS } from '../../../lib/metrics/catalogue.js';

/** The contract as it was agreed: name, kind, labels. A change here breaks dashboards. */
const CONTRACT: Record<string, [kind: string, labels: string[], optional: string[]]> = {
  genesis_orders_total: ['counter', ['exchange', 'symbol', 'side', 'type'], []],
  genesis_orders_failed_total: ['counter', ['exchange', 'symbol', 'side', 'type'], []],
  genesis_order_errors_total: ['counter', ['exchange', 'operation', 'error_type'], []],
  genesis_trades_total: ['counter', ['exchange', 'symbol', 'side'], []],
  genesis_position_count: ['gauge', [], ['exchange']],
  genesis_pnl_dollars: ['gauge', [], []],
  genesis_realized_pnl_dollars: ['gauge', [], []],
  genesis_unrealized_pnl_dollars: ['gauge', [], []],
  genesis_drawdown_percent: ['gauge', [], []],
  genesis_order_execution_time_seconds: ['histogram', ['exchange', 'type', 'outcome'], []],
  genesis_order_throttle_wait_seconds: ['histogram', ['exchange'], []],
  genesis_websocket_latency_ms: ['histogram', ['exchange'], ['channel']],
  genesis_rate_limit_usage_ratio: ['gauge', ['exchange', 'limit_type'], []],
  genesis_up: ['gauge', [], []],
  genesis_connection_status: ['gauge', ['exchange'], []],
  genesis_memory_usage_bytes: ['gauge', [], []],
  genesis_cpu_usage_percent: ['gauge', [], []],
  genesis_tilt_score: ['gauge', [], []],
};

/** Units that append no suffix on any OTLP path, measured. */
const SAFE_UNITS: Record<string, string> = {
  genesis_up: '',
  genesis_connection_status: '',
  genesis_memory_usage_bytes: 'By',
  genesis_drawdown_percent: '%',
  genesis_cpu_usage_percent: '%',
  genesis_rate_limit_usage_ratio: '1',
  genesis_order_execution_time_seconds: 's',
  genesis_order_throttle_wait_seconds: 's',
  genesis_websocket_ping_seconds: 's',
  genesis_clock_offset_seconds: 's',
  genesis_event_loop_lag_seconds: 's',
};

describe('the metric catalogue', () => {
  const definitions = METRIC_KEYS.map((key) => CATALOGUE[key]);

  it('holds the whole contract, name by name', () => {
    for (const [name, [kind, labels, optional]] of Object.entries(CONTRACT)) {
      const definition = definitions.find((candidate) => candidate.name === name);
      expect(definition, name).to.deep.include({ kind, labels, optionalLabels: optional });
    }
  });

  it('uses only units that leave the name alone on the OTLP path', () => {
    for (const { name, unit } of definitions) {
      if (unit.startsWith('{')) continue;
      expect(unit, name).to.equal(SAFE_UNITS[name]);
    }
  });

  it('names every metric once, and as Prometheus accepts it', () => {
    const names = definitions.map(({ name }) => name);
    expect(new Set(names).size).to.equal(names.length);
    for (const name of names) expect(name).to.match(/^genesis_[a-z_]+[a-z]$/);
  });

  it('gives histograms rising buckets over the contracted range', () => {
    for (const { kind, boundaries, name } of definitions) {
      const sorted = [...boundaries].sort((a, b) => a - b);
      expect(boundaries, name).to.deep.equal(sorted);
      expect(boundaries.length > 0, name).to.equal(kind === 'histogram');
    }
    const { boundaries } = CATALOGUE.orderExecutionTime;
    expect(boundaries[0]).to.equal(0.001);
    expect(boundaries.at(-1)).to.equal(10);
  });

  it('limits a metric to 10,000 label sets', () => {
    expect(CARDINALITY_LIMIT).to.equal(10_000);
  });
});
