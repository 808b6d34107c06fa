import { RECORDED } from '../../recording/names.js';
import { THRESHOLDS } from '../../thresholds.js';
import type { Section } from '../kit/dashboard.js';
import { heatmap } from '../kit/heatmap.js';
import { around, rising } from '../kit/thresholds.js';
import { timeSeries } from '../kit/time-series.js';
import { EXCHANGE } from '../kit/variables.js';

const RATE_INTERVAL = '[$__rate_interval]';
const LATENCY = 'genesis_websocket_latency_ms';
const LIMIT = THRESHOLDS.websocketLatencyP99Ms;

function quantile(q: number, metric: string, by: string): string {
  return `histogram_quantile(${q}, sum by (${by}) (rate(${metric}_bucket{${EXCHANGE}}${RATE_INTERVAL})))`;
}

const AGE = [
  timeSeries({
    title: 'Message latency',
    description: `Receive time less the event time of the exchange, corrected by the clock offset where it is known: median and oldest hundredth of five minutes. It includes the delay of the bot's own event loop. The line is the alert on p99, ${LIMIT} ms. It needs the recording rules.`,
    unit: 'ms',
    queries: [
      {
        expr: `instance_exchange:genesis_websocket_latency_ms:p50_rate5m{${EXCHANGE}}`,
        legend: '{{instance}} {{exchange}} p50',
      },
      {
        expr: `${RECORDED.websocketLatencyP99}{${EXCHANGE}}`,
        legend: '{{instance}} {{exchange}} p99',
      },
    ],
    thresholds: rising(LIMIT),
    min: 0,
    width: 12,
    height: 9,
  }),
  timeSeries({
    title: 'Message latency p99 by channel',
    description: 'The oldest hundredth of the messages of each channel.',
    unit: 'ms',
    queries: [
      {
        expr: quantile(0.99, LATENCY, 'le, exchange, channel'),
        legend: '{{exchange}} {{channel}}',
      },
    ],
    thresholds: rising(LIMIT),
    min: 0,
    width: 12,
    height: 9,
  }),
  heatmap({
    title: 'Message latency, distribution',
    description:
      'How many messages were how old when they arrived. A band that climbs is a bot that cannot keep up, or a way that is congested.',
    unit: 'ms',
    queries: [
      {
        expr: `sum by (le) (increase(${LATENCY}_bucket{${EXCHANGE}}${RATE_INTERVAL}))`,
        legend: '{{le}}',
      },
    ],
    width: 12,
    height: 9,
  }),
  timeSeries({
    title: 'Messages by channel',
    description:
      'Messages with an event time a second. A channel that falls to 0 while its exchange is connected is stale market data, and rings.',
    unit: 'suffix:/s',
    queries: [
      {
        expr: `sum by (exchange, channel) (rate(${LATENCY}_count{${EXCHANGE}}${RATE_INTERVAL}))`,
        legend: '{{exchange}} {{channel}}',
      },
    ],
    min: 0,
    width: 12,
    height: 9,
  }),
];

const CLOCKS = [
  timeSeries({
    title: 'Ping',
    description:
      'Round trip from a ping of the client to its pong: median and slowest hundredth. Clients that send no pings have none.',
    unit: 's',
    queries: [
      {
        expr: quantile(0.5, 'genesis_websocket_ping_seconds', 'le, exchange'),
        legend: '{{exchange}} p50',
      },
      {
        expr: quantile(0.99, 'genesis_websocket_ping_seconds', 'le, exchange'),
        legend: '{{exchange}} p99',
      },
    ],
    min: 0,
    width: 8,
    height: 8,
  }),
  timeSeries({
    title: 'Clock offset',
    description:
      "The exchange's clock less this machine's; exchanges refuse orders whose time is too far off. The lines are the alert, on either side. A bot that never asks for the time of the exchange has none.",
    unit: 's',
    queries: [
      { expr: `genesis_clock_offset_seconds{${EXCHANGE}}`, legend: '{{instance}} {{exchange}}' },
    ],
    thresholds: around(THRESHOLDS.clockOffsetSeconds),
    width: 8,
    height: 8,
  }),
  timeSeries({
    title: 'Messages from the future',
    description:
      'Messages a second that seemed to arrive before their event and count as latency 0: the clocks differ, and nobody has asked the exchange for its time.',
    unit: 'suffix:/s',
    queries: [
      {
        expr: `sum by (exchange) (rate(genesis_websocket_latency_clamped_total{${EXCHANGE}}${RATE_INTERVAL}))`,
        legend: '{{exchange}}',
      },
    ],
    min: 0,
    width: 8,
    height: 8,
  }),
];

export const MARKET_DATA: Section = {
  title: 'Market data and clocks',
  panels: [...AGE, ...CLOCKS],
};
