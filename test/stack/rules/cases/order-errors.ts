import {
  type AlertCase,
  type AlertCases,
  BINANCE,
  BOT,
  KRAKEN,
  type Labels,
  series,
} from '../support/rule-case.js';
import { flat, gone, ramp, unseen } from '../support/series.js';

const UPTIME = series('genesis_up', BOT);

function errors(errorType: string, labels: Labels = BINANCE): string {
  return series('genesis_order_errors_total', {
    ...labels,
    operation: 'create',
    error_type: errorType,
  });
}

const OLD_BOT = { [UPTIME]: [ramp(86_400, 10, '30m')] };

/** The traps of a series that begins with its first error; the same for each class. */
function firstErrorCases(errorType: string): readonly AlertCase[] {
  return [
    {
      story: 'the first one after the start, before Prometheus has looked once',
      series: {
        [UPTIME]: [unseen('1m'), ramp(4, 10, '20m')],
        [errors(errorType)]: [unseen('1m'), flat(1, '20m')],
      },
      ringing: { '45s': [], '1m': [BINANCE], '5m45s': [BINANCE], '6m15s': [] },
    },
    {
      story: 'again after a restart, as often as before it',
      series: {
        [UPTIME]: [ramp(86_400, 10, '20m'), gone('1m'), ramp(4, 10, '10m')],
        [errors(errorType)]: [flat(1, '20m'), gone('1m'), flat(1, '10m')],
      },
      ringing: { '15m': [], '21m': [BINANCE], '26m15s': [] },
    },
    {
      story: 'one more of many',
      series: { ...OLD_BOT, [errors(errorType)]: [flat(7, '10m'), flat(8, '20m')] },
      ringing: { '9m45s': [], '10m': [BINANCE], '15m15s': [] },
    },
    {
      story: 'old ones of a bot that is new to Prometheus',
      series: { ...OLD_BOT, [errors(errorType)]: [flat(7, '30m')] },
      ringing: { '0s': [], '15s': [], '1m': [], '10m': [] },
    },
    {
      story: 'old ones, after a quarter of an hour in which Prometheus could not get at the bot',
      series: {
        [UPTIME]: [ramp(86_400, 10, '10m'), gone('15m'), ramp(87_900, 10, '15m')],
        [errors(errorType)]: [flat(7, '10m'), gone('15m'), flat(7, '15m')],
      },
      ringing: { '9m': [], '25m': [], '25m15s': [], '29m45s': [], '30m15s': [], '39m': [] },
    },
  ];
}

interface Words {
  readonly summary: string;
  readonly meaning: string;
}

function errorCases(
  alert: string,
  errorTypes: readonly [string, ...string[]],
  otherType: string,
  { summary, meaning }: Words,
): AlertCases {
  const [errorType] = errorTypes;
  return {
    alert,
    cases: [
      {
        story: 'the first one of a bot that runs for long, at one of two exchanges',
        series: {
          ...OLD_BOT,
          [errors(errorType)]: [unseen('10m'), flat(1, '20m')],
          [errors(errorType, KRAKEN)]: [flat(3, '30m')],
        },
        ringing: { '9m45s': [], '10m': [BINANCE], '14m45s': [BINANCE], '15m': [] },
        told: {
          at: '11m',
          labels: BINANCE,
          summary: `${summary}: binance, 1 in 5 minutes (bot:9464)`,
          description: `Order operations of bot:9464 at binance that failed so within five minutes: 1. ${meaning}`,
        },
      },
      ...errorTypes.slice(1).map((type) => ({
        story: `${type} is of this class as well`,
        series: { ...OLD_BOT, [errors(type)]: [unseen('10m'), flat(1, '20m')] },
        ringing: { '10m': [BINANCE], '15m15s': [] },
      })),
      ...firstErrorCases(errorType),
      {
        story: 'errors of other classes',
        series: { ...OLD_BOT, [errors(otherType)]: [unseen('10m'), ramp(1, 1, '20m')] },
        ringing: { '10m': [], '20m': [] },
      },
    ],
  };
}

export const orderErrorCases: readonly AlertCases[] = [
  errorCases('GenesisOrderAuthErrors', ['auth'], 'invalid_order', {
    summary: 'Key refused',
    meaning:
      'The exchange refuses key, signature or permission. The bot can neither open nor close.',
  }),
  errorCases('GenesisOrderInsufficientFunds', ['insufficient_funds'], 'rejected', {
    summary: 'Funds do not suffice',
    meaning: 'Balance or margin does not cover them. A hedge or an exit may be among them.',
  }),
  errorCases('GenesisOrderClockSkew', ['clock_skew'], 'auth', {
    summary: 'Clock refused',
    meaning:
      'The clock of the machine is too far off the exchange’s. All signed requests fail alike.',
  }),
  errorCases('GenesisOrdersRateLimited', ['rate_limit'], 'exchange_unavailable', {
    summary: 'Rate limit refuses',
    meaning: 'Refused for too many requests. Going on like that gets the address banned.',
  }),
  errorCases('GenesisOrderOutcomeUnknown', ['timeout', 'network'], 'unknown', {
    summary: 'Outcome unknown',
    meaning: 'No answer came. The exchange may have executed them all the same.',
  }),
];
