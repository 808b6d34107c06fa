import { type AlertCases, BINANCE, series } from '../support/rule-case.js';
import { flat } from '../support/series.js';

const WEIGHT = { ...BINANCE, limit_type: 'weight_1m' };
const USAGE = series('genesis_rate_limit_usage_ratio', WEIGHT);
const ORDERS_USAGE = series('genesis_rate_limit_usage_ratio', {
  ...BINANCE,
  limit_type: 'orders_1d',
});
const CLIENT_USAGE = series('genesis_rate_limit_usage_ratio', {
  ...BINANCE,
  limit_type: 'client',
});

/** Minutes in which the use rises to a height and falls to 0 with the window of the limit. */
function saw(height: number, minutes: number): string[] {
  const minute = [flat(height / 2, '30s'), flat(height, '10s'), flat(0, '20s')];
  return Array.from({ length: minutes }, () => minute).flat();
}

export const rateLimitCases: readonly AlertCases[] = [
  {
    alert: 'GenesisRateLimitNear',
    cases: [
      {
        story: 'a limit that is nearly used up minute after minute, until the bot asks less',
        series: {
          [USAGE]: [...saw(0.85, 10), ...saw(0.4, 10)],
          [ORDERS_USAGE]: [flat(0.8, '20m')],
        },
        ringing: { '5m15s': [], '5m30s': [WEIGHT], '10m30s': [WEIGHT], '15m': [WEIGHT], '17m': [] },
        told: {
          at: '6m',
          labels: WEIGHT,
          summary: 'Rate limit near: bot:9464 at 85% of weight_1m, binance',
          description:
            'bot:9464 has come to 85% of the limit weight_1m of binance, for five minutes or more. Beyond 100% it refuses.',
        },
      },
      {
        story: 'a start that loads much, then quiet',
        series: { [USAGE]: [...saw(0.9, 3), ...saw(0.3, 12)], [ORDERS_USAGE]: [flat(0.79, '15m')] },
        ringing: { '3m': [], '5m30s': [], '10m': [] },
      },
      {
        story: 'peaks that are 80 seconds apart at one exchange, and 120 seconds at another',
        series: {
          [USAGE]: Array.from({ length: 8 }, () => [flat(0.85, '10s'), flat(0, '70s')]).flat(),
          [series('genesis_rate_limit_usage_ratio', { ...WEIGHT, exchange: 'kraken' })]: Array.from(
            { length: 6 },
            () => [flat(0.85, '10s'), flat(0, '110s')],
          ).flat(),
        },
        ringing: { '4m45s': [], '5m': [WEIGHT], '10m': [WEIGHT] },
      },
      {
        story: 'a limit that holds for a day',
        series: { [ORDERS_USAGE]: [flat(0.81, '6m')] },
        ringing: { '4m45s': [], '5m': [{ ...BINANCE, limit_type: 'orders_1d' }] },
      },
    ],
  },
  {
    alert: 'GenesisRateLimitExhausted',
    cases: [
      {
        story: 'a limit that is used up minute after minute, until the bot asks less',
        series: {
          [USAGE]: [...saw(0.96, 5), ...saw(0.4, 10)],
          [ORDERS_USAGE]: [flat(0.95, '15m')],
        },
        ringing: { '2m15s': [], '2m30s': [WEIGHT], '5m': [WEIGHT], '7m45s': [WEIGHT], '8m30s': [] },
        told: {
          at: '3m',
          labels: WEIGHT,
          summary: 'Rate limit used up: bot:9464 at 96% of weight_1m, binance',
          description:
            'bot:9464 has used 96% of the limit weight_1m of binance. The exchange refuses what goes beyond, cancellations too, and may ban the address.',
        },
      },
      {
        story: 'one minute that is used up, and a limit just below',
        series: { [USAGE]: [...saw(0.99, 1), ...saw(0.5, 5)], [ORDERS_USAGE]: [flat(0.94, '6m')] },
        ringing: { '1m45s': [], '2m': [], '2m30s': [], '5m': [] },
      },
      {
        story: 'the client’s own budget, which only makes requests wait',
        series: { [CLIENT_USAGE]: [flat(1, '10m')] },
        ringing: { '2m': [], '9m': [] },
      },
    ],
  },
];
