import { buckets } from '../support/histogram.js';
import {
  BINANCE,
  BOT,
  KRAKEN,
  type Labels,
  type RecordingCase,
  type Series,
  series,
} from '../support/rule-case.js';
import { flat, ramp } from '../support/series.js';
import { birthCase } from './births.js';
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

/** Thirty at once, four minutes before the tenth. */
const BURST = [flat(0, '6m'), flat(30, '5m')];

function burstOfTimes(metric: string): Series {
  return {
    [series(`${metric}_bucket`, { ...BINANCE, le: '1' })]: BURST,
    [series(`${metric}_bucket`, { ...BINANCE, le: '+Inf' })]: BURST,
    [series(`${metric}_sum`, BINANCE)]: [flat(0, '6m'), flat(15, '5m')],
    [series(`${metric}_count`, BINANCE)]: BURST,
  };
}

function recordedOfBurst(metric: string): RecordingCase['recorded'] {
  return {
    [`instance_exchange_le:${metric}_bucket:rate5m`]: [
      [{ ...BINANCE, le: '1' }, 0.1],
      [{ ...BINANCE, le: '+Inf' }, 0.1],
    ],
    [`instance_exchange:${metric}:mean_rate5m`]: [[BINANCE, 0.5]],
  };
}

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
      'instance_exchange:genesis_orders:sum': [
        [BINANCE, 240],
        [KRAKEN, 8],
        [{ ...PUSHED, exchange: 'binance' }, 180],
      ],
      'instance_exchange:genesis_orders_failed:sum': [
        [BINANCE, 60],
        [KRAKEN, 8],
        [{ ...PUSHED, exchange: 'binance' }, 0],
      ],
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
    story: 'a rate is of five minutes, no more and no less',
    series: {
      [counter('genesis_orders', { ...BINANCE, ...BUY })]: BURST,
      [counter('genesis_orders_failed', { ...BINANCE, ...BUY })]: BURST,
      [counter('genesis_trades', { ...BINANCE, symbol: 'BTC/USDT', side: 'buy' })]: BURST,
      ...burstOfTimes(TIME),
      ...burstOfTimes(LATENCY),
    },
    at: '10m',
    recorded: {
      'instance_exchange:genesis_orders:rate5m': [[BINANCE, 0.1]],
      'instance_exchange:genesis_orders_failed:rate5m': [[BINANCE, 0.1]],
      'instance_exchange:genesis_trades:rate5m': [[BINANCE, 0.1]],
      ...recordedOfBurst(TIME),
      ...recordedOfBurst(LATENCY),
    },
  },
  birthCase,
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
