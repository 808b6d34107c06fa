import { buckets } from '../support/histogram.js';
import { type AlertCases, BINANCE, KRAKEN } from '../support/rule-case.js';

const TIME = 'genesis_order_execution_time_seconds';
const MARKET = { ...BINANCE, type: 'market', outcome: 'success' };
const TIMED_OUT = { ...MARKET, outcome: 'unknown' };

const NONE = { '0.5': 0, '1': 0, '2.5': 0, '5': 0, '10': 0, '+Inf': 0 };
const QUICK = {
  ...NONE,
  '0.5': 995,
  '1': 1_000,
  '2.5': 1_000,
  '5': 1_000,
  '10': 1_000,
  '+Inf': 1_000,
};
/** 1.05% above a second, and 0.95%. */
const SLOW = { ...QUICK, '0.5': 900, '1': 989.5 };
const NEARLY_SLOW = { ...QUICK, '0.5': 900, '1': 990.5 };
/** 1.05% above five seconds, and 0.95%. */
const VERY_SLOW = { ...SLOW, '2.5': 989.5, '5': 989.5 };
const NEARLY_VERY_SLOW = { ...SLOW, '1': 900, '2.5': 950, '5': 990.5 };
/** One order in half a minute that never got an answer. */
const UNANSWERED = { ...NONE, '+Inf': 0.3 };

export const orderLatencyCases: readonly AlertCases[] = [
  {
    alert: 'GenesisOrderLatencyHigh',
    cases: [
      {
        story: 'orders are slow at one of two exchanges for twenty minutes',
        series: {
          ...buckets(TIME, MARKET, [SLOW, '20m', 120], [QUICK, '20m', 120]),
          ...buckets(TIME, { ...MARKET, ...KRAKEN }, [NEARLY_SLOW, '40m', 240]),
        },
        ringing: { '10m': [], '10m15s': [BINANCE], '20m': [BINANCE], '24m': [BINANCE], '26m': [] },
        told: {
          at: '15m',
          labels: BINANCE,
          summary: 'Orders slow: binance, p99 1.1 s (bot:9464)',
          description:
            'The slowest hundredth of the orders of bot:9464 at binance takes 1.1 s or more, for ten minutes.',
        },
      },
      {
        story: 'one slow order in a quiet hour',
        series: buckets(
          TIME,
          MARKET,
          [NONE, '5m', 30],
          [{ ...SLOW, '1': 0, '0.5': 0 }, '10s', 1],
          [NONE, '20m', 120],
        ),
        ringing: { '5m30s': [], '10m': [], '10m30s': [], '20m': [] },
      },
    ],
  },
  {
    alert: 'GenesisOrderLatencyCritical',
    cases: [
      {
        story: 'orders become very slow for a quarter of an hour',
        series: {
          ...buckets(TIME, MARKET, [QUICK, '10m', 60], [VERY_SLOW, '15m', 90], [QUICK, '20m', 120]),
          ...buckets(TIME, { ...MARKET, ...KRAKEN }, [NEARLY_VERY_SLOW, '45m', 270]),
        },
        ringing: {
          '19m15s': [],
          '19m45s': [BINANCE],
          '25m': [BINANCE],
          '26m45s': [BINANCE],
          '28m': [],
        },
        told: {
          at: '22m',
          labels: BINANCE,
          summary: 'Orders very slow: binance, p99 5.2 s (bot:9464)',
          description:
            'The slowest hundredth of the orders of bot:9464 at binance takes 5.2 s or more, for five minutes. Exits come too late, and orders begin to time out.',
        },
      },
      {
        story: 'orders that get no answer at all, the first ones of the bot',
        series: buckets(TIME, TIMED_OUT, [UNANSWERED, '5m', 30]),
        ringing: { '5m': [], '5m15s': [BINANCE] },
      },
      {
        story: 'one order of a few that gets no answer',
        series: buckets(
          TIME,
          TIMED_OUT,
          [
            { ...NONE, '0.5': 0.25, '1': 0.25, '2.5': 0.25, '5': 0.25, '10': 0.25, '+Inf': 0.25 },
            '10m',
            60,
          ],
          [{ ...NONE, '+Inf': 1 }, '10s', 1],
          [NONE, '15m', 90],
        ),
        ringing: { '10m30s': [], '12m15s': [], '14m45s': [], '15m15s': [], '20m': [] },
      },
      {
        story: 'a slow minute among a thousand orders, and a bot without orders',
        series: {
          ...buckets(
            TIME,
            MARKET,
            [QUICK, '10m', 60],
            [{ ...QUICK, '5': 985 }, '1m', 6],
            [QUICK, '9m', 54],
          ),
          ...buckets(TIME, { ...MARKET, ...KRAKEN }, [NONE, '20m', 120]),
        },
        ringing: { '11m': [], '13m': [], '16m': [] },
      },
    ],
  },
];
