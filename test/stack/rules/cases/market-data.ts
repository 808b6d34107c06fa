import { buckets } from '../support/histogram.js';
import {
  type AlertCases,
  BINANCE,
  KRAKEN,
  type Labels,
  OTHER_BOT,
  series,
} from '../support/rule-case.js';
import { flat, gone, ramp, unseen } from '../support/series.js';

const LATENCY = 'genesis_websocket_latency_ms';
const STATUS = series('genesis_connection_status', BINANCE);
const CONNECTED = { [STATUS]: [flat(1, '50m')] };

function messages(channel: string, labels: Labels = BINANCE): string {
  return series(`${LATENCY}_count`, { ...labels, channel });
}

/** Connections that are not the one that is lost: of other exchanges, bots and jobs. */
const OTHERS = [KRAKEN, { ...OTHER_BOT, exchange: 'binance' }, { ...BINANCE, job: 'other' }];

/** 1.05% above a second, and then all below. */
const SLOW = { '500': 9_000, '1000': 9_895, '2500': 10_000, '+Inf': 10_000 };
const FAST = { '500': 9_990, '1000': 9_995, '2500': 10_000, '+Inf': 10_000 };
/** 0.95% above a second. */
const NEARLY_SLOW = { '500': 9_000, '1000': 9_905, '2500': 10_000, '+Inf': 10_000 };
const IDLE = { '500': 0, '1000': 0, '2500': 0, '+Inf': 0 };

export const marketDataCases: readonly AlertCases[] = [
  {
    alert: 'GenesisMarketDataStale',
    cases: [
      {
        story:
          'prices no longer come from one of two exchanges, while fills do; then they do again',
        series: {
          [messages('trades')]: [ramp(0, 10, '20m'), flat(1190, '10m'), ramp(1190, 10, '20m')],
          [messages('fills')]: [ramp(0, 1, '50m')],
          [messages('trades', KRAKEN)]: [ramp(0, 10, '50m')],
          ...CONNECTED,
          [series('genesis_connection_status', KRAKEN)]: [flat(1, '50m')],
        },
        ringing: {
          ...{ '20m': [], '22m30s': [], '22m45s': [BINANCE] },
          ...{ '30m30s': [BINANCE], '30m45s': [] },
        },
        told: {
          at: '25m',
          labels: BINANCE,
          summary: 'No market data: bot:9464 hears nothing from binance',
          description:
            'bot:9464 is connected to binance and has had no market data from there for more than two minutes, where there were ten messages a minute before. It trades on old prices, if it trades.',
        },
      },
      {
        story: 'just enough messages before the silence, of a channel without a name',
        series: {
          [series(`${LATENCY}_count`, BINANCE)]: [ramp(0, 6, '17m10s'), flat(612, '10m')],
          ...CONNECTED,
        },
        ringing: { '20m': [BINANCE] },
      },
      {
        story: 'a stream that the bot no longer wants: over when it is restarted without it',
        series: {
          [messages('trades')]: [ramp(0, 10, '20m'), flat(1190, '70m'), gone('30m')],
          [STATUS]: [flat(1, '90m'), gone('1m'), flat(1, '29m')],
        },
        ringing: { '23m': [BINANCE], '60m': [BINANCE], '89m': [BINANCE], '91m': [], '119m': [] },
      },
      {
        story: 'a silence that outlasts the hour with many messages, of one of two bots',
        series: {
          [messages('trades')]: [ramp(0, 2, '60m'), flat(718, '80m'), ramp(720, 2, '10m')],
          [messages('trades', { ...OTHER_BOT, exchange: 'binance' })]: [
            ...[ramp(0, 1, '60m'), flat(359, '90m')],
          ],
          [STATUS]: [flat(1, '150m')],
          [series('genesis_connection_status', { ...OTHER_BOT, exchange: 'binance' })]: [
            flat(1, '150m'),
          ],
        },
        ringing: {
          ...{ '62m30s': [], '63m15s': [BINANCE], '80m': [BINANCE], '139m': [BINANCE] },
          ...{ '140m15s': [BINANCE], '140m45s': [], '149m': [] },
        },
      },
      {
        story:
          'silence for a moment while the hour with many messages ends, and another alert rings',
        series: {
          [messages('trades')]: [...[ramp(0, 12, '9m'), ramp(648, 1, '53m30s'), flat(968, '20m')]],
          [STATUS]: [flat(1, '82m')],
          [series('ALERTS', {
            ...BINANCE,
            alertname: 'GenesisClockOffsetHigh',
            alertstate: 'firing',
          })]: [flat(1, '82m')],
        },
        ringing: { '64m': [], '65m': [], '66m': [], '75m': [] },
      },
      {
        story: 'a burst of less than an hour’s many messages, and silence',
        series: {
          [messages('trades')]: [flat(0, '20m'), ramp(0, 5, '20m'), flat(595, '30m')],
          [STATUS]: [flat(1, '70m')],
        },
        ringing: { '43m': [], '60m': [] },
      },
      {
        story: 'silence after a restart, though most of the messages came before it',
        series: {
          [messages('trades')]: [ramp(0, 5, '20m'), gone('40s'), ramp(0, 5, '3m'), flat(85, '20m')],
          [STATUS]: [flat(1, '20m'), gone('40s'), flat(1, '23m')],
        },
        ringing: { '24m': [], '27m': [BINANCE] },
      },
      {
        story: 'a silence that ends with the connection, and is another one after it',
        series: {
          [messages('trades')]: [ramp(0, 2, '60m'), flat(718, '80m')],
          [STATUS]: [flat(1, '90m'), flat(0, '10m'), flat(1, '40m')],
        },
        ringing: { '89m': [BINANCE], '91m': [], '102m': [], '139m': [] },
      },
      {
        story: 'a bot that hears nothing after a restart',
        series: {
          [messages('ticker')]: [ramp(0, 10, '20m'), gone('20m')],
          [STATUS]: [flat(1, '20m'), gone('30s'), flat(1, '20m')],
        },
        ringing: { '20m30s': [], '23m30s': [BINANCE] },
      },
      {
        story: 'a market of less than ten messages a minute, and silence after an hour of them',
        series: {
          [messages('trades')]: [ramp(0, 1.625, '60m'), flat(583.375, '20m')],
          [STATUS]: [flat(1, '80m')],
        },
        ringing: { '49m': [], '64m': [], '75m': [] },
      },
      {
        story: 'a bot that only follows its own account',
        series: {
          [messages('orders')]: [ramp(0, 10, '20m'), flat(1190, '20m')],
          [messages('balance')]: [ramp(0, 10, '20m'), flat(1190, '20m')],
          ...CONNECTED,
        },
        ringing: { '23m': [], '39m': [] },
      },
      {
        story: 'a connection that is lost, which another alert tells',
        series: {
          [messages('trades')]: [ramp(0, 10, '20m'), flat(1190, '20m')],
          [STATUS]: [flat(1, '20m'), flat(0, '20m')],
          ...Object.fromEntries(
            OTHERS.map((labels) => [series('genesis_connection_status', labels), [flat(1, '40m')]]),
          ),
        },
        ringing: { '23m': [], '39m': [] },
      },
      {
        story: 'a restart, and a quarter of an hour in which Prometheus could not get at the bot',
        series: {
          [messages('trades')]: [
            ...[ramp(0, 10, '20m'), gone('40s'), ramp(20, 10, '5m')],
            ...[gone('15m'), ramp(1200, 10, '5m')],
          ],
          [STATUS]: [
            ...[flat(1, '20m'), gone('40s'), flat(1, '5m')],
            ...[gone('15m'), flat(1, '5m')],
          ],
        },
        ringing: { '20m45s': [], '21m30s': [], '26m45s': [], '41m15s': [], '42m': [] },
      },
      {
        story: 'Prometheus itself is started again after four minutes',
        series: {
          [messages('trades')]: [ramp(0, 10, '20m'), unseen('4m'), ramp(1440, 10, '5m')],
          [STATUS]: [flat(1, '20m'), gone('4m'), flat(1, '5m')],
        },
        ringing: { '24m15s': [], '25m15s': [] },
      },
    ],
  },
  {
    alert: 'GenesisWebsocketLatencyHigh',
    cases: [
      {
        story: 'one message in a hundred is old, until the line is better',
        series: {
          ...buckets(LATENCY, BINANCE, [SLOW, '20m', 120], [FAST, '20m', 120]),
          ...buckets(LATENCY, KRAKEN, [NEARLY_SLOW, '40m', 240]),
        },
        ringing: { '10m': [], '10m15s': [BINANCE], '20m': [BINANCE], '24m': [BINANCE], '26m': [] },
        told: {
          at: '15m',
          labels: BINANCE,
          summary: 'Slow market data: binance to bot:9464, p99 1071 ms',
          description:
            'One in a hundred messages from binance reaches bot:9464 1071 ms after its event or later. The bot decides on old prices.',
        },
      },
      {
        story: 'nine minutes of old messages, and then none at all',
        series: buckets(LATENCY, BINANCE, [SLOW, '4m', 24], [IDLE, '20m', 120]),
        ringing: { '5m': [], '9m45s': [], '10m15s': [], '20m': [] },
      },
    ],
  },
];
