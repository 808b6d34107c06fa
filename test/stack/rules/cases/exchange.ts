import {
  type AlertCases,
  BINANCE,
  BOT,
  KRAKEN,
  OTHER_BOT,
  series,
  youngNeighbours,
} from '../support/rule-case.js';
import { flat, gone, ramp, unseen } from '../support/series.js';
import { marketDataCases } from './market-data.js';
import { rateLimitCases } from './rate-limits.js';

const STATUS = series('genesis_connection_status', BINANCE);
const KRAKEN_STATUS = series('genesis_connection_status', KRAKEN);
const UPTIME = series('genesis_up', BOT);
const OFFSET = series('genesis_clock_offset_seconds', BINANCE);

/** Drops four times within two minutes. */
const FLAPPING = [
  ...[flat(1, '2m'), flat(0, '30s'), flat(1, '30s'), flat(0, '30s')],
  ...[flat(1, '20m')],
];

export const EXCHANGE_CASES: readonly AlertCases[] = [
  {
    alert: 'GenesisExchangeDisconnected',
    cases: [
      {
        story: 'one of two exchanges is lost and comes back',
        series: {
          [STATUS]: [flat(1, '1m'), flat(0, '5m'), flat(1, '2m')],
          [KRAKEN_STATUS]: [flat(1, '8m')],
        },
        ringing: {
          ...{ '1m': [], '2m15s': [], '2m30s': [BINANCE] },
          ...{ '6m15s': [BINANCE], '6m30s': [] },
        },
        told: {
          at: '3m',
          labels: BINANCE,
          summary: 'Disconnected: bot:9464 has lost binance',
          description:
            'bot:9464 has had no connection to binance for a minute and a half. It sees no prices there and may not be able to cancel.',
        },
      },
      {
        story: 'the bot closes the connection: 0 for a minute, then the series ends',
        series: { [STATUS]: [flat(1, '2m'), flat(0, '70s'), gone('3m')] },
        ringing: { '2m': [], '3m15s': [], '3m30s': [], '5m': [] },
      },
      {
        story: 'two bots lose the same exchange',
        series: {
          [STATUS]: [flat(0, '3m')],
          [series('genesis_connection_status', { ...OTHER_BOT, exchange: 'binance' })]: [
            flat(0, '3m'),
          ],
        },
        ringing: { '1m15s': [], '1m30s': [BINANCE, { ...OTHER_BOT, exchange: 'binance' }] },
      },
      {
        story: 'the bot is restarted and connects in its own time',
        series: { [STATUS]: [flat(1, '1m'), gone('30s'), flat(0, '1m'), flat(1, '3m')] },
        ringing: { '2m30s': [], '3m30s': [] },
      },
    ],
  },
  {
    alert: 'GenesisConnectionFlapping',
    cases: [
      {
        story: 'a connection that comes and goes, of a bot that runs on',
        series: {
          [STATUS]: FLAPPING,
          [KRAKEN_STATUS]: [flat(1, '23m')],
          [UPTIME]: [ramp(3600, 10, '23m')],
          ...youngNeighbours(flat(60, '23m')),
        },
        ringing: {
          ...{ '3m15s': [], '3m30s': [BINANCE], '11m30s': [BINANCE] },
          ...{ '16m30s': [BINANCE], '17m15s': [] },
        },
        told: {
          at: '4m',
          labels: BINANCE,
          summary: 'Connection flaps: bot:9464 and binance, 4 changes in 10 minutes',
          description:
            'The connection of bot:9464 to binance came or went 4 times within ten minutes. Prices and fills are missed in between.',
        },
      },
      {
        story: 'a bot that was restarted ten minutes before',
        series: {
          [STATUS]: [flat(1, '15m'), ...FLAPPING],
          [UPTIME]: [ramp(3600, 10, '8m'), ramp(5, 10, '30m')],
        },
        ringing: { '18m30s': [BINANCE] },
      },
      {
        story: 'parts of the package, without the uptime of the bot',
        series: { [STATUS]: FLAPPING },
        ringing: { '3m30s': [BINANCE] },
      },
      {
        story: 'a connection that is lost, found and lost',
        series: {
          [STATUS]: [flat(1, '2m'), flat(0, '1m'), flat(1, '1m'), flat(0, '16m')],
          [UPTIME]: [ramp(3600, 10, '20m')],
        },
        ringing: { '4m15s': [], '10m': [], '19m': [] },
      },
      {
        story: 'a drop each ten minutes',
        series: {
          [STATUS]: [flat(1, '5m'), flat(0, '20s'), flat(1, '10m'), flat(0, '20s'), flat(1, '5m')],
          [UPTIME]: [ramp(3600, 10, '21m')],
        },
        ringing: { '5m30s': [], '15m45s': [], '20m': [] },
      },
      {
        story: 'a bot that is restarted and needs several attempts to connect',
        series: {
          [STATUS]: [
            ...[flat(1, '3m'), gone('30s'), flat(0, '20s'), flat(1, '20s'), flat(0, '20s')],
            ...[flat(1, '15m')],
          ],
          [UPTIME]: [ramp(3600, 10, '3m'), gone('30s'), ramp(5, 10, '16m')],
        },
        ringing: { '5m': [], '13m15s': [], '15m': [] },
      },
    ],
  },
  ...marketDataCases,
  {
    alert: 'GenesisClockOffsetHigh',
    cases: [
      {
        story: 'a clock that is ahead and is set right',
        series: {
          [OFFSET]: [flat(-0.52, '10m'), flat(0.01, '10m')],
          [series('genesis_clock_offset_seconds', KRAKEN)]: [flat(0.5, '20m')],
        },
        ringing: { '4m45s': [], '5m': [BINANCE], '14m45s': [BINANCE], '15m15s': [] },
        told: {
          at: '6m',
          labels: BINANCE,
          summary: 'Clock off: bot:9464 and binance differ by 0.52 s',
          description:
            'The clocks of binance and of the machine of bot:9464 differ by 0.52 s. Exchanges refuse orders whose time is too far off.',
        },
      },
      {
        story: 'a clock that is behind',
        series: { [OFFSET]: [flat(0.52, '6m')] },
        ringing: { '5m': [BINANCE] },
      },
      {
        story: 'half a second, and one estimate over a bad line',
        series: { [OFFSET]: [flat(-0.48, '4m'), flat(0.9, '4m'), flat(0.49, '4m')] },
        ringing: { '7m45s': [], '11m': [] },
      },
      {
        story: 'a bot that no longer asks for the time',
        series: { [OFFSET]: [flat(0.9, '4m'), gone('4m'), unseen('4m')] },
        ringing: { '4m': [], '9m': [] },
      },
    ],
  },
  ...rateLimitCases,
];
