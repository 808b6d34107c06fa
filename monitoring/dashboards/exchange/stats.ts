import { THRESHOLDS } from '../../thresholds.js';
import { stat } from '../kit/stat.js';
import { rising } from '../kit/thresholds.js';
import { EXCHANGE } from '../kit/variables.js';

const { rateLimitUsage } = THRESHOLDS;

export const EXCHANGE_STATS = [
  stat({
    title: 'Not connected',
    description: 'Exchanges that a bot has no connection to now. 0 is good.',
    unit: 'short',
    decimals: 0,
    query: { expr: `count(genesis_connection_status{${EXCHANGE}} == 0) or vector(0)` },
    thresholds: rising(1),
  }),
  stat({
    title: 'Connected',
    description: 'Exchanges that a bot is connected to now.',
    unit: 'short',
    decimals: 0,
    query: { expr: `count(genesis_connection_status{${EXCHANGE}} == 1) or vector(0)` },
  }),
  stat({
    title: 'Message p99',
    description:
      'Age of market data at its arrival: the oldest hundredth of the messages of five minutes, on the worst exchange.',
    unit: 'ms',
    decimals: 0,
    query: {
      expr: `max(histogram_quantile(0.99, sum by (le, exchange) (rate(genesis_websocket_latency_ms_bucket{${EXCHANGE}}[5m]))))`,
    },
    thresholds: rising(THRESHOLDS.websocketLatencyP99Ms),
  }),
  stat({
    title: 'Ping p50',
    description: 'Median round trip from a ping of the client to its pong, over five minutes.',
    unit: 's',
    query: {
      expr: `histogram_quantile(0.5, sum by (le) (rate(genesis_websocket_ping_seconds_bucket{${EXCHANGE}}[5m])))`,
    },
  }),
  stat({
    title: 'Clock',
    description: 'How far the clock of the worst exchange is away from this one, ahead or behind.',
    unit: 's',
    query: { expr: `max(abs(genesis_clock_offset_seconds{${EXCHANGE}}))` },
    thresholds: rising(THRESHOLDS.clockOffsetSeconds),
  }),
  stat({
    title: 'Rate limit',
    description: 'Use of the fullest rate limit.',
    unit: 'percentunit',
    decimals: 0,
    query: { expr: `max(genesis_rate_limit_usage_ratio{${EXCHANGE}})` },
    thresholds: rising(rateLimitUsage.warning, rateLimitUsage.critical),
  }),
];
