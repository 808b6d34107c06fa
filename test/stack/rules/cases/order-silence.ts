import {
  type AlertCases,
  BINANCE,
  BOT,
  KRAKEN,
  type Labels,
  series,
  youngNeighbours,
} from '../support/rule-case.js';
import { flat, gone, ramp, unseen } from '../support/series.js';

const BUY = { symbol: 'BTC/USDT', side: 'buy', type: 'limit' };
const SELL = { ...BUY, side: 'sell' };
const UPTIME = series('genesis_up', BOT);
const OLD_BOT = { [UPTIME]: [ramp(86_400, 10, '4h')] };

const orders = (labels: Labels): string => series('genesis_orders_total', labels);
const failed = (labels: Labels): string => series('genesis_orders_failed_total', labels);

const BOUGHT = orders({ ...BINANCE, ...BUY });
const BUYS_FAILED = failed({ ...BINANCE, ...BUY });
const SOLD = orders({ ...BINANCE, ...SELL });
const SALES_FAILED = failed({ ...BINANCE, ...SELL });

/** Three within an hour, a quarter of an hour between them. */
function three(from: number): string[] {
  return [1, 2, 3].map((count) => flat(from + count, '15m'));
}

/** Days with a scrape a minute: what is written as ten minutes takes an hour. */
const DAYS = { interval: '60s' };
/** From the start on until it is restarted after 25 hours, which is the minute when it falls silent. */
const RESTARTED = { [UPTIME]: [ramp(86_400, 60, '250m'), ramp(0, 60, '50m')] };

export const orderSilenceCases: readonly AlertCases[] = [
  {
    alert: 'GenesisNoOrderSucceeds',
    cases: [
      {
        story: 'a bot with few orders: three fail within an hour, then one succeeds',
        series: {
          ...OLD_BOT,
          ...youngNeighbours(flat(60, '145m')),
          [BOUGHT]: [flat(40, '70m'), ...three(40), flat(44, '30m')],
          [BUYS_FAILED]: [flat(2, '70m'), ...three(2), flat(5, '30m')],
          [SOLD]: [flat(30, '145m')],
          [SALES_FAILED]: [flat(0, '145m')],
        },
        ringing: {
          ...{ '99m45s': [], '101m45s': [], '102m': [BINANCE], '114m45s': [BINANCE] },
          ...{ '115m45s': [BINANCE], '116m15s': [] },
        },
        told: {
          at: '105m',
          labels: BINANCE,
          summary: 'No order succeeds: 3 failed within the hour at binance (bot:9464)',
          description:
            'Within the last hour bot:9464 has sent 3 orders to binance that failed, and none that did not. What it holds there may be without an exit.',
        },
      },
      {
        story: 'nothing is tried any more: over an hour after the first of the three',
        series: {
          ...OLD_BOT,
          [BOUGHT]: [flat(40, '70m'), ...three(40), flat(43, '90m')],
          [BUYS_FAILED]: [flat(2, '70m'), ...three(2), flat(5, '90m')],
        },
        ringing: { '129m45s': [BINANCE], '130m45s': [BINANCE], '131m15s': [] },
      },
      {
        story: 'two fail; three fail at an exchange where others do not',
        series: {
          ...OLD_BOT,
          [BOUGHT]: [flat(40, '70m'), ...three(40).slice(0, 2), flat(42, '30m')],
          [BUYS_FAILED]: [flat(2, '70m'), ...three(2).slice(0, 2), flat(4, '30m')],
          [orders({ ...KRAKEN, ...BUY })]: [flat(40, '70m'), ...three(40)],
          [failed({ ...KRAKEN, ...BUY })]: [flat(2, '70m'), ...three(2)],
          [orders({ ...KRAKEN, ...SELL })]: [flat(7, '70m'), flat(8, '45m')],
          [failed({ ...KRAKEN, ...SELL })]: [flat(0, '115m')],
        },
        ringing: { '85m': [], '102m': [], '114m': [], '120m': [] },
      },
      {
        story: 'the first three after a start all fail, after a life of orders that did not',
        series: {
          [UPTIME]: [ramp(86_400, 10, '70m'), gone('1m'), ramp(4, 10, '30m')],
          [BOUGHT]: [ramp(400, 1, '70m'), gone('1m'), flat(0, '2m'), flat(3, '28m')],
          [BUYS_FAILED]: [flat(1, '70m'), gone('1m'), flat(0, '2m'), flat(3, '28m')],
        },
        ringing: { '74m45s': [], '75m': [BINANCE], '100m': [BINANCE] },
      },
      {
        story: 'three of the first four after a start fail',
        series: {
          [UPTIME]: [ramp(86_400, 10, '70m'), gone('1m'), ramp(4, 10, '30m')],
          [BOUGHT]: [ramp(400, 1, '70m'), gone('1m'), flat(4, '30m')],
          [BUYS_FAILED]: [flat(0, '70m'), gone('1m'), flat(3, '30m')],
        },
        ringing: { '74m': [], '90m': [] },
      },
      {
        story: 'an exchange that is new to a bot which runs for long',
        series: {
          ...OLD_BOT,
          [BOUGHT]: [ramp(400, 1, '110m')],
          [BUYS_FAILED]: [flat(1, '110m')],
          [orders({ ...KRAKEN, ...BUY })]: [unseen('80m'), flat(3, '30m')],
          [failed({ ...KRAKEN, ...BUY })]: [unseen('80m'), flat(3, '30m')],
        },
        ringing: { '80m': [], '82m': [KRAKEN] },
      },
      {
        story: 'two bots: the failures of one are not those of the other',
        series: {
          ...OLD_BOT,
          [BOUGHT]: [flat(4, '80m'), flat(7, '10m')],
          [BUYS_FAILED]: [flat(2, '80m'), flat(5, '10m')],
          [orders({ job: 'other', instance: 'bot:9464', exchange: 'binance', ...BUY })]: [
            ramp(0, 1, '90m'),
          ],
          [failed({ job: 'other', instance: 'bot:9464', exchange: 'binance', ...BUY })]: [
            flat(0, '90m'),
          ],
          [orders({ job: 'genesis', instance: 'other:9464', exchange: 'binance', ...BUY })]: [
            ramp(0, 1, '90m'),
          ],
          [failed({ job: 'genesis', instance: 'other:9464', exchange: 'binance', ...BUY })]: [
            flat(0, '90m'),
          ],
        },
        ringing: { '82m': [BINANCE] },
      },
      {
        story: 'three attempts within a minute, and the fourth succeeds',
        series: {
          ...OLD_BOT,
          [BOUGHT]: [flat(4, '80m'), flat(7, '1m'), flat(8, '60m')],
          [BUYS_FAILED]: [flat(2, '80m'), flat(5, '61m')],
        },
        ringing: { '80m30s': [], '82m': [], '83m': [] },
      },
      {
        story: 'a bot with old failures that is new to Prometheus, or was out of its sight',
        series: {
          ...OLD_BOT,
          [BOUGHT]: [flat(40, '5m'), gone('60m'), flat(40, '80m')],
          [BUYS_FAILED]: [flat(9, '5m'), gone('60m'), flat(9, '80m')],
        },
        ringing: { '3m': [], '70m': [], '120m': [], '140m': [] },
      },
    ],
  },
  {
    alert: 'GenesisOrdersStopped',
    evaluatedEvery: '5m',
    cases: [
      {
        ...DAYS,
        story: 'a bot is restarted and no longer decides anything, until somebody looks',
        series: {
          ...RESTARTED,
          [BOUGHT]: [ramp(0, 0.25, '250m'), flat(0, '30m'), ramp(0, 0.25, '20m')],
          [orders({ ...KRAKEN, ...BUY })]: [ramp(0, 0.1875, '250m'), flat(0, '50m')],
        },
        ringing: { '24h': [], '27h9m45s': [], '27h10m': [BINANCE], '28h': [BINANCE], '28h15m': [] },
        told: {
          at: '27h50m',
          labels: BINANCE,
          summary: 'No orders: bot:9464 has placed none at binance for two hours',
          description:
            'bot:9464 runs, but has placed no order at binance within the last two hours, and 24 or more in the same hours of the day before. Its strategy may have stopped without a word.',
        },
      },
      {
        ...DAYS,
        story: 'a bot that rests for hours each day',
        series: {
          [UPTIME]: [ramp(86_400, 60, '480m')],
          [BOUGHT]: [ramp(0, 0.25, '80m'), flat(119.75, '160m'), ramp(119.75, 0.25, '80m')],
        },
        ringing: { '12h': [], '20h': [], '26h': [], '31h': [] },
      },
      {
        ...DAYS,
        story: 'a bot that is down, which another alert tells',
        series: {
          [UPTIME]: [ramp(86_400, 60, '250m'), gone('50m')],
          [BOUGHT]: [ramp(0, 0.25, '250m'), gone('50m')],
        },
        ringing: { '27h30m': [], '29h': [] },
      },
      {
        ...DAYS,
        story: 'two hours in which a single order is placed',
        series: {
          ...RESTARTED,
          [BOUGHT]: [ramp(0, 0.25, '250m'), flat(0, '15m'), flat(1, '15m')],
        },
        ringing: { '27h10m': [], '27h50m': [] },
      },
    ],
  },
];
