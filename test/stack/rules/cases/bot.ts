import { type AlertCases, BOT, OTHER_BOT, series } from '../support/rule-case.js';
import { flat, gone, ramp, unseen } from '../support/series.js';

const UP = series('up', BOT);
const OTHER_UP = series('up', OTHER_BOT);
const UPTIME = series('genesis_up', BOT);
const LAG = series('genesis_event_loop_lag_seconds', BOT);
const CPU = series('genesis_cpu_usage_percent', BOT);

export const BOT_CASES: readonly AlertCases[] = [
  {
    alert: 'GenesisBotDown',
    cases: [
      {
        story: 'one of two bots dies and is started again',
        series: {
          [UP]: [flat(1, '2m'), flat(0, '3m'), flat(1, '2m')],
          [OTHER_UP]: [flat(1, '7m')],
        },
        ringing: { '2m': [], '2m45s': [], '3m': [BOT], '4m45s': [BOT], '5m': [] },
        told: {
          at: '3m',
          labels: BOT,
          summary: 'Bot down: bot:9464 does not answer',
          description:
            'Prometheus has had no metrics from bot:9464 for a minute: the bot is dead, cannot be reached, or refuses the token. Its open orders and positions are still at the exchange.',
        },
      },
      {
        story: 'both die',
        series: { [UP]: [flat(0, '3m')], [OTHER_UP]: [flat(0, '3m')] },
        ringing: { '45s': [], '1m': [BOT, OTHER_BOT] },
      },
      {
        story: 'a restart that takes 50 seconds, and a scrape that fails now and then',
        series: {
          [UP]: [
            ...[flat(1, '1m'), flat(0, '50s'), flat(1, '1m')],
            ...[flat(0, '10s'), flat(1, '20s'), flat(0, '10s'), flat(1, '1m')],
          ],
        },
        ringing: { '1m45s': [], '2m': [], '3m': [], '4m': [] },
      },
      {
        story: 'a bot is taken off the list of targets',
        series: { [UP]: [flat(1, '1m'), gone('5m')], [OTHER_UP]: [flat(1, '6m')] },
        ringing: { '2m15s': [], '5m': [] },
      },
      {
        story: 'Grafana dies, which is no bot',
        series: { [series('up', { job: 'grafana', instance: 'grafana:3000' })]: [flat(0, '5m')] },
        ringing: { '1m': [], '5m': [] },
      },
    ],
  },
  {
    alert: 'GenesisNoBots',
    cases: [
      {
        story: 'Prometheus starts without a bot, and one is added later',
        series: { [UP]: [unseen('6m'), flat(1, '2m')] },
        ringing: { '4m45s': [], '5m': [{ job: 'genesis' }], '6m': [] },
        told: {
          at: '5m',
          labels: { job: 'genesis' },
          summary: 'No bot is watched: Prometheus knows of none',
          description:
            'Prometheus has no target in the job "genesis". Whatever the bots do, no other alert about them can ring.',
        },
      },
      {
        story: 'the only bot is down, which is for GenesisBotDown to tell',
        series: { [UP]: [flat(0, '15m')] },
        ringing: { '5m': [], '14m': [] },
      },
      {
        story: 'the last bot leaves the list',
        series: { [UP]: [flat(1, '1m'), gone('10m')] },
        ringing: { '5m45s': [], '6m15s': [{ job: 'genesis' }] },
      },
    ],
  },
  {
    alert: 'GenesisBotStuck',
    cases: [
      {
        story: 'the event loop hangs for a minute',
        series: {
          [LAG]: [flat(0, '1m'), ramp(5.5, 10, '1m'), flat(0, '1m')],
          [series('genesis_event_loop_lag_seconds', OTHER_BOT)]: [flat(0.1, '3m')],
        },
        ringing: { '1m': [], '1m15s': [BOT], '1m45s': [BOT], '2m': [] },
        told: {
          at: '1m30s',
          labels: BOT,
          summary: 'Bot stuck: event loop of bot:9464 stands still for 35.5s',
          description:
            'The event loop of bot:9464 has not turned for 35.5s. Until it does, the bot reacts to no price and cancels no order.',
        },
      },
      {
        story: 'a loop that is late, by no more than five seconds',
        series: { [LAG]: [flat(5, '5m')] },
        ringing: { '15s': [], '4m': [] },
      },
      {
        story: 'one long garbage collection',
        series: { [LAG]: [flat(0, '1m'), flat(6, '10s'), flat(0, '2m')] },
        ringing: { '1m': [], '1m15s': [], '1m30s': [] },
      },
      {
        story: 'a bot that hangs and then dies',
        series: { [LAG]: [flat(30, '1m'), gone('2m')] },
        ringing: { '45s': [BOT], '1m': [] },
      },
    ],
  },
  {
    alert: 'GenesisBotRestarting',
    cases: [
      {
        story: 'three restarts within a quarter of an hour',
        series: {
          [UPTIME]: [
            ramp(600, 10, '5m'),
            ...[ramp(3, 10, '3m'), ramp(3, 10, '3m'), gone('30s'), ramp(3, 10, '20m')],
          ],
        },
        ringing: { '11m15s': [], '11m30s': [BOT], '19m45s': [BOT], '20m15s': [] },
        told: {
          at: '12m',
          labels: BOT,
          summary: 'Bot keeps restarting: bot:9464, 3 times in 15 minutes',
          description:
            'bot:9464 has started anew 3 times within a quarter of an hour. Each start may leave orders behind that the bot no longer knows.',
        },
      },
      {
        story: 'two restarts, for a release that had to be mended',
        series: { [UPTIME]: [ramp(600, 10, '5m'), ramp(3, 10, '5m'), ramp(3, 10, '10m')] },
        ringing: { '5m': [], '10m15s': [], '19m': [] },
      },
      {
        story: 'three restarts within an hour',
        series: {
          [UPTIME]: [
            ramp(600, 10, '5m'),
            ramp(3, 10, '16m'),
            ramp(3, 10, '16m'),
            ramp(3, 10, '5m'),
          ],
        },
        ringing: { '21m15s': [], '37m15s': [], '41m': [] },
      },
      {
        story: 'Prometheus does not look for a while, the bot runs on',
        series: { [UPTIME]: [ramp(600, 10, '2m'), unseen('3m'), ramp(900, 10, '2m'), gone('3m')] },
        ringing: { '5m15s': [], '7m': [] },
      },
    ],
  },
  {
    alert: 'GenesisBotCpuHigh',
    cases: [
      {
        story: 'a bot turns in a circle for half an hour',
        series: {
          [CPU]: [flat(20, '10m'), flat(98, '30m'), flat(20, '30m')],
          [series('genesis_cpu_usage_percent', OTHER_BOT)]: [flat(90, '70m')],
        },
        ringing: { '24m15s': [], '24m45s': [BOT], '40m': [BOT], '45m15s': [BOT], '46m': [] },
        told: {
          at: '30m',
          labels: BOT,
          summary: 'Bot busy: bot:9464 uses 98% of a core',
          description:
            'bot:9464 has used 98% of one core over five minutes, for ten minutes. An event loop that is busy all the time makes orders late.',
        },
      },
      {
        story: 'a bot that reads its history for ten minutes after the start',
        series: { [CPU]: [flat(100, '9m'), flat(20, '30m')] },
        ringing: { '9m': [], '10m': [], '11m': [] },
      },
    ],
  },
];
