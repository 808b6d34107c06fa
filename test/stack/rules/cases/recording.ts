import { buckets } from '../support/histogram.js';
import {
  BINANCE,
  BOT,
  KRAKEN,
  type Labels,
  OTHER_BOT,
  type RecordingCase,
  series,
} from '../support/rule-case.js';
import { flat, gone, ramp, unseen } from '../support/series.js';
import { downsampleCases } from './downsamples.js';

const BUY = { symbol: 'BTC/USDT', side: 'buy', type: 'limit' };
const SELL = { ...BUY, side: 'sell' };
/** The same bot again, by a push. */
const PUSHED: Labels = { job: 'bot', instance: 'f81d4fae' };
const AUTH = { ...BINANCE, error_type: 'auth' };

const TIME = 'genesis_order_execution_time_seconds';
const LATENCY = 'genesis_websocket_latency_ms';

const counter = (metric: string, labels: Labels): string => series(`${metric}_total`, labels);

/** Of a hundred: ten up to the first bound, eighty up to the second. */
function spread(metric: string, labels: Labels, first: string, second: string): object {
  return {
    ...buckets(metric, labels, [{ [first]: 10, [second]: 90, '+Inf': 100 }, '10m', 60]),
    [series(`${metric}_sum`, labels)]: [ramp(0, 50, '10m')],
    [series(`${metric}_count`, labels)]: [ramp(0, 100, '10m')],
  };
}

const NOTHING_MEASURED = {
  ...buckets(TIME, { ...KRAKEN, type: 'limit', outcome: 'success' }, [
    { '0.5': 0, '+Inf': 0 },
    '10m',
    60,
  ]),
  [series(`${TIME}_sum`, KRAKEN)]: [flat(0, '10m')],
  [series(`${TIME}_count`, KRAKEN)]: [flat(0, '10m')],
};

export const RECORDING_CASES: readonly RecordingCase[] = [
  {
    story: 'orders of two sides and two exchanges, of a bot that is scraped and pushes',
    series: {
      [series('genesis_up', BOT)]: [ramp(3600, 10, '11m')],
      [series('genesis_up', PUSHED)]: [ramp(3600, 10, '11m')],
      [counter('genesis_orders', { ...BINANCE, ...BUY })]: [ramp(0, 3, '11m')],
      [counter('genesis_orders', { ...BINANCE, ...SELL })]: [ramp(0, 1, '11m')],
      [counter('genesis_orders_failed', { ...BINANCE, ...BUY })]: [ramp(0, 1, '11m')],
      [counter('genesis_orders_failed', { ...BINANCE, ...SELL })]: [flat(0, '11m')],
      [counter('genesis_orders', { ...KRAKEN, ...BUY })]: [flat(8, '11m')],
      [counter('genesis_orders_failed', { ...KRAKEN, ...BUY })]: [flat(8, '11m')],
      [counter('genesis_orders', { ...PUSHED, exchange: 'binance', ...BUY })]: [ramp(0, 3, '11m')],
      [counter('genesis_orders_failed', { ...PUSHED, exchange: 'binance', ...BUY })]: [
        flat(0, '11m'),
      ],
      [counter('genesis_trades', { ...BINANCE, symbol: 'BTC/USDT', side: 'buy' })]: [
        ramp(0, 2, '11m'),
      ],
      [counter('genesis_order_errors', { ...AUTH, operation: 'create' })]: [ramp(0, 1, '11m')],
      [counter('genesis_order_errors', { ...AUTH, operation: 'cancel' })]: [ramp(0, 2, '11m')],
    },
    at: '10m',
    recorded: {
      'instance_exchange:genesis_orders:rate5m': [
        [BINANCE, 0.4],
        [KRAKEN, 0],
        [{ ...PUSHED, exchange: 'binance' }, 0.3],
      ],
      'instance_exchange:genesis_orders_failed:rate5m': [
        [BINANCE, 0.1],
        [KRAKEN, 0],
        [{ ...PUSHED, exchange: 'binance' }, 0],
      ],
      'instance_exchange:genesis_trades:rate5m': [[BINANCE, 0.2]],
      'instance_exchange:genesis_orders:increase5m': [
        [BINANCE, 120],
        [KRAKEN, 0],
        [{ ...PUSHED, exchange: 'binance' }, 90],
      ],
      'instance_exchange:genesis_orders_failed:increase5m': [
        [BINANCE, 30],
        [KRAKEN, 0],
        [{ ...PUSHED, exchange: 'binance' }, 0],
      ],
      'instance_exchange:genesis_orders_failed:ratio_increase5m': [
        [BINANCE, 0.25],
        [{ ...PUSHED, exchange: 'binance' }, 0],
      ],
      'instance_exchange_error_type:genesis_order_errors:increase5m': [[AUTH, 90]],
    },
  },
  {
    story: 'what a series begins with counts: after a start, and of a bot that runs for long',
    series: {
      [series('genesis_up', BOT)]: [ramp(3600, 10, '11m')],
      [series('genesis_up', OTHER_BOT)]: [unseen('8m'), ramp(5, 10, '3m')],
      [counter('genesis_orders', { ...BINANCE, ...BUY })]: [unseen('8m'), flat(6, '3m')],
      [counter('genesis_orders', { ...BINANCE, ...SELL })]: [flat(400, '11m')],
      [counter('genesis_orders', { ...OTHER_BOT, exchange: 'kraken', ...BUY })]: [
        ...[unseen('8m'), flat(2, '1m'), flat(3, '2m')],
      ],
    },
    at: '10m',
    recorded: {
      'instance_exchange:genesis_orders:increase5m': [
        [BINANCE, 6],
        [{ ...OTHER_BOT, exchange: 'kraken' }, 3],
      ],
    },
  },
  {
    story: 'old counts are none: a bot that is new to Prometheus, and one that it lost for long',
    series: {
      [series('genesis_up', BOT)]: [unseen('8m'), ramp(3600, 10, '3m')],
      [series('genesis_up', OTHER_BOT)]: [ramp(3600, 10, '1m'), gone('8m'), ramp(4140, 10, '2m')],
      [counter('genesis_orders', { ...BINANCE, ...BUY })]: [unseen('8m'), flat(600, '3m')],
      [counter('genesis_orders', { ...OTHER_BOT, exchange: 'kraken', ...BUY })]: [
        ...[flat(70, '1m'), gone('8m'), flat(70, '2m')],
      ],
    },
    at: '10m',
    recorded: {
      'instance_exchange:genesis_orders:increase5m': [
        [BINANCE, 0],
        [{ ...OTHER_BOT, exchange: 'kraken' }, 0],
      ],
    },
  },
  {
    story: 'execution times, and an exchange without orders',
    series: {
      ...spread(TIME, { ...BINANCE, type: 'limit', outcome: 'success' }, '0.5', '1'),
      ...NOTHING_MEASURED,
    },
    at: '9m',
    recorded: {
      [`instance_exchange_le:${TIME}_bucket:rate5m`]: [
        [{ ...BINANCE, le: '0.5' }, 1],
        [{ ...BINANCE, le: '1' }, 9],
        [{ ...BINANCE, le: '+Inf' }, 10],
        [{ ...KRAKEN, le: '0.5' }, 0],
        [{ ...KRAKEN, le: '+Inf' }, 0],
      ],
      [`instance_exchange:${TIME}:p50_rate5m`]: [[BINANCE, 0.75]],
      [`instance_exchange:${TIME}:p95_rate5m`]: [[BINANCE, 1]],
      [`instance_exchange:${TIME}:p99_rate5m`]: [[BINANCE, 1]],
      [`instance_exchange:${TIME}:mean_rate5m`]: [[BINANCE, 0.5]],
    },
  },
  {
    story: 'WebSocket latencies of all channels together',
    series: {
      ...spread(LATENCY, { ...BINANCE, channel: 'trades' }, '100', '250'),
      ...spread(LATENCY, BINANCE, '100', '250'),
    },
    at: '9m',
    recorded: {
      [`instance_exchange_le:${LATENCY}_bucket:rate5m`]: [
        [{ ...BINANCE, le: '100' }, 2],
        [{ ...BINANCE, le: '250' }, 18],
        [{ ...BINANCE, le: '+Inf' }, 20],
      ],
      [`instance_exchange:${LATENCY}:p50_rate5m`]: [[BINANCE, 175]],
      [`instance_exchange:${LATENCY}:p95_rate5m`]: [[BINANCE, 250]],
      [`instance_exchange:${LATENCY}:p99_rate5m`]: [[BINANCE, 250]],
      [`instance_exchange:${LATENCY}:mean_rate5m`]: [[BINANCE, 0.5]],
    },
  },
  ...downsampleCases,
];
