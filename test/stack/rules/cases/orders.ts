import {
  type AlertCases,
  BINANCE,
  BOT,
  KRAKEN,
  type Labels,
  series,
} from '../support/rule-case.js';
import { flat, gone, ramp, unseen } from '../support/series.js';
import { orderErrorCases } from './order-errors.js';
import { orderLatencyCases } from './order-latency.js';
import { orderSilenceCases } from './order-silence.js';

const BUY = { symbol: 'BTC/USDT', side: 'buy', type: 'limit' };
const SELL = { ...BUY, side: 'sell' };
const UPTIME = series('genesis_up', BOT);

function orders(labels: Labels): string {
  return series('genesis_orders_total', labels);
}

function failed(labels: Labels): string {
  return series('genesis_orders_failed_total', labels);
}

const BOUGHT = orders({ ...BINANCE, ...BUY });
const BUYS_FAILED = failed({ ...BINANCE, ...BUY });

export const ORDERS_CASES: readonly AlertCases[] = [
  {
    alert: 'GenesisOrderFailuresElevated',
    cases: [
      {
        story: 'more than five in a hundred orders fail for a quarter of an hour',
        series: {
          [UPTIME]: [ramp(3600, 10, '40m')],
          [BOUGHT]: [ramp(0, 1, '40m')],
          [BUYS_FAILED]: [ramp(0, 7 / 128, '15m'), flat(89 * (7 / 128), '25m')],
          [orders({ ...BINANCE, ...SELL })]: [ramp(0, 0.02, '40m')],
          [failed({ ...BINANCE, ...SELL })]: [flat(0, '40m')],
          [orders({ ...KRAKEN, ...BUY })]: [ramp(0, 1, '40m')],
          [failed({ ...KRAKEN, ...BUY })]: [ramp(0, 0.048, '40m')],
        },
        ringing: { '10m45s': [], '11m': [BINANCE], '15m': [BINANCE], '20m': [BINANCE], '22m': [] },
        told: {
          at: '14m',
          labels: BINANCE,
          summary: 'Orders fail: 5.362% at binance (bot:9464)',
          description:
            '5.362% of the orders that bot:9464 sent to binance within five minutes failed, for ten minutes.',
        },
      },
      {
        story: 'just as many orders as are worth a call, and not quite as many',
        series: {
          [UPTIME]: [ramp(3600, 10, '20m')],
          [BOUGHT]: [ramp(0, 0.1875, '20m')],
          [BUYS_FAILED]: [ramp(0, 0.0625, '20m')],
          [orders({ ...KRAKEN, ...BUY })]: [ramp(0, 0.15625, '20m')],
          [failed({ ...KRAKEN, ...BUY })]: [ramp(0, 0.0625, '20m')],
        },
        ringing: { '19m': [BINANCE] },
      },
      {
        story: 'one order of twelve fails, once',
        series: {
          [UPTIME]: [ramp(3600, 10, '40m')],
          [BOUGHT]: [ramp(0, 0.4, '40m')],
          [BUYS_FAILED]: [flat(0, '10m'), flat(1, '30m')],
        },
        ringing: { '10m15s': [], '15m': [], '20m': [], '30m': [] },
      },
    ],
  },
  {
    alert: 'GenesisOrderFailuresHigh',
    cases: [
      {
        story: 'more than a quarter of the orders at one of two exchanges fails, then none',
        series: {
          [UPTIME]: [ramp(3600, 10, '30m')],
          [BOUGHT]: [ramp(0, 1, '30m')],
          [BUYS_FAILED]: [ramp(0, 17 / 64, '5m'), flat(29 * (17 / 64), '25m')],
          [orders({ ...KRAKEN, ...BUY })]: [ramp(0, 1, '30m')],
          [failed({ ...KRAKEN, ...BUY })]: [ramp(0, 0.24, '30m')],
        },
        ringing: { '2m45s': [], '3m': [BINANCE], '5m': [BINANCE], '6m45s': [BINANCE], '8m': [] },
        told: {
          at: '4m',
          labels: BINANCE,
          summary: 'Orders fail: 26.56% at binance (bot:9464)',
          description:
            '26.56% of the orders that bot:9464 sent to binance within five minutes failed. What it holds there may be without an exit.',
        },
      },
      {
        story: 'the first six orders after the start all fail, and no more are tried',
        series: {
          [UPTIME]: [unseen('1m'), ramp(5, 10, '15m')],
          [BOUGHT]: [unseen('1m'), flat(6, '15m')],
          [BUYS_FAILED]: [unseen('1m'), flat(6, '15m')],
        },
        ringing: { '2m45s': [], '3m': [BINANCE], '5m45s': [BINANCE], '8m15s': [] },
      },
      {
        story: 'a market that is new to a bot which runs for long: its five orders all fail',
        series: {
          [UPTIME]: [ramp(3600, 10, '20m')],
          [BOUGHT]: [unseen('10m'), flat(5, '10m')],
          [BUYS_FAILED]: [unseen('10m'), flat(5, '10m')],
        },
        ringing: { '11m45s': [], '12m': [BINANCE], '17m15s': [] },
      },
      {
        story: 'label sets beyond the limit, which are counted in series without an exchange',
        series: {
          [UPTIME]: [ramp(3600, 10, '5m')],
          [orders({ ...BOT, otel_metric_overflow: 'true' })]: [ramp(0, 1, '5m')],
          [failed({ ...BOT, otel_metric_overflow: 'true' })]: [ramp(0, 1, '5m')],
        },
        ringing: { '4m': [BOT] },
        told: {
          at: '4m',
          labels: BOT,
          summary: 'Orders fail: 100% at unknown exchange (bot:9464)',
          description:
            '100% of the orders that bot:9464 sent to unknown exchange within five minutes failed. What it holds there may be without an exit.',
        },
      },
      {
        story: 'four orders in five minutes, which all fail',
        series: {
          [UPTIME]: [ramp(3600, 10, '20m')],
          [BOUGHT]: [flat(10, '5m'), ramp(11, 1, '40s'), flat(14, '14m')],
          [BUYS_FAILED]: [flat(10, '5m'), ramp(11, 1, '40s'), flat(14, '14m')],
        },
        ringing: { '5m45s': [], '8m': [], '15m': [] },
      },
      {
        story: 'a burst of refusals within a minute, in a bot that sends many orders',
        series: {
          [UPTIME]: [ramp(3600, 10, '20m')],
          [BOUGHT]: [ramp(0, 5, '20m')],
          [BUYS_FAILED]: [flat(0, '10m'), ramp(4, 4, '1m'), flat(24, '9m')],
        },
        ringing: { '10m30s': [], '12m': [], '16m': [] },
      },
      {
        story: 'a bot that places no orders, and has had failures before',
        series: {
          [UPTIME]: [ramp(3600, 10, '20m')],
          [BOUGHT]: [flat(100, '20m')],
          [BUYS_FAILED]: [flat(90, '20m')],
        },
        ringing: { '3m': [], '15m': [] },
      },
      {
        story: 'restarted without a failure, after a life full of them',
        series: {
          [UPTIME]: [ramp(3600, 10, '10m'), gone('30s'), ramp(5, 10, '10m')],
          [BOUGHT]: [flat(100, '10m'), gone('30s'), ramp(0, 1, '10m')],
          [BUYS_FAILED]: [flat(90, '10m'), gone('30s'), flat(0, '10m')],
        },
        ringing: { '9m': [], '13m': [], '16m': [], '20m': [] },
      },
    ],
  },
  ...orderSilenceCases,
  ...orderErrorCases,
  ...orderLatencyCases,
];
