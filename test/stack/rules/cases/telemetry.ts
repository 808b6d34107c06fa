import {
  type AlertCases,
  BINANCE,
  BOT,
  OTHER_BOT,
  series,
  youngNeighbours,
} from '../support/rule-case.js';
import { flat, gone, ramp, unseen } from '../support/series.js';

const UPTIME = series('genesis_up', BOT);
const OLD_BOT = { [UPTIME]: [ramp(86_400, 10, '60m')] };

const NOT_FINITE = { ...BOT, cause: 'not_finite' };
const UNREACHABLE = { ...BOT, signal: 'metrics', cause: 'unreachable' };
const METRICS = { ...BOT, signal: 'metrics' };
const CALLBACK = { ...BOT, cause: 'callback' };
const WRONG = { ...BOT, cause: 'wrong' };

const DROPPED = series('genesis_dropped_measurements_total', NOT_FINITE);
const OTLP_DROPPED = series('genesis_otlp_dropped_total', UNREACHABLE);
const SCRAPE_ERRORS = series('genesis_scrape_errors_total', CALLBACK);
const AUTH_FAILURES = series('genesis_scrape_auth_failures_total', WRONG);
const SCRAPE_SECONDS = series('scrape_duration_seconds', BOT);

function pushes(outcome: string, signal = 'metrics'): string {
  return series('genesis_otlp_pushes_total', { ...BOT, signal, outcome });
}

export const TELEMETRY_CASES: readonly AlertCases[] = [
  {
    alert: 'GenesisCardinalityOverflow',
    cases: [
      {
        story: 'two metrics of a bot overflow, until it is restarted',
        series: {
          [series('genesis_orders_total', { ...BOT, otel_metric_overflow: 'true' })]: [
            ...[unseen('5m'), ramp(1, 1, '10m'), 'stale'],
          ],
          [series('genesis_trades_total', { ...BOT, otel_metric_overflow: 'true' })]: [
            ...[unseen('5m'), ramp(1, 1, '10m'), 'stale'],
          ],
          [series('genesis_orders_total', { ...OTHER_BOT, exchange: 'binance' })]: [flat(3, '20m')],
        },
        ringing: { '5m45s': [], '6m': [BOT], '14m45s': [BOT], '15m15s': [] },
        told: {
          at: '7m',
          labels: BOT,
          summary: 'Too many label sets: bot:9464 no longer tells some of them apart',
          description:
            'A metric of bot:9464 has reached 10,000 label sets. Further ones are counted together in series with otel_metric_overflow="true" (2 of them): alerts by exchange no longer see those.',
        },
      },
      {
        story: 'many label sets, none of them beyond the limit; and a metric of somebody else',
        series: {
          [series('genesis_orders_total', BINANCE)]: [ramp(1, 1, '10m')],
          [series('house_orders_total', { ...BOT, otel_metric_overflow: 'true' })]: [
            ramp(1, 1, '10m'),
          ],
        },
        ringing: { '1m': [], '9m': [] },
      },
    ],
  },
  {
    alert: 'GenesisMeasurementsDropped',
    cases: [
      {
        story: 'the first one of a bot that runs for long',
        series: { ...OLD_BOT, [DROPPED]: [unseen('12m'), flat(1, '30m')] },
        ringing: { '11m45s': [], '12m': [NOT_FINITE], '21m45s': [NOT_FINITE], '22m': [] },
        told: {
          at: '15m',
          labels: NOT_FINITE,
          summary: 'Measurements dropped: bot:9464, 1 for not_finite',
          description:
            'bot:9464 has handed over 1 measurements within ten minutes that are no figures to export (not_finite). What they should have shown is missing, P&L perhaps.',
        },
      },
      {
        story: 'right after the start',
        series: {
          [UPTIME]: [ramp(4, 10, '20m')],
          [DROPPED]: [flat(2, '20m')],
        },
        ringing: { '0s': [NOT_FINITE], '9m45s': [NOT_FINITE], '10m15s': [] },
      },
      {
        story: 'one more of many',
        series: { ...OLD_BOT, [DROPPED]: [flat(40, '12m'), flat(41, '30m')] },
        ringing: { '11m45s': [], '12m': [NOT_FINITE], '21m30s': [NOT_FINITE], '22m15s': [] },
      },
      {
        story: 'old ones of a bot that is new to Prometheus',
        series: { ...OLD_BOT, [DROPPED]: [flat(40, '30m')], ...youngNeighbours(flat(60, '30m')) },
        ringing: { '0s': [], '15s': [], '7m': [], '10m15s': [], '29m': [] },
      },
    ],
  },
  {
    alert: 'GenesisOtlpDropped',
    cases: [
      {
        story: 'a collector that is away for half an hour',
        series: { [OTLP_DROPPED]: [flat(0, '10m'), ramp(40, 40, '30m'), flat(7_200, '30m')] },
        ringing: {
          ...{ '19m45s': [], '20m15s': [UNREACHABLE], '39m': [UNREACHABLE] },
          ...{ '54m': [UNREACHABLE], '55m15s': [] },
        },
        told: {
          at: '30m',
          labels: UNREACHABLE,
          summary: 'Telemetry lost: bot:9464, 2400 metrics items (unreachable)',
          description:
            'No collector has taken 2400 items (metrics) of bot:9464 within ten minutes, cause unreachable, and it goes on. Spans are gone; what metrics have counted comes with a later push.',
        },
      },
      {
        story: 'a collector that is started again, and one that was away yesterday',
        series: {
          [OTLP_DROPPED]: [flat(0, '10m'), flat(40, '30m')],
          [series('genesis_otlp_dropped_total', {
            ...OTHER_BOT,
            signal: 'traces',
            cause: 'rejected',
          })]: [flat(900, '40m')],
        },
        ringing: { '11m': [], '19m45s': [], '20m15s': [], '35m': [] },
      },
    ],
  },
  {
    alert: 'GenesisOtlpPushFailing',
    cases: [
      {
        story: 'no push succeeds for half an hour',
        series: {
          [pushes('success')]: [ramp(0, 1, '10m'), flat(59, '30m'), ramp(60, 1, '20m')],
          [pushes('unreachable')]: [flat(0, '10m'), ramp(1, 1, '30m'), flat(180, '20m')],
          [pushes('success', 'traces')]: [ramp(0, 1, '60m')],
        },
        ringing: { '24m30s': [], '25m': [METRICS], '40m': [METRICS], '44m': [METRICS], '46m': [] },
        told: {
          at: '30m',
          labels: METRICS,
          summary: 'Push fails: no collector takes the metrics of bot:9464',
          description:
            'bot:9464 has tried to push metrics over OTLP for more than ten minutes, without success. Where only the push feeds the long-term store, it has a gap from here on.',
        },
      },
      {
        story: 'a push that fails for a while and is given up',
        series: {
          [pushes('success')]: [flat(0, '60m')],
          [pushes('refused')]: [ramp(0, 1, '25m'), flat(149, '35m')],
        },
        ringing: { '25m': [METRICS], '39m': [METRICS], '40m15s': [] },
      },
      {
        story: 'a bot without spans to push, and one push in ten minutes that gets through in part',
        series: {
          [pushes('success', 'traces')]: [flat(0, '60m')],
          [pushes('unreachable', 'traces')]: [flat(0, '60m')],
          [pushes('success')]: [flat(0, '60m')],
          [pushes('partial')]: [ramp(0, 0.02, '60m')],
          [pushes('throttled')]: [ramp(0, 1, '60m')],
        },
        ringing: { '10m': [], '20m': [], '59m': [] },
      },
    ],
  },
  {
    alert: 'GenesisScrapeErrors',
    cases: [
      {
        story: 'a callback that hangs for half an hour',
        series: { [SCRAPE_ERRORS]: [flat(0, '10m'), ramp(1, 1, '30m'), flat(180, '30m')] },
        ringing: {
          ...{ '19m45s': [], '20m15s': [CALLBACK], '39m': [CALLBACK] },
          ...{ '54m': [CALLBACK], '55m15s': [] },
        },
        told: {
          at: '30m',
          labels: CALLBACK,
          summary: 'Scrapes fail: bot:9464, 60 in 10 minutes (callback)',
          description:
            'The metrics endpoint of bot:9464 has failed 60 times within ten minutes, cause callback, and it goes on. Some series may be missing: alerts on them cannot ring.',
        },
      },
      {
        story: 'a callback that hangs before a restart and after it',
        series: { [SCRAPE_ERRORS]: [ramp(40, 1, '10m'), gone('30s'), ramp(0, 1, '20m')] },
        ringing: { '9m45s': [], '12m': [CALLBACK], '25m': [CALLBACK] },
      },
      {
        story: 'one scrape that somebody aborted',
        series: { [SCRAPE_ERRORS]: [flat(3, '10m'), flat(4, '30m')] },
        ringing: { '11m': [], '19m45s': [], '20m15s': [], '35m': [] },
      },
    ],
  },
  {
    alert: 'GenesisScrapesFlapping',
    cases: [
      {
        story: 'every third scrape takes too long, until the machine has room again',
        series: {
          [series('up', BOT)]: [
            flat(1, '10m'),
            ...Array.from({ length: 3 }, () => [flat(0, '10s'), flat(1, '20s')]).flat(),
            flat(1, '30m'),
          ],
          [series('up', { job: 'node', instance: 'node:9100' })]: [
            ...Array.from({ length: 20 }, () => [flat(0, '10s'), flat(1, '20s')]).flat(),
          ],
        },
        ringing: {
          ...{ '11m': [], '11m15s': [BOT], '19m45s': [BOT] },
          ...{ '24m45s': [BOT], '25m15s': [] },
        },
        told: {
          at: '12m',
          labels: BOT,
          summary: 'Scrapes come and go: bot:9464, 6 changes in 10 minutes',
          description:
            'Scrapes of bot:9464 fail and succeed by turns, 6 changes within ten minutes. Alerts that wait for a minute or two begin to wait anew with each failure: a lost connection or a high drawdown may not ring.',
        },
      },
      {
        story: 'two restarts and a scrape that fails half an hour later',
        series: {
          [series('up', BOT)]: [
            ...[flat(1, '5m'), flat(0, '2m'), flat(1, '2m'), flat(0, '30s'), flat(1, '30m')],
            ...[flat(0, '10s'), flat(1, '10m')],
          ],
        },
        ringing: { '9m45s': [], '15m': [], '40m': [], '45m': [] },
      },
    ],
  },
  {
    alert: 'GenesisScrapeAuthFailures',
    cases: [
      {
        story: 'a scraper with an old token, until it is stopped',
        series: { [AUTH_FAILURES]: [flat(0, '10m'), ramp(1, 1, '10m'), flat(60, '30m')] },
        ringing: { '11m30s': [], '12m': [WRONG], '20m': [WRONG], '32m': [WRONG], '35m': [] },
        told: {
          at: '15m',
          labels: WRONG,
          summary: 'Somebody asks bot:9464 for metrics without right: 31 times (wrong)',
          description:
            'The metrics endpoint of bot:9464 has refused 31 requests within ten minutes, cause wrong: a scraper with an old token, or somebody who tries.',
        },
      },
      {
        story: 'eleven wrong tokens at once',
        series: { [AUTH_FAILURES]: [flat(0, '10m'), flat(11, '10m')] },
        ringing: { '9m45s': [], '10m': [WRONG] },
      },
      {
        story: 'as many after a restart as before it',
        series: {
          [AUTH_FAILURES]: [flat(12, '10m'), gone('30s'), ramp(1, 1, '2m'), flat(12, '10m')],
        },
        ringing: { '10m': [], '15m': [WRONG] },
      },
      {
        story: 'nine wrong tokens, by hand',
        series: { [AUTH_FAILURES]: [flat(5, '10m'), ramp(6, 1, '90s'), flat(14, '30m')] },
        ringing: { '11m30s': [], '15m': [], '30m': [] },
      },
    ],
  },
  {
    alert: 'GenesisScrapeSlow',
    cases: [
      {
        story: 'scrapes that take longer and longer, until the bot is restarted',
        series: {
          [SCRAPE_SECONDS]: [flat(0.02, '10m'), flat(2.15, '20m'), flat(0.02, '20m')],
          [series('scrape_duration_seconds', OTHER_BOT)]: [flat(1.9, '50m')],
          [series('scrape_duration_seconds', { job: 'node', instance: 'node:9100' })]: [
            flat(9, '50m'),
          ],
        },
        ringing: { '19m15s': [], '19m45s': [BOT], '30m': [BOT], '34m': [BOT], '36m': [] },
        told: {
          at: '25m',
          labels: BOT,
          summary: 'Scrapes slow: bot:9464 takes 2.15s',
          description:
            'A scrape of bot:9464 takes 2.15s on average. At the timeout Prometheus gives up, and the bot looks dead.',
        },
      },
      {
        story: 'one scrape that takes eight seconds',
        series: { [SCRAPE_SECONDS]: [flat(0.05, '10m'), flat(8, '10s'), flat(0.05, '20m')] },
        ringing: { '10m15s': [], '14m': [], '16m': [] },
      },
    ],
  },
];
