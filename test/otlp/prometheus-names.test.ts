import { expect } from 'chai';
import { CATALOGUE } from '../../lib/metrics/catalogue.js';
import { ENDPOINT_METRICS } from '../../lib/metrics/endpoint-metrics.js';
import type { MetricDefinition } from '../../lib/metrics/metric-definition.js';
import type { StoredKind } from '../support/otlp/prometheus-names.js';
import { storedLabel, storedName } from '../support/otlp/prometheus-names.js';

const DEFINITIONS: readonly MetricDefinition[] = [
  ...Object.values(CATALOGUE),
  ...Object.values(ENDPOINT_METRICS),
];

/** Measured on Prometheus 3.5: the name that is stored of a metric with a unit of that kind. */
const MEASURED: readonly [string, string, StoredKind, string][] = [
  ['genesis_orders_total', 'order', 'counter', 'genesis_orders_order_total'],
  ['genesis_orders_total', '1', 'counter', 'genesis_orders_total'],
  ['genesis_pnl_dollars', 'USD', 'gauge', 'genesis_pnl_dollars_USD'],
  ['genesis_pnl_dollars', '$', 'gauge', 'genesis_pnl_dollars'],
  ['genesis_drawdown_percent', '1', 'gauge', 'genesis_drawdown_percent_ratio'],
  ['genesis_drawdown_percent', '{percent}', 'gauge', 'genesis_drawdown_percent'],
  ['genesis_rate_limit_usage_ratio', '1', 'gauge', 'genesis_rate_limit_usage_ratio'],
  ['genesis_up', 's', 'gauge', 'genesis_up_seconds'],
  ['genesis_up', '1', 'gauge', 'genesis_up_ratio'],
  ['genesis_tilt_score', '1', 'gauge', 'genesis_tilt_score_ratio'],
  ['genesis_connection_status', '1', 'gauge', 'genesis_connection_status_ratio'],
  ['genesis_websocket_latency_ms', 'ms', 'histogram', 'genesis_websocket_latency_ms_milliseconds'],
  ['genesis_memory_usage_bytes', 'By', 'gauge', 'genesis_memory_usage_bytes'],
];

describe('the names that an OTLP receiver stores', () => {
  for (const { name, unit, kind } of DEFINITIONS) {
    it(`are those of the scrape: ${name}`, () => {
      expect(storedName(name, unit, kind)).to.equal(name);
    });
  }

  for (const [name, unit, kind, stored] of MEASURED) {
    it(`show which unit ${name} must not have, or may: ${unit}`, () => {
      expect(storedName(name, unit, kind)).to.equal(stored);
    });
  }

  const more: readonly [string, string, StoredKind, string][] = [
    ['bot.ticks', '', 'counter', 'bot_ticks_total'],
    ['bot.total.ticks', '', 'counter', 'bot_ticks_total'],
    ['bot..odd__name_', '', 'gauge', 'bot_odd_name'],
    ['2nd', '', 'gauge', '_2nd'],
    ['traffic', 'By/s', 'gauge', 'traffic_bytes_per_second'],
    ['traffic', '{order}/s', 'gauge', 'traffic_per_second'],
    ['traffic', 'By/{order}', 'gauge', 'traffic_bytes'],
    ['traffic', 'm/s', 'histogram', 'traffic_meters_per_second'],
    ['speed', 'km/h', 'gauge', 'speed_km_per_hour'],
    ['ratio_of_wins', '1', 'gauge', 'of_wins_ratio'],
    ['wins', '%', 'counter', 'wins_percent_total'],
    ['positions', '1', 'up-down counter', 'positions'],
    ['positions', '{position}', 'up-down counter', 'positions'],
    ['odd', 'a*', 'gauge', 'odd_a_'],
    ['odd', 'a*/b*', 'gauge', 'odd_a_per_b'],
    ['odd', '/', 'gauge', 'odd'],
  ];
  for (const [name, unit, kind, stored] of more) {
    it(`of ${name} (${unit}) are ${stored}`, () => {
      expect(storedName(name, unit, kind)).to.equal(stored);
    });
  }

  for (const [key, label] of [
    ['exchange', 'exchange'],
    ['otel.metric.overflow', 'otel_metric_overflow'],
    ['_x', 'key_x'],
    ['__x', '__x'],
    ['1st', 'key_1st'],
    ['é', 'key_'],
    ['Größe', 'Gr__e'],
  ] as const) {
    it(`of the attribute ${key} are ${label}`, () => {
      expect(storedLabel(key)).to.equal(label);
    });
  }
});
